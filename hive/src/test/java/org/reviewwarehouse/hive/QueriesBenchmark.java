package org.reviewwarehouse.hive;

import static org.junit.Assert.assertTrue;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What questions of a dashboard cost over JDBC: the first time, and the median of later ones. No
 * test: it is run by its name.
 */
public class QueriesBenchmark {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final String FEED = "product_reviews";
  private static final String DATABASE = "queries";
  private static final int DAYS = 60;

  /** About how many rows product_day has. */
  private static final int ROWS = Integer.getInteger("queries.rows", 420_000);

  /** Reviews per row of product_day, as generated: some products have several a day. */
  private static final double REVIEWS = 1.25;

  private static final int LATER = Integer.getInteger("queries.later", 10);

  /** Name → question. A line more is a question more; ${product} is the one with most days. */
  private static Map<String, String> questions() {
    Map<String, String> questions = new LinkedHashMap<>();
    questions.put(
        "days of one product",
        "SELECT review_date, reviews, average_stars FROM product_day"
            + " WHERE product_id = '${product}' ORDER BY review_date");
    questions.put(
        "one product in one month",
        "SELECT review_date, reviews, average_stars FROM product_day"
            + " WHERE period = '2022-02' AND product_id = '${product}'");
    questions.put(
        "all reviews by day",
        "SELECT review_date, sum(reviews), sum(sum_stars) / sum(reviews) FROM product_day"
            + " GROUP BY review_date ORDER BY review_date");
    questions.put(
        "reviews by month",
        "SELECT period, sum(reviews), sum(sum_helpful_votes) FROM product_day GROUP BY period");
    questions.put(
        "ten most reviewed products",
        "SELECT product_id, reviews, average_stars FROM product_lifetime"
            + " ORDER BY reviews DESC, product_id LIMIT 10");
    questions.put(
        "best product of each month",
        "SELECT period, product_id, stars FROM (SELECT period, product_id, sum(sum_stars) AS stars,"
            + " row_number() OVER (PARTITION BY period ORDER BY sum(sum_stars) DESC, product_id)"
            + " AS place FROM product_day GROUP BY period, product_id) ranked WHERE place = 1");
    questions.put(
        "curve of one product",
        "SELECT review_date, reviews_to_date, average_stars_to_date FROM product_cumulative"
            + " WHERE product_id = '${product}' ORDER BY review_date");
    questions.put(
        "categories to date",
        "SELECT product_category, max(reviews_to_date) FROM category_cumulative"
            + " GROUP BY product_category ORDER BY product_category");
    questions.put(
        "products whose day fell under 2 stars",
        "SELECT product_id, review_date, reviews, average_stars FROM product_day"
            + " WHERE reviews >= 5 AND average_stars < 2 ORDER BY review_date, product_id");
    questions.put(
        "last runs and their counts",
        "SELECT sequence, committed, rows_read, accepted, rejected, late FROM ledger_runs"
            + " WHERE feed = 'product_reviews' ORDER BY sequence DESC LIMIT 20");
    return questions;
  }

  @Test
  public void whatQuestionsOfADashboardCost() throws Exception {
    RawWarehouse warehouse =
        new RawWarehouse(SANDBOX, new JobJar(SANDBOX, FOLDER.newFolder().toPath()), DATABASE);
    int rows = (int) (ROWS * REVIEWS / DAYS);
    warehouse.job(
        "generate", FEED, "--from", "2022-01-15", "--days", "" + DAYS, "--rows", "" + rows);
    warehouse.job("clean", FEED, "--backfill");
    warehouse.publish(FEED);
    System.out.print(warehouse.refresh());
    String url = SANDBOX.configuration().get("warehouse.hive.url") + DATABASE;
    List<Object[]> table = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      String product =
          one(
              statement,
              "SELECT product_id FROM product_day GROUP BY product_id"
                  + " ORDER BY count(*) DESC, product_id LIMIT 1");
      System.out.printf(
          "product_day has %s rows%n", one(statement, "SELECT count(*) FROM product_day"));
      for (Map.Entry<String, String> question : questions().entrySet()) {
        String sql = question.getValue().replace("${product}", product);
        long[] first = ask(statement, sql);
        long[] later = new long[LATER];
        for (int i = 0; i < LATER; i++) {
          later[i] = ask(statement, sql)[0];
        }
        Arrays.sort(later);
        table.add(
            new Object[] {
              question.getKey(), first[1], first[0], later[LATER / 2], later[0], later[LATER - 1]
            });
      }
    }
    String[] headers = {"question", "rows", "first ms", "median ms", "least", "most"};
    Column[] columns = new Column[headers.length];
    for (int i = 0; i < columns.length; i++) {
      HorizontalAlign align = i == 0 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
      columns[i] = new Column().header(headers[i]).headerAlign(align).dataAlign(align);
    }
    System.out.println(AsciiTable.getTable(columns, table.toArray(new Object[0][])));
    assertTrue(table.size() >= 10);
  }

  private static String one(Statement statement, String question) throws SQLException {
    try (ResultSet rows = statement.executeQuery(question)) {
      assertTrue(question, rows.next());
      return rows.getString(1);
    }
  }

  /** Milliseconds until the last row was there, and how many rows there were. */
  private static long[] ask(Statement statement, String question) throws SQLException {
    long start = System.nanoTime();
    long count = 0;
    try (ResultSet rows = statement.executeQuery(question)) {
      while (rows.next()) {
        count++;
      }
    }
    return new long[] {(System.nanoTime() - start) / 1_000_000, count};
  }
}
