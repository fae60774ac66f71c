package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.WarehouseException;

public class RowsTest {
  private static final int PRODUCT_ID = 3;
  private static final int PRODUCT_PARENT = 4;
  private static final int PRODUCT_TITLE = 5;
  private static final int PRODUCT_CATEGORY = 6;
  private static final int TOTAL_VOTES = 9;
  private static final int REVIEW_DATE = 14;

  private final GenerateRequest request =
      Generated.request(Generated.productReviews(), Path.of("nowhere"), 20_000, 2);

  @Test
  public void aFileBeginsWithItsHeaderAndEndsWithALineEnd() throws IOException {
    String file =
        new String(Generated.file(request, Generated.FIRST_DAY, 1), StandardCharsets.ISO_8859_1);
    assertTrue(
        file.startsWith(
            "marketplace\tcustomer_id\treview_id\tproduct_id\tproduct_parent\tproduct_title\t"
                + "product_category\tstar_rating\thelpful_votes\ttotal_votes\tvine\t"
                + "verified_purchase\treview_headline\treview_body\treview_date\n"));
    assertEquals(10_001, file.chars().filter(c -> c == '\n').count());
    assertTrue(file.endsWith("\n"));
  }

  @Test
  public void aFileIsSortedByEventDayTheNewestFirst() throws IOException {
    String newest = "2015-08-26";
    for (String[] row : goodRows(1)) {
      assertTrue(row[REVIEW_DATE] + " after " + newest, row[REVIEW_DATE].compareTo(newest) <= 0);
      newest = row[REVIEW_DATE];
    }
    assertTrue(newest, newest.compareTo("2015-08-01") < 0);
  }

  @Test
  public void whatIsSaidOfAProductIsAlwaysTheSame() throws IOException {
    Map<String, Set<List<String>>> saidOf = new HashMap<>();
    for (String[] row : goodRows(0)) {
      saidOf
          .computeIfAbsent(row[PRODUCT_ID], any -> new HashSet<>())
          .add(List.of(row[PRODUCT_PARENT], row[PRODUCT_TITLE], row[PRODUCT_CATEGORY]));
    }
    saidOf.forEach((product, all) -> assertEquals(product + ": " + all, 1, all.size()));
    assertTrue("products: " + saidOf.size(), saidOf.size() > 1000);
  }

  @Test
  public void someProductsComeFarMoreOftenThanOthers() throws IOException {
    Map<String, Long> rows =
        goodRows(0).stream()
            .collect(Collectors.groupingBy(row -> row[PRODUCT_ID], Collectors.counting()));
    long most = rows.values().stream().mapToLong(count -> count).max().orElseThrow();
    long once = rows.values().stream().filter(count -> count == 1).count();
    assertTrue("rows of the most frequent product: " + most, most > 150 && most < 500);
    assertTrue("products with one row: " + once, once > 3000);
  }

  @Test
  public void theShareOfZerosIsThatOfTheContract() throws IOException {
    List<String[]> rows = goodRows(0);
    long zeros = rows.stream().filter(row -> row[TOTAL_VOTES].equals("0")).count();
    assertEquals(0.6, (double) zeros / rows.size(), 0.02);
  }

  @Test
  public void textsHoldTheDirtOfRealOnes() throws IOException {
    String all = String.join("\n", Generated.lines(request, Generated.FIRST_DAY));
    String text = new String(all.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    Map<String, Boolean> found = new TreeMap<>();
    for (String dirt :
        List.of(
            "<br />",
            "&#34;",
            "&amp;",
            "22\"",
            "\\",
            "caf\u00e9",
            "\ud83d\ude00",
            "\u001a",
            "\u001b",
            "_",
            "[[VIDEOID:")) {
      found.put(dirt, text.contains(dirt));
    }
    assertTrue(found.toString(), !found.containsValue(false));
  }

  @Test
  public void aContractWithoutASampleIsRefused() {
    GenerateRequest broken = broken("{\"kind\": \"part\", \"of\": \"total_votes\"}", "{}");
    WarehouseException refused =
        assertThrows(WarehouseException.class, () -> new FileWriter(broken));
    assertEquals(
        "Cannot generate feed: product_reviews, because field helpful_votes has no attribute"
            + " sample",
        refused.getMessage());
  }

  @Test
  public void aContractWhoseKeyIsNotUniqueIsRefused() {
    GenerateRequest broken =
        broken("{\"kind\": \"unique\", \"prefix\": \"R\"", "{\"kind\": \"id\", \"prefix\": \"R\"");
    WarehouseException refused =
        assertThrows(WarehouseException.class, () -> new FileWriter(broken));
    assertEquals(
        "Cannot generate feed: product_reviews, because no field of its key has a sample of kind"
            + " unique",
        refused.getMessage());
  }

  @Test
  public void aSampleThatBreaksARuleOfItsFieldIsFoundWhenItDoes() {
    GenerateRequest broken = broken("{\"5\": 60,", "{\"6\": 60,");
    IOException refused =
        assertThrows(IOException.class, () -> Generated.file(broken, Generated.FIRST_DAY, 0));
    assertTrue(
        refused.getMessage(),
        refused
            .getMessage()
            .matches(
                "Cannot generate row: \\d+ of 2015-08-25 \\([a-z ]+\\), because it breaks a rule:"
                    + " above_maximum star_rating; look at the field's sample"));
  }

  @Test
  public void daysForWhichLateRowsWouldBeTooOldAreRefused() {
    GenerateRequest early =
        new GenerateRequest(
            request.contract(),
            request.contractText(),
            request.layout(),
            request.root(),
            9190,
            1,
            10,
            1,
            1,
            false);
    WarehouseException refused = assertThrows(WarehouseException.class, early::checkDays);
    assertEquals(WarehouseException.Code.USAGE, refused.code());
    assertEquals(
        "Cannot generate arrival: 1995-03-01, because its late rows would be older than field"
            + " review_date allows",
        refused.getMessage());
  }

  private static GenerateRequest broken(String sound, String broken) {
    String text = Generated.productReviews();
    assertTrue(sound, text.contains(sound));
    return Generated.request(text.replace(sound, broken), Path.of("nowhere"), 100, 1);
  }

  /** The rows of a file of the second day that have all fields and a day. */
  private List<String[]> goodRows(int file) throws IOException {
    byte[] bytes = Generated.file(request, Generated.FIRST_DAY + 1, file);
    List<String[]> rows = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      String[] row = line.split("\t", -1);
      boolean good =
          row.length == 15
              && row[REVIEW_DATE].matches("2015-0[678]-\\d\\d")
              && row[REVIEW_DATE].compareTo("2015-08-26") <= 0;
      if (good && !row[PRODUCT_ID].isEmpty() && !row[TOTAL_VOTES].isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
