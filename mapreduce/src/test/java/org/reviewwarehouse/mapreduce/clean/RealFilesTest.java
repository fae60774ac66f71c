package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.RealData;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/**
 * Real files, where they are at hand: in {@code -Dwarehouse.data}, or in {@code shared/data} beside
 * the checkout. What is expected was counted with awk and python, not with this code.
 */
public class RealFilesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /**
   * 1,455 lines: the header, 1,452 reviews of 2015-08-20 to 2015-08-31, each id once, and two empty
   * lines at the end. 1,033 reviews are older than 2015-08-29, so late in a run of 2015-08-31.
   */
  @Test
  public void cleansGiftCardReviews() throws Exception {
    Warehouse warehouse = warehouse("amazon_us_gift_card_1k/amazon_reviews_us_Gift_Card_v1_00.tsv");
    assertAccounting(
        "1454 = 419 + 0 + 0 + 2 + 1033",
        warehouse.clean(warehouse.daily("2015-08-31")).orElseThrow());
    assertEquals(
        List.of("|0|field_count|null", "|0|field_count|null"),
        warehouse.zone("rejected").stream()
            .map(row -> row.substring(0, row.indexOf("|file:")))
            .toList());
    assertEquals(
        "Gift Card: 419 reviews, stars 1984, helpful 80, total 87, verified 403, bodies of several"
            + " lines 10, of 27184 characters",
        sums(warehouse.table()));

    Warehouse whole = warehouse("amazon_us_gift_card_1k/amazon_reviews_us_Gift_Card_v1_00.tsv");
    assertAccounting("1454 = 1452 + 0 + 0 + 2 + 0", whole.clean(whole.backfill()).orElseThrow());
    assertEquals(
        "Gift Card: 1452 reviews, stars 6851, helpful 306, total 326, verified 1372, bodies of"
            + " several lines 35, of 98934 characters",
        sums(whole.table()));
  }

  /** 86 lines, the last one without a line end: the header and 85 reviews of two days. */
  @Test
  public void cleansReviewsOfMobileElectronics() throws Exception {
    Warehouse warehouse = warehouse("amazon_us_mixed_84/amazon_reviews.tsv");
    assertAccounting(
        "85 = 85 + 0 + 0 + 0 + 0", warehouse.clean(warehouse.daily("2015-08-31")).orElseThrow());
    assertEquals(
        "Mobile Electronics: 85 reviews, stars 331, helpful 200, total 343, verified 74, bodies of"
            + " several lines 7, of 14791 characters",
        sums(warehouse.table()));
  }

  /** A warehouse with one real file that arrived on 2015-08-31. */
  private Warehouse warehouse(String name) throws Exception {
    File data = RealData.folder();
    Warehouse warehouse = new Warehouse(folder.newFolder());
    File file = new File(data, name);
    warehouse.raw("2015-08-31", file.getName(), Files.readAllBytes(file.toPath()));
    return warehouse;
  }

  private static void assertAccounting(String expected, LedgerEntry entry) {
    assertEquals(
        expected,
        String.format(
            "%d = %d + %d + %d + %d + %d",
            entry.read(),
            entry.accepted(),
            entry.duplicate(),
            entry.superseded(),
            entry.rejected(),
            entry.late()));
  }

  private static String sums(List<String> rows) {
    long[] sums = new long[6];
    for (String row : rows) {
      String[] values = row.split("(?<!\\\\)\\|", -1);
      assertEquals(row, 16, values.length);
      for (int i = 0; i < 3; i++) {
        sums[i] += Long.parseLong(values[7 + i]);
      }
      String body = values[13].replace("\\n", "\n").replace("\\|", "|");
      sums[3] += values[11].equals("true") ? 1 : 0;
      sums[4] += body.contains("\n") ? 1 : 0;
      sums[5] += body.codePointCount(0, body.length());
    }
    return String.format(
        "%s: %d reviews, stars %d, helpful %d, total %d, verified %d, bodies of several lines %d,"
            + " of %d characters",
        rows.get(0).split("\\|")[6],
        rows.size(),
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        sums[4],
        sums[5]);
  }
}
