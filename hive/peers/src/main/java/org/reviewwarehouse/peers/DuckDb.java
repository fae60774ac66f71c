package org.reviewwarehouse.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** DuckDB with two threads in this process. */
final class DuckDb implements Engine {
  private final Connection connection;
  private final Statement statement;

  DuckDb() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    statement = connection.createStatement();
    statement.execute("SET threads = 2");
    statement.execute("SET memory_limit = '8GB'");
    statement.execute("SET preserve_insertion_order = false");
  }

  @Override
  public void open(Path clean) throws SQLException {
    read("product_reviews", clean);
  }

  private void read(String name, Path folder) throws SQLException {
    statement.execute(
        "CREATE OR REPLACE VIEW "
            + name
            + " AS SELECT * FROM read_parquet('"
            + folder
            + "/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)");
  }

  @Override
  public void view(String name, String question) throws SQLException {
    statement.execute("CREATE OR REPLACE VIEW " + name + " AS " + ownDialect(question));
  }

  @Override
  public void table(String name, String question, boolean byPeriod, Path folder)
      throws IOException, SQLException {
    Path path = Files.createDirectories(folder.resolve(name));
    statement.execute(
        "COPY ("
            + ownDialect(question)
            + ") TO '"
            + path
            + (byPeriod ? "' (PARTITION_BY (period), " : "/all.parquet' (")
            + "FORMAT parquet, COMPRESSION uncompressed)");
    read(name, path);
  }

  /** It has no literals of doubles such as 0D. */
  private static String ownDialect(String question) {
    return question.replaceAll("\\b([0-9]+)D\\b", "$1::DOUBLE");
  }

  @Override
  public long ask(String question) throws SQLException {
    long count = 0;
    try (ResultSet rows = statement.executeQuery(question)) {
      while (rows.next()) {
        count++;
      }
    }
    return count;
  }

  @Override
  public String value(String question) throws SQLException {
    try (ResultSet rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
