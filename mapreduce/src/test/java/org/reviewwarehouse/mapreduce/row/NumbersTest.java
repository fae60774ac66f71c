package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

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
}
