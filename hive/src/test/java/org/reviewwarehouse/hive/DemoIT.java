package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * The demo as people run it, and its whole tables over JDBC held against what its raw files say by
 * other code.
 */
public class DemoIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();

  private static final String DATABASE = "demo";
  private static final Path ROOT = new Path("/demo");

  private static String printed;
  private static RawReviews expected;

  @BeforeClass
  public static void runTheDemo() throws IOException {
    printed = SANDBOX.warehouse("demo", "--rows", "3000", "--keep", "--data", SANDBOX.data());
    expected = RawReviews.of(SANDBOX.fileSystem(), new Path(ROOT, "raw/product_reviews"));
  }

  private static List<List<String>> ask(String question) throws SQLException, IOException {
    String url = SANDBOX.configuration().get("warehouse.hive.url");
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url + DATABASE);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(question)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  public void theAccountingIsWhatTheRawFilesSay() throws SQLException, IOException {
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
    assertEquals(
        List.of(counts.stream().map(String::valueOf).toList()),
        ask(
            "SELECT rows_read, accepted, duplicate, superseded, late, rejected, unaccounted"
                + " FROM ledger_runs"));
    assertTrue(printed, printed.contains("Every row is accounted for as it was planted."));
  }

  @Test
  public void everyReviewIsTheOneThatWins() throws SQLException, IOException {
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
    reviews.sort((a, b) -> a.get(0).compareTo(b.get(0)));
    assertEquals(
        reviews,
        ask(
            "SELECT review_id, product_id, product_category, star_rating, helpful_votes,"
                + " total_votes, review_date FROM product_reviews ORDER BY review_id"));
  }

  @Test
  public void theMartsAddUpTheReviews() throws SQLException, IOException {
    assertEquals(
        expected.productDay(),
        ask(
            "SELECT product_id, review_date, reviews, sum_stars, sum_helpful_votes,"
                + " sum_total_votes FROM product_day ORDER BY product_id, review_date"));
    assertEquals(
        expected.productLifetime(),
        ask(
            "SELECT product_id, reviews, sum_stars, sum_helpful_votes, sum_total_votes,"
                + " first_review_date, last_review_date FROM product_lifetime"
                + " ORDER BY product_id"));
    assertEquals(
        expected.cumulative(true),
        ask(
            "SELECT product_id, review_date, reviews_to_date, sum_stars_to_date"
                + " FROM product_cumulative ORDER BY product_id, review_date"));
    assertEquals(
        expected.cumulative(false),
        ask(
            "SELECT product_category, review_date, reviews_to_date, sum_stars_to_date"
                + " FROM category_cumulative ORDER BY product_category, review_date"));
  }

  @Test
  public void averagesAreSumsOverCounts() throws SQLException, IOException {
    for (String mart : List.of("product_day", "product_lifetime")) {
      assertEquals(
          List.of(List.of("0")),
          ask(
              "SELECT count(*) FROM "
                  + mart
                  + " WHERE abs(average_stars - sum_stars / reviews) > 1e-9"));
    }
  }

  @Test
  public void rejectedLinesAndLateRowsAreKept() throws SQLException, IOException {
    assertEquals(
        List.of(List.of(String.valueOf(expected.rejected))), ask("SELECT count(*) FROM rejected"));
    assertEquals(
        List.of(List.of(String.valueOf(expected.late))),
        ask("SELECT count(*) FROM product_reviews_late"));
  }

  @Test
  public void cleaningTheSameDaysAgainCommitsNothing() throws IOException {
    Path ledger = new Path(ROOT, "ledger/product_reviews");
    FileStatus[] before = SANDBOX.fileSystem().listStatus(ledger);
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
    assertEquals(before.length, SANDBOX.fileSystem().listStatus(ledger).length);
  }
}
