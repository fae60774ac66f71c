package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class MartParameterTest {
  private static Mart mart(String name, String sources, String... parameters) {
    StringBuilder text = new StringBuilder("-- sources:  " + sources + "\n");
    for (String parameter : parameters) {
      text.append("-- parameter: ").append(parameter).append('\n');
    }
    text.append("INSERT OVERWRITE TABLE ").append(name).append(" SELECT 1");
    for (String parameter : parameters) {
      text.append(", ${hivevar:").append(parameter.split(" ")[0]).append('}');
    }
    return new Mart(new Script(name, text + ";"));
  }

  private static Map<String, Mart> marts(Mart... marts) {
    Map<String, Mart> all = new LinkedHashMap<>();
    for (Mart mart : marts) {
      all.put(mart.name(), mart);
    }
    return all;
  }

  private static String literal(MartParameter.Type type, String value) {
    return new MartParameter("p", type, value, "").literal(value);
  }

  private static void refused(String reason, MartParameter.Type type, String value) {
    WarehouseException e =
        assertThrows(value, WarehouseException.class, () -> literal(type, value));
    assertEquals("Cannot use parameter: p = " + value + ", because " + reason, e.getMessage());
  }

  @Test
  public void aLineOfTheHeaderDeclaresAParameter() {
    assertEquals(
        List.of(
            new MartParameter("half_days", MartParameter.Type.INTEGER, "7", "how many, at most"),
            new MartParameter("who", MartParameter.Type.TEXT, "it's me", "a name"),
            new MartParameter("review_filter", MartParameter.Type.CONDITION, "true", "all")),
        mart(
                "m",
                "f",
                "half_days integer 7 how many, at most",
                "who   text 'it''s me' a name",
                "review_filter condition true all")
            .parameters());
  }

  @Test
  public void aHeaderThatIsNotAsItMustBeIsNoMart() {
    for (String line :
        List.of(
            "x integer 7",
            "x number 7 of no known type",
            "X integer 7 in capitals",
            "x integer seven that is no integer",
            "x condition 'a = b' that is no condition",
            "periods text x that the refresh gives",
            "x text 'never closed")) {
      assertThrows(line, IllegalStateException.class, () -> mart("m", "f", line));
    }
    assertThrows(
        IllegalStateException.class, () -> mart("m", "f", "x integer 7 once", "x integer 7 twice"));
    assertEquals(
        "marts/m.hql asks for [x] but declares []",
        assertThrows(
                IllegalStateException.class,
                () -> new Mart(new Script("m", "-- sources: f\nSELECT ${hivevar:x}")))
            .getMessage());
    assertEquals(
        "marts/m.hql asks for [] but declares [x]",
        assertThrows(
                IllegalStateException.class,
                () ->
                    new Mart(
                        new Script("m", "-- sources: f\n-- parameter: x day 2015-08-31 d\nSELECT")))
            .getMessage());
  }

  @Test
  public void everyTypeTakesOnlyItsOwnAndBecomesALiteral() {
    assertEquals("7", literal(MartParameter.Type.INTEGER, " 7 "));
    assertEquals("(-7)", literal(MartParameter.Type.INTEGER, "-7"));
    assertEquals("0.25", literal(MartParameter.Type.DECIMAL, "0.25"));
    assertEquals("'it\\'s \\\\ \\u0024{x};'", literal(MartParameter.Type.TEXT, "it's \\ ${x};"));
    assertEquals("''", literal(MartParameter.Type.TEXT, ""));
    assertEquals("'2021-12-25'", literal(MartParameter.Type.DAY, "2021-12-25"));
    assertEquals("'07:00'", literal(MartParameter.Type.TIME, "07:00"));
    assertEquals("'Asia/Seoul'", literal(MartParameter.Type.ZONE, "Asia/Seoul"));
    assertEquals("'+01:00'", literal(MartParameter.Type.ZONE, "+01:00"));
    assertEquals("(`a` <> 0)", literal(MartParameter.Type.CONDITION, "a != 0"));
    for (String value : List.of("", "x", "1 OR 1", "1.5", "0x1", "1'", "1234567890123456789")) {
      refused("it must be an integer of at most 18 digits", MartParameter.Type.INTEGER, value);
    }
    for (String value : List.of("", ".5", "1.", "1e5", "NaN", "1;2")) {
      refused("it must be a number such as 12, -3 or 0.25", MartParameter.Type.DECIMAL, value);
    }
    for (String value : List.of("", "2021-2-5", "2021-02-30", "2021-12-25' OR '1", "12021-01-01")) {
      refused("it must be a day, YYYY-MM-DD", MartParameter.Type.DAY, value);
    }
    for (String value : List.of("", "7:00", "24:00", "07:60", "07:00:00", "07:00'")) {
      refused("it must be a time, HH:MM, 00:00 to 23:59", MartParameter.Type.TIME, value);
    }
    for (String value : List.of("", "Moon", "Asia/Seoul'", "+25:00")) {
      refused(
          "it must be a time zone such as UTC, Asia/Seoul or +01:00",
          MartParameter.Type.ZONE,
          value);
    }
    refused(
        "it must not hold control characters (it has U+0000)", MartParameter.Type.TEXT, "a\u0000b");
    refused(
        "at character 6 there is ;, which has no meaning in a condition",
        MartParameter.Type.CONDITION,
        "a = 1; DROP TABLE t");
  }

  @Test
  public void theSiteSetsWhatTheMartsDeclare() {
    Mart one = mart("one", "f", "x integer 7 an x", "y text a a y");
    Mart two = mart("two", "one", "x integer 7 the same x");
    Map<String, Mart> all = marts(one, two);
    MartSettings settings = new MartSettings(all, Map.of("x", "8"));
    assertEquals(Map.of("x", "8", "y", "'a'"), settings.literals(one));
    assertEquals(Map.of("x", "8"), settings.literals(two));
    assertEquals(
        "Cannot use property: warehouse.mart.z, because no mart has that parameter; there are x, y",
        assertThrows(
                WarehouseException.class, () -> new MartSettings(all, Map.of("x", "8", "z", "1")))
            .getMessage());
    assertEquals(
        "Cannot use parameter: x = 8 OR 1, because it must be an integer of at most 18 digits",
        assertThrows(WarehouseException.class, () -> new MartSettings(all, Map.of("x", "8 OR 1")))
            .getMessage());
  }

  @Test
  public void martsMustAgreeOnWhatTheyShare() {
    Mart one = mart("one", "f", "x integer 7 an x");
    for (String other : List.of("x integer 8 an x", "x decimal 7 an x")) {
      assertThrows(
          other,
          IllegalStateException.class,
          () -> MartSettings.declared(List.of(one, mart("two", "f", other))));
    }
  }

  @Test
  public void theChecksumChangesWithASettingOfTheMartOrOfOneItReads() {
    Mart one = mart("one", "f", "x integer 7 an x");
    Mart two = mart("two", "one");
    Mart three = mart("three", "f");
    Map<String, Mart> all = marts(one, two, three);
    MartSettings seven = new MartSettings(all, Map.of());
    MartSettings eight = new MartSettings(all, Map.of("x", "8"));
    assertEquals(seven.checksum(one), new MartSettings(all, Map.of("x", " 7 ")).checksum(one));
    assertNotEquals(seven.checksum(one), eight.checksum(one));
    assertNotEquals(seven.checksum(two), eight.checksum(two));
    assertEquals(seven.checksum(three), eight.checksum(three));
  }

  @Test
  public void theValuesInForceArePrinted() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Mart one = mart("one", "f", "x integer 7 an x", "y text a why");
    Map<String, Mart> all = marts(one, mart("two", "one", "x integer 7 the same x"));
    new MartSettings(all, Map.of("x", "8"))
        .print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertEquals(
        """
        +------------------+---------+-------+----------+---------+
        | property         | type    | value | marts    | meaning |
        +------------------+---------+-------+----------+---------+
        | warehouse.mart.x | integer | 8     | one, two | an x    |
        | warehouse.mart.y | text    | a     | one      | why     |
        +------------------+---------+-------+----------+---------+
        """,
        bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
  }
}
