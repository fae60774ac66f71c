package org.reviewwarehouse.hive;

import static org.junit.Assert.assertTrue;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Pattern;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What questions of a dashboard cost over JDBC: the first time, and the median of later ones. No
 * test: it is run by its name. What other engines take for it: see {@code hive/peers}.
 */
public class QueriesBenchmark {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final String FEED = "product_reviews";
  private static final String DATABASE = "queries";
  private static final int DAYS = 60;

  /** Raw reviews; 525,000 make 347,000 rows of product_day. */
  private static final int ROWS = Integer.getInteger("queries.rows", 525_000);

  private static final Pattern QUESTION = Pattern.compile("-- question: ([^\n]+)\n([^;]+);");

  /** Where the clean table is copied to for the peers; null: nowhere. */
  private static final String CLEAN = System.getProperty("queries.clean");

  private static final int LATER = Integer.getInteger("queries.later", 10);

  /** Name → question, of which ${product} is the product with the most days. */
  private static Map<String, String> questions() throws IOException {
    Map<String, String> questions = new LinkedHashMap<>();
    try (InputStream file = QueriesBenchmark.class.getResourceAsStream("/questions.sql")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      QUESTION
          .matcher(text)
          .results()
          .forEach(found -> questions.put(found.group(1), found.group(2)));
    }
    return questions;
  }

  @Test
  public void whatQuestionsOfADashboardCost() throws Exception {
    RawWarehouse warehouse =
        new RawWarehouse(SANDBOX, new JobJar(SANDBOX, FOLDER.newFolder().toPath()), DATABASE);
    int rows = ROWS / DAYS;
    warehouse.job(
        "generate", FEED, "--from", "2022-01-15", "--days", "" + DAYS, "--rows", "" + rows);
    warehouse.job("clean", FEED, "--backfill");
    warehouse.publish(FEED);
    if (CLEAN != null) {
      warehouse.copyClean(FEED, CLEAN);
    }
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
