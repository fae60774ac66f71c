package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.ClassRule;
import org.junit.Test;

/** What a client sees that has the JDBC driver of Hive and nothing of ours. */
public class PlainClientIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();

  @Test
  public void everyTableIsListedDescribedAndAsked() throws Exception {
    Warehouse warehouse = new Warehouse(SANDBOX, "plain");
    warehouse.zone.commit(
        List.of(
            "r1 p1 Books 5 0 1 2015-07-07",
            "r2 p1 Books 4 3 3 2015-08-07",
            "r3 p1 Books 4 3 3 2015-09-07"));
    warehouse.publish(); // makes the view anew
    warehouse.refresh();
    String url = SANDBOX.configuration().get("warehouse.hive.url");
    List<String> wrong = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url + "plain", "anyone", "");
        Statement statement = connection.createStatement()) {
      Set<String> tables = new TreeSet<>();
      try (ResultSet listed =
          connection.getMetaData().getTables(null, "plain", "%", new String[] {"TABLE", "VIEW"})) {
        while (listed.next()) {
          String table = listed.getString("TABLE_NAME");
          tables.add(table);
          if (blank(listed.getString("REMARKS"))) {
            wrong.add(table + " has no comment");
          }
        }
      }
      assertEquals(shown(statement), tables);
      assertTrue(tables.toString(), tables.containsAll(Mart.all().keySet()));
      assertTrue(tables.toString(), tables.contains("ledger_runs"));
      for (String table : tables) {
        Set<String> columns = described(statement, table, wrong);
        Set<String> metadata = new LinkedHashSet<>();
        try (ResultSet listed = connection.getMetaData().getColumns(null, "plain", table, "%")) {
          while (listed.next()) {
            metadata.add(listed.getString("COLUMN_NAME"));
          }
        }
        assertEquals(table, columns, metadata);
        try (ResultSet rows = statement.executeQuery("SELECT * FROM `" + table + "` LIMIT 10")) {
          assertEquals(table, columns.size(), rows.getMetaData().getColumnCount());
          boolean any = rows.next();
          if (table.startsWith("product_") && !table.endsWith("_late")) {
            assertTrue(table, any);
          }
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static Set<String> shown(Statement statement) throws SQLException {
    Set<String> tables = new TreeSet<>();
    for (String question : List.of("SHOW TABLES", "SHOW VIEWS")) {
      try (ResultSet rows = statement.executeQuery(question)) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
    }
    return tables;
  }

  /** The columns in order, those of partitions among them. */
  private static Set<String> described(Statement statement, String table, List<String> wrong)
      throws SQLException {
    Set<String> columns = new LinkedHashSet<>();
    try (ResultSet rows = statement.executeQuery("DESCRIBE `" + table + "`")) {
      while (rows.next()) {
        String column = rows.getString(1);
        if (blank(column) || column.startsWith("#")) {
          break; // those of partitions follow once more
        }
        columns.add(column);
        if (blank(rows.getString(3))) {
          wrong.add(table + "." + column + " has no comment");
        }
      }
    }
    assertFalse(table, columns.isEmpty());
    return columns;
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
