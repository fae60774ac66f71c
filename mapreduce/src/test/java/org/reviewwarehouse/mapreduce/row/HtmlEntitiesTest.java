package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.Test;

public class HtmlEntitiesTest {
  @Test
  public void knowsEachNameOfItsList() throws Exception {
    Map<String, Integer> names = names();
    assertEquals("252 of HTML 4.01, and apos", 253, names.size());
    names.forEach((name, codePoint) -> assertEquals(name, (int) codePoint, codePoint(name)));
  }

  @Test
  public void agreesWithTheStandardOnNamesOfEachPart() {
    // Latin 1, symbols, Greek, special: as the HTML 4.01 recommendation lists them.
    assertEquals(
        List.of(0x22, 0x26, 0x3C, 0x3E, 0xA0, 0xC0, 0xFF, 0x192, 0x391, 0x3C9, 0x3D1, 0x2022),
        List.of(
                "quot",
                "amp",
                "lt",
                "gt",
                "nbsp",
                "Agrave",
                "yuml",
                "fnof",
                "Alpha",
                "omega",
                "thetasym",
                "bull")
            .stream()
            .map(HtmlEntitiesTest::codePoint)
            .toList());
    assertEquals(
        List.of(0x20AC, 0x2122, 0x2665, 0x2026, 0x2014, 0x201C, 0x2264, 0x22C5, 0x27),
        List.of("euro", "trade", "hearts", "hellip", "mdash", "ldquo", "le", "sdot", "apos")
            .stream()
            .map(HtmlEntitiesTest::codePoint)
            .toList());
  }

  @Test
  public void tellsUpperFromLowerCase() {
    assertEquals(0xC9, codePoint("Eacute"));
    assertEquals(0xE9, codePoint("eacute"));
    assertEquals(HtmlEntities.NONE, codePoint("EACUTE"));
  }

  @Test
  public void neverMakesATextLonger() throws Exception {
    names()
        .forEach(
            (name, codePoint) ->
                assertTrue(
                    name,
                    Character.toString(codePoint).getBytes(UTF_8).length <= name.length() + 2));
  }

  private static Map<String, Integer> names() throws Exception {
    try (InputStream file = HtmlEntities.class.getResourceAsStream("html-entities.txt")) {
      return new String(file.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .collect(Collectors.toMap(line -> line[0], line -> Integer.valueOf(line[1])));
    }
  }

  private static int codePoint(String reference) {
    byte[] bytes = reference.getBytes(UTF_8);
    return HtmlEntities.codePoint(bytes, 0, bytes.length);
  }
}
