package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.reviewwarehouse.raw.RawReviews;

/**
 * The demo as people run it, its days by Oozie, and its whole tables held against what its raw
 * files say by other code.
 */
public class DemoIT {
  @ClassRule public static final OozieSandbox SANDBOX = new OozieSandbox();

  private static final String DATABASE = "demo";
  private static final Path ROOT = new Path("/demo");

  private static String printed;
  private static RawReviews expected;

  @BeforeClass
  public static void runTheDemo() throws IOException {
    printed = SANDBOX.warehouse("demo", "--rows", "3000", "--keep", "--data", SANDBOX.data());
    expected = RawReviews.of(SANDBOX.files(), new Path(ROOT, "raw/product_reviews"));
  }

  /** Rows as CSV, in no special order. */
  private static List<String> ask(String question) throws IOException {
    return SANDBOX.ask(DATABASE, question);
  }

  private static void assertRows(List<List<String>> expected, List<String> found) {
    assertEquals(
        String.join("\n", expected.stream().map(row -> String.join(",", row)).sorted().toList()),
        String.join("\n", found));
  }

  @Test
  public void theAccountingIsWhatTheRawFilesSay() throws IOException {
    assertEquals(9000, expected.read);
    List<Long> counts =
        List.of(
            expected.read,
            (long) expected.accepted.size(),
            expected.duplicate,
            expected.superseded,
            expected.late,
            expected.rejected,
            0L);
    assertRows(
        List.of(counts.stream().map(String::valueOf).toList()),
        ask(
            "SELECT sum(rows_read), sum(accepted - replaced), sum(duplicate),"
                + " sum(superseded + replaced), sum(late), sum(rejected), sum(unaccounted)"
                + " FROM ledger_runs"));
    assertEquals(List.of("3"), ask("SELECT count(*) FROM ledger_runs"));
    assertTrue(printed, printed.contains("Every row is accounted for as it was planted."));
  }

  @Test
  public void everyReviewIsTheOneThatWins() throws IOException {
    List<List<String>> reviews = new ArrayList<>();
    for (RawReviews.Review review : expected.accepted) {
      reviews.add(
          List.of(
              review.id(),
              review.product(),
              review.category(),
              String.valueOf(review.stars()),
              String.valueOf(review.helpful()),
              String.valueOf(review.total()),
              review.day().toString()));
    }
    assertRows(
        reviews,
        ask(
            "SELECT review_id, product_id, product_category, star_rating, helpful_votes,"
                + " total_votes, review_date FROM product_reviews ORDER BY review_id"));
  }

  @Test
  public void theMartsAddUpTheReviews() throws IOException {
    assertRows(
        expected.productDay(),
        ask(
            "SELECT product_id, review_date, reviews, sum_stars, sum_helpful_votes,"
                + " sum_total_votes FROM product_day ORDER BY product_id, review_date"));
    assertRows(
        expected.productLifetime(),
        ask(
            "SELECT product_id, reviews, sum_stars, sum_helpful_votes, sum_total_votes,"
                + " first_review_date, last_review_date FROM product_lifetime"
                + " ORDER BY product_id"));
    assertRows(
        expected.cumulative(true),
        ask(
            "SELECT product_id, review_date, reviews_to_date, sum_stars_to_date"
                + " FROM product_cumulative ORDER BY product_id, review_date"));
    assertRows(
        expected.cumulative(false),
        ask(
            "SELECT product_category, review_date, reviews_to_date, sum_stars_to_date"
                + " FROM category_cumulative ORDER BY product_category, review_date"));
  }

  @Test
  public void averagesAreSumsOverCounts() throws IOException {
    for (String mart : List.of("product_day", "product_lifetime")) {
      assertEquals(
          List.of("0"),
          ask(
              "SELECT count(*) FROM "
                  + mart
                  + " WHERE abs(average_stars - sum_stars / reviews) > 1e-9"));
    }
  }

  @Test
  public void rejectedLinesAndLateRowsAreKept() throws IOException {
    assertEquals(List.of(String.valueOf(expected.rejected)), ask("SELECT count(*) FROM rejected"));
    assertEquals(
        List.of(String.valueOf(expected.late)), ask("SELECT count(*) FROM product_reviews_late"));
  }

  @Test
  public void cleaningTheSameDaysAgainCommitsNothing() throws IOException {
    Path ledger = new Path(ROOT, "ledger/product_reviews");
    FileStatus[] before = SANDBOX.files().listStatus(ledger);
    String again =
        SANDBOX.warehouse(
            "jar",
            "clean",
            "--feed",
            "product_reviews",
            "--root",
            ROOT.toString(),
            "--arrival",
            "2015-08-26");
    assertTrue(again, again.contains("Nothing new"));
    assertEquals(before.length, SANDBOX.files().listStatus(ledger).length);
  }
}
