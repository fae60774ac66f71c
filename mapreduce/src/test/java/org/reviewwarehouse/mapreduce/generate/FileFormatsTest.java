package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.input.Records;

/** What stands in generated files beside rows, and how they are written. */
public class FileFormatsTest {
  private static final long DAY = Generated.FIRST_DAY + 1;

  @Test
  public void filesOfCsvDifferInColumnsMarkAndLineEnds() throws IOException {
    GenerateRequest request = request("movies", "csv", 2000, 12);
    Set<String> headers = new TreeSet<>();
    Set<String> lineEnds = new TreeSet<>();
    for (int file = 0; file < 12; file++) {
      String text = text(request, file);
      int end = text.indexOf('\n');
      headers.add(text.substring(0, end).replace("\r", ""));
      lineEnds.add(text.charAt(end - 1) == '\r' ? "CR LF" : "LF");
    }
    String straight = "title,duration_mins,original_language,size_mb";
    String mixed = "_column 0,size_mb,original_language,_column 3,duration_mins,title";
    assertEquals(
        Set.of(straight, mixed, "\u00ef\u00bb\u00bf" + straight, "\u00ef\u00bb\u00bf" + mixed),
        headers);
    assertEquals(Set.of("CR LF", "LF"), lineEnds);
  }

  @Test
  public void valuesOfCsvHoldWhatMustBeQuoted() throws IOException {
    String text = text(request("retailer_reviews", "csv", 3000, 2), 0);
    for (String part : List.of(",\"", "\"\"", " \n", "\r\n", ", ", ",\"\",", ",,")) {
      assertTrue(part, text.contains(part));
    }
  }

  @Test
  public void documentsOfJsonAreCompactOrPretty() throws IOException {
    GenerateRequest request = request("authors", "json", 300, 2);
    String compact = text(request, 0);
    String pretty = text(request, 1);
    assertTrue(compact, compact.startsWith("[{") && compact.endsWith("}]"));
    assertEquals(-1, compact.indexOf('\n'));
    assertTrue(pretty, pretty.startsWith("[\n{\n  \"") && pretty.endsWith("\n}\n]\n"));
  }

  @Test
  public void pagesHaveManyRecordsOneOrNone() throws IOException {
    String contract = Generated.contract("app_ratings");
    Set<String> shapes = new TreeSet<>();
    for (int file = 0; file < 20; file++) {
      // Few rows, so that none is bad and all of the file is JSON.
      GenerateRequest request = Generated.request(contract, "json", Path.of("nowhere"), 49, 1);
      GenerateRequest seeded =
          new GenerateRequest(
              request.contract(),
              contract,
              request.layout(),
              request.root(),
              request.from(),
              1,
              49,
              file,
              1,
              false);
      try (MappingIterator<JsonNode> pages =
          new ObjectMapper()
              .readerFor(JsonNode.class)
              .readValues(Generated.file(seeded, request.from(), 0))) {
        while (pages.hasNext()) {
          JsonNode entry = pages.next().at("/feed/entry");
          boolean begins = entry.isArray() && !entry.get(0).has("im:rating");
          shapes.add(entry.getNodeType() + (begins ? " that begins with no record" : ""));
        }
      }
    }
    assertEquals(Set.of("ARRAY", "ARRAY that begins with no record", "MISSING", "OBJECT"), shapes);
  }

  @Test
  public void listsHoldWhatTheContractDrops() throws IOException {
    String reviews = text(request("book_reviews", "json", 300, 2), 0);
    assertTrue(reviews, reviews.contains("\"title\":\"end\""));
    assertTrue(reviews, reviews.contains("\"books\":[{\"_number\":null,\"metadata\":{"));
    String authors = text(request("authors", "json", 300, 2), 0);
    assertTrue(authors, authors.contains("\"label\":\"\""));
    String products = text(request("retailer_reviews", "csv", 300, 2), 0);
    assertTrue(products, products.matches("(?s).*,\"B0[0-9A-Z]{8},,B0.*"));
  }

  @Test
  public void textsOfJsonAreEscapedInSeveralWays() throws IOException {
    String text =
        new String(
            Generated.file(request("app_ratings", "jsonl", 5000, 1), DAY, 0),
            StandardCharsets.UTF_8);
    for (String part :
        List.of("\\n", "\\r", "\\\"", "\\\\", "caf\u00e9", "caf\\u00e9", "\\ud83d", "\\u001a")) {
      assertTrue(part, text.contains(part));
    }
  }

  @Test
  public void aFileIsTheSameWhicheverWasWrittenBefore() throws IOException {
    for (String[] each : new String[][] {{"streams", "csv"}, {"app_ratings", "json"}}) {
      GenerateRequest request = request(each[0], each[1], 700, 4);
      FileWriter writer = new FileWriter(request);
      writer.write(DAY, 3, new ByteArrayOutputStream());
      writer.write(DAY + 1, 1, new ByteArrayOutputStream());
      ByteArrayOutputStream last = new ByteArrayOutputStream();
      writer.write(DAY, 2, last);
      assertArrayEquals(Generated.file(request, DAY, 2), last.toByteArray());
    }
  }

  @Test
  public void theRecordsOfADayAreTheSameInAnyNumberOfFiles() throws IOException {
    for (String[] each :
        new String[][] {{"streams", "csv"}, {"app_ratings", "json"}, {"game_events", "jsonl"}}) {
      List<String> two = records(request(each[0], each[1], 700, 2));
      assertEquals(700, two.size());
      assertEquals(two, records(request(each[0], each[1], 700, 7)));
    }
  }

  private static List<String> records(GenerateRequest request) throws IOException {
    List<String> records = new ArrayList<>();
    for (int file = 0; file < request.files(); file++) {
      Records.read(
          request.contract(),
          request.layout(),
          Generated.file(request, DAY, file),
          DAY,
          row ->
              records.add(
                  new String(
                      row.bytes(),
                      row.from(),
                      row.to() - row.from(),
                      StandardCharsets.ISO_8859_1)));
    }
    records.sort(null);
    return records;
  }

  private static String text(GenerateRequest request, int file) throws IOException {
    return new String(Generated.file(request, DAY, file), StandardCharsets.ISO_8859_1);
  }

  private static GenerateRequest request(String feed, String layout, int rows, int files) {
    return Generated.request(Generated.contract(feed), layout, Path.of("nowhere"), rows, files);
  }
}
