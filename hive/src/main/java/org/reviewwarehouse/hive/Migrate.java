package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.hadoop.fs.Path;

/**
 * Applies the files {@code schema/V001__words.hql}, {@code V002__…} that the database has not seen,
 * in order, and records each in {@code schema_version}. Hive cannot roll DDL back: a file that
 * fails half way is not recorded and runs again from its top, so its statements say IF NOT EXISTS
 * or the like.
 */
final class Migrate implements Program {
  private static final Pattern FILE = Pattern.compile("V([0-9]{3})__([a-z0-9_]+)");
  private static final Pattern LOCATION = Pattern.compile("\\bLOCATION\\s+'([^']+)'");

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  @Override
  public String arguments() {
    return "[--database D] [--root ROOT]";
  }

  @Override
  public String purpose() {
    return "Creates the database and its tables, or brings them up to date.";
  }

  @Override
  public Options options() {
    return new Options().addOption(Settings.rootOption());
  }

  @Override
  public void run(CommandLine line, Settings settings, PrintStream out, PrintStream err)
      throws SQLException, IOException {
    String database = settings.database();
    Path root = settings.root();
    TreeMap<Integer, Script> files = new TreeMap<>();
    Map<String, String> parameters = Map.of("database", database, "root", root.toString());
    try (DatabaseLock lock = DatabaseLock.acquire("migrate", settings, err);
        Hive hive = Hive.openWithoutDatabase(settings)) {
      for (Script script : Script.folder("schema")) {
        Matcher name = FILE.matcher(script.name());
        if (name.matches()) {
          files.put(Integer.parseInt(name.group(1)), script);
        } else {
          apply(hive, script, parameters, settings);
        }
      }
      hive.use(database);
      hive.execute("SET hive.stats.autogather=false"); // half the time of recording a row
      Map<Integer, String> applied = applied(hive);
      verify(files, applied, database);
      int before = applied.size();
      List<String> rows = new ArrayList<>();
      try {
        for (Map.Entry<Integer, Script> file : files.tailMap(before, false).entrySet()) {
          apply(hive, file.getValue(), parameters, settings);
          rows.add(row(file.getKey(), file.getValue()));
          out.println("applied " + file.getValue().name());
        }
        if (!rows.isEmpty()) {
          describeViews(hive);
        }
      } finally {
        if (!rows.isEmpty()) { // one job for all of them
          hive.execute("INSERT INTO schema_version VALUES " + String.join(", ", rows));
        }
      }
      out.println(
          "Database "
              + database
              + (before == files.size() ? " was already" : " is now")
              + " at version "
              + files.size());
    }
  }

  private static Map<Integer, String> applied(Hive hive) throws SQLException {
    Map<Integer, String> applied = new TreeMap<>();
    for (List<String> row : hive.rows("SELECT version, checksum FROM schema_version")) {
      applied.put(Integer.valueOf(row.get(0)), row.get(1));
    }
    return applied;
  }

  private static void verify(
      TreeMap<Integer, Script> files, Map<Integer, String> applied, String database) {
    int expected = 1;
    for (int version : files.keySet()) {
      if (version != expected++) {
        throw new IllegalStateException("schema/ jumps to version " + version);
      }
    }
    for (Map.Entry<Integer, String> row : applied.entrySet()) {
      Script script = files.get(row.getKey());
      if (script == null) {
        throw new WarehouseException(
            "Cannot migrate database: "
                + database
                + ", because it is at version "
                + row.getKey()
                + ", which this program does not know; use a newer program");
      }
      if (!script.checksum().equals(row.getValue())) {
        throw new WarehouseException(
            "Cannot migrate database: "
                + database
                + ", because "
                + script.name()
                + ".hql was changed after it was applied; put it back and add a new file");
      }
    }
  }

  private static void apply(
      Hive hive, Script script, Map<String, String> parameters, Settings settings)
      throws SQLException, IOException {
    for (String statement : script.statements(parameters)) {
      // Hive makes a missing location as its own user; the jobs that write there run as this one.
      Matcher location = LOCATION.matcher(statement);
      if (location.find()) {
        Path folder = new Path(location.group(1));
        settings.fileSystem(folder).mkdirs(folder);
      }
      try {
        hive.execute(statement);
      } catch (SQLException e) {
        throw new WarehouseException(
            "Cannot apply " + script.name() + ".hql: " + Causes.innermost(e), e);
      }
    }
  }

  /**
   * Gives the columns of views that no publish has made yet the comments of their tables, as
   * publish does: the files of {@code schema/} would have to say them all a second time.
   */
  private static void describeViews(Hive hive) throws SQLException {
    Set<String> tables = new HashSet<>();
    hive.rows("SHOW TABLES").forEach(row -> tables.add(row.get(0)));
    for (List<String> row : hive.rows("SHOW VIEWS")) {
      if (tables.contains(row.get(0) + "_runs")) {
        FeedView view = new FeedView(hive, row.get(0));
        if (view.published() == 0) {
          hive.execute(view.define(0, List.of()).sql());
        }
      }
    }
  }

  private static String row(int version, Script script) {
    return String.format(
        "(%d, '%s', '%s', TIMESTAMP '%s')",
        version,
        script.name().substring("V001__".length()).replace('_', ' '),
        script.checksum(),
        UTC.format(Instant.now()));
  }
}
