package org.reviewwarehouse.hive;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.hadoop.fs.Path;
import org.apache.hive.jdbc.HiveDriver;
import org.apache.thrift.TException;

/** A session with HiveServer2. Not for use by several threads. */
final class Hive implements AutoCloseable {
  /** Hive's own error code, the same in all its versions. */
  private static final int TABLE_NOT_FOUND = 10001;

  private final Connection connection;
  private final FaultPoint fault;
  private boolean lost;

  private Hive(Connection connection, FaultPoint fault) {
    this.connection = connection;
    this.fault = fault;
  }

  /** Connects to the database of the settings. */
  static Hive open(Settings settings) throws SQLException, IOException {
    return open(settings, Map.of());
  }

  /**
   * As {@link #open(Settings)}.
   *
   * @param session settings of Hive for this session
   */
  static Hive open(Settings settings, Map<String, String> session)
      throws SQLException, IOException {
    Hive hive = connect(settings, session);
    try {
      hive.use(settings.database());
      return hive;
    } catch (SQLException | RuntimeException e) {
      hive.close();
      throw e;
    }
  }

  /** Connects, to whatever database the URL says. */
  static Hive openWithoutDatabase(Settings settings) throws SQLException, IOException {
    return connect(settings, Map.of());
  }

  private static Hive connect(Settings settings, Map<String, String> session)
      throws SQLException, IOException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    // SELECT * names its columns as they are, without the table before them.
    properties.setProperty("hiveconf:hive.resultset.use.unique.column.names", "false");
    // Read in batches, an empty list of Parquet would be NULL, and an empty map have one entry.
    properties.setProperty("hiveconf:hive.vectorized.complex.types.enabled", "false");
    // As INT96 Hive would shift timestamps by the zone of its server.
    properties.setProperty("hiveconf:hive.parquet.write.int64.timestamp", "true");
    properties.setProperty("hiveconf:hive.parquet.timestamp.time.unit", "micros");
    session.forEach((name, value) -> properties.setProperty("hiveconf:" + name, value));
    String url = settings.url();
    boolean byToken = JdbcUrl.hasPrincipal(url) && Login.hasToken();
    String asked =
        JdbcUrl.withTimeout(byToken ? JdbcUrl.withToken(url) : url, settings.timeoutSeconds());
    try {
      return new Hive(new HiveDriver().connect(asked, properties), settings.fault());
    } catch (SQLException e) {
      throw new WarehouseException(
          unreachable(e)
              ? "Cannot reach HiveServer2: "
                  + url
                  + ", because nothing answers there; start a sandbox with `bin/warehouse up`, or"
                  + " set "
                  + Settings.URL
              : "Cannot connect to HiveServer2: " + url + ", because " + Causes.innermost(e),
          e);
    }
  }

  private static boolean unreachable(SQLException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ConnectException
          || t instanceof UnknownHostException
          || t instanceof NoRouteToHostException
          || t instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes a database the current one.
   *
   * @throws WarehouseException if there is no such database
   */
  void use(String database) throws SQLException {
    try {
      execute("USE `" + Names.DATABASE.check(database) + "`");
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("Database does not exist")) {
        throw new WarehouseException(
            "Cannot use database: " + database + ", because it does not exist; run `migrate` first",
            e);
      }
      throw e;
    }
  }

  void execute(String sql) throws SQLException {
    ask(statement -> statement.execute(sql));
  }

  /** As {@link #execute}, of a statement that changes partitions, statistics or a view. */
  void change(String sql) throws SQLException {
    fault.reach();
    execute(sql);
  }

  /** All rows of a question, each value as text or null. */
  List<List<String>> rows(String sql) throws SQLException {
    return ask(
        statement -> {
          List<List<String>> rows = new ArrayList<>();
          try (ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
              List<String> row = new ArrayList<>(columns);
              for (int i = 1; i <= columns; i++) {
                row.add(result.getString(i));
              }
              rows.add(row);
            }
          }
          return rows;
        });
  }

  /** What is done with a statement. */
  interface Question<T> {
    T to(Statement statement) throws SQLException;
  }

  /** Asks something with a statement that is closed afterwards, if the server is still there. */
  <T> T ask(Question<T> question) throws SQLException {
    Statement statement = connection.createStatement();
    try {
      T answer = question.to(statement);
      statement.close();
      return answer;
    } catch (SQLException e) {
      lost |= connectionIsLost(e);
      if (!lost) {
        statement.close();
      }
      throw e;
    }
  }

  private static boolean connectionIsLost(SQLException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof TException) {
        return true;
      }
    }
    return false;
  }

  /** The properties of a table or view, or nothing if there is no such table. */
  Optional<Map<String, String>> properties(String table) throws SQLException {
    try {
      Map<String, String> properties = new LinkedHashMap<>();
      for (List<String> row : rows("SHOW TBLPROPERTIES `" + table + "`")) {
        properties.put(row.get(0), row.get(1));
      }
      return Optional.of(properties);
    } catch (SQLException e) {
      if (tableIsMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The partitions of a table, each as its values in the order of its partition columns. Values
   * that Hive would escape in a path do not occur here.
   */
  List<List<String>> partitions(String table) throws SQLException {
    List<List<String>> partitions = new ArrayList<>();
    for (List<String> row : rows("SHOW PARTITIONS " + table)) {
      List<String> values = new ArrayList<>();
      for (String part : row.get(0).split("/")) {
        values.add(part.substring(part.indexOf('=') + 1));
      }
      partitions.add(values);
    }
    return partitions;
  }

  /** The folder of a table. */
  Path folder(String table) throws SQLException {
    for (List<String> row : rows("DESCRIBE FORMATTED " + table)) {
      if (row.get(0) != null && row.get(0).strip().equals("Location:")) {
        return new Path(row.get(1).strip());
      }
    }
    throw new SQLException("DESCRIBE FORMATTED " + table + " tells no location");
  }

  /** Whether a statement failed because it names a table that does not exist. */
  static boolean tableIsMissing(SQLException e) {
    return e.getErrorCode() == TABLE_NOT_FOUND
        || String.valueOf(e.getMessage()).contains("Table not found");
  }

  /**
   * Whether a statement that failed may succeed when it is executed again: it was understood, and
   * the session is still there. Such are a metastore that was too busy to commit, or a container
   * that was lost.
   */
  static boolean mayPass(SQLException e) {
    return !connectionIsLost(e)
        && !String.valueOf(e.getMessage()).contains("Error while compiling statement");
  }

  /**
   * Ends the session; one whose connection was lost is left to the server, which would not hear.
   */
  @Override
  public void close() throws SQLException {
    if (!lost) {
      connection.close();
    }
  }
}
