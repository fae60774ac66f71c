package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;

public class NumbersTest {
  @Rule public final Seed seed = new Seed();

  @Test
  public void readsWhatJavaWrites() {
    Random random = seed.random();
    for (int i = 0; i < 100_000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      String text = Long.toString(number);
      boolean fits = text.replace("-", "").length() <= 18;
      assertEquals(text, fits ? number : Numbers.NONE, parse(text));
    }
  }

  @Test
  public void readsUpTo18DigitsWithLeadingZeros() {
    assertEquals(7, parse("000000000000000007"));
    assertEquals(-7, parse("-000000000000000007"));
    assertEquals(999_999_999_999_999_999L, parse("999999999999999999"));
    assertEquals(-999_999_999_999_999_999L, parse("-999999999999999999"));
    assertEquals(0, parse("-0"));
  }

  @Test
  public void refusesEverythingElse() {
    String[] texts = {
      "",
      "-",
      "--1",
      "1-",
      "+1",
      " 1",
      "1 ",
      "1.0",
      "1e3",
      "1,000",
      "0x1",
      "１",
      "a",
      "/",
      ":",
      "0000000000000000000",
      "9223372036854775807"
    };
    for (String text : texts) {
      assertEquals(text, Numbers.NONE, parse(text));
    }
  }

  private static long parse(String text) {
    byte[] bytes = ("12" + text + "34").getBytes(UTF_8);
    return Numbers.parse(bytes, 2, bytes.length - 2);
  }

  @Test
  public void readsDecimalsInUnitsOfTheirLastPlace() {
    assertEquals(50, decimal("5", 2, 1));
    assertEquals(50, decimal("5.0", 2, 1));
    assertEquals(45, decimal("4.5", 2, 1));
    assertEquals(45, decimal("4.500", 2, 1));
    assertEquals(-5, decimal("-0.5", 2, 1));
    assertEquals(0, decimal("0", 2, 2));
    assertEquals(99, decimal("0.99", 2, 2));
    assertEquals(7, decimal("007", 1, 0));
    assertEquals(999_999_999_999_999_999L, decimal("999999999999999999", 18, 0));
    assertEquals(-999_999_999_999_999_999L, decimal("-9999999999999999.99", 18, 2));
  }

  @Test
  public void refusesDecimalsThatDoNotFit() {
    for (String no :
        new String[] {
          "",
          "-",
          ".",
          "5.",
          ".5",
          "-.5",
          "4.55",
          "10",
          "1e1",
          "+1",
          "1,5",
          "1.0.0",
          "x",
          " 1",
          "99999999999999999999999",
          "0.00000000000000000000001"
        }) {
      assertEquals(no, Numbers.NONE, decimal(no, 2, 1));
    }
    assertEquals(Numbers.NONE, decimal("1", 2, 2));
    assertEquals(Numbers.NONE, decimal("1000000000000000000", 18, 0));
  }

  @Test
  public void agreesWithBigDecimal() {
    Random random = seed.random();
    for (int i = 0; i < 100_000; i++) {
      int precision = 1 + random.nextInt(18);
      int scale = random.nextInt(precision + 1);
      BigDecimal number =
          BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(20));
      String text = number.toPlainString();
      long expected;
      try {
        BigDecimal scaled = number.setScale(scale, RoundingMode.UNNECESSARY);
        expected =
            scaled.precision() > precision ? Numbers.NONE : scaled.unscaledValue().longValue();
        expected = scaled.signum() == 0 ? 0 : expected;
      } catch (ArithmeticException e) {
        expected = Numbers.NONE;
      }
      assertEquals(
          text + " as " + precision + "," + scale, expected, decimal(text, precision, scale));
    }
  }

  @Test
  public void readsFiniteNumbersWithAPointOrAnExponent() {
    for (String text :
        new String[] {
          "613.4245936603365", "0", "-0.0", "1e3", "1E+3", "12.5e-3", "007", "1e-400"
        }) {
      assertEquals(text, Double.parseDouble(text), real(text), 0);
    }
    for (String no :
        new String[] {
          "",
          "-",
          ".",
          "1.",
          ".5",
          "e3",
          "1e",
          "1e+",
          "NaN",
          "Infinity",
          "1e999",
          "-1e999",
          "0x1p3",
          "1d",
          "1f",
          "+1",
          " 1",
          "1 ",
          "1,5",
          "--1"
        }) {
      assertTrue(no, Double.isNaN(real(no)));
    }
  }

  private static long decimal(String text, int precision, int scale) {
    byte[] bytes = ("12" + text + "34").getBytes(UTF_8);
    return Numbers.parseDecimal(bytes, 2, bytes.length - 2, precision, scale);
  }

  private static double real(String text) {
    byte[] bytes = ("12" + text + "34").getBytes(UTF_8);
    return Numbers.parseDouble(bytes, 2, bytes.length - 2);
  }
}
