package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.OptionGroup;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Has HiveServer2 write a mart, or the answer to a question, into a directory of any Hadoop file
 * system. The names of the columns lie beside the files, in {@value #COLUMNS}, which also says that
 * the directory is an export and may be replaced by the next. It is written beside its place and
 * then moved there: what lies there is whole.
 */
final class Export implements Program {
  static final String COLUMNS = "_columns.csv";

  private static final Set<Integer> NESTED = Set.of(Types.ARRAY, Types.JAVA_OBJECT, Types.STRUCT);

  @Override
  public String arguments() {
    return "(--mart M | --query-file FILE [--days FROM..TO]) --to URI --format csv|parquet";
  }

  @Override
  public String purpose() {
    return "Writes a mart or the answer to a question into a directory, on the server.";
  }

  @Override
  public Options options() {
    OptionGroup source = new OptionGroup();
    source.addOption(Settings.option("mart", "M", "this mart, whole"));
    source.addOption(
        Settings.option(
            "query-file",
            "FILE",
            "the rows of the one SELECT in this file, local or of any Hadoop file system"));
    source.setRequired(true);
    Option to = Settings.option("to", "URI", "directory, of which an export is overwritten");
    to.setRequired(true);
    Option format = Settings.option("format", "FORMAT", "csv (RFC 4180, no header) or parquet");
    format.setRequired(true);
    return new Options()
        .addOptionGroup(source)
        .addOption(to)
        .addOption(format)
        .addOption(
            Settings.option(
                "days", "FROM..TO", "days for ${hivevar:first_day} and ${hivevar:last_day}"))
        .addOption(Settings.rootOption())
        .addOption(OutcomeFile.option());
  }

  @Override
  public void run(CommandLine line, Settings settings, PrintStream out, PrintStream err)
      throws SQLException, IOException, ParseException {
    String format = line.getOptionValue("format");
    if (!List.of("csv", "parquet").contains(format)) {
      throw new ParseException(
          "Cannot use format: " + format + ", because it must be csv or parquet");
    }
    if (line.hasOption("mart") && line.hasOption("days")) {
      throw new ParseException("Cannot use --days with --mart, which exports every day");
    }
    Days days = line.hasOption("days") ? Days.parse(line.getOptionValue("days")) : Days.NONE;
    Path to = target(line.getOptionValue("to"), settings);
    String query =
        line.hasOption("mart")
            ? "SELECT * FROM " + Names.MART.check(line.getOptionValue("mart"))
            : query(line.getOptionValue("query-file"), days, settings);
    FileSystem files = settings.fileSystem(to);
    deleteUnfinished(files, to);
    Path unfinished = new Path(to.getParent(), unfinished(to) + UUID.randomUUID());
    List<String> columns;
    try (Hive hive = Hive.open(settings)) {
      columns = columns(hive, query, format);
      hive.execute(statement(unfinished, format, columns, query));
    }
    try (OutputStream names = files.create(new Path(unfinished, COLUMNS), true)) {
      names.write((String.join(",", columns) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    files.delete(to, true);
    if (!files.rename(unfinished, to)) {
      throw new IOException(
          "Cannot move directory: " + unfinished + ", because " + to + " is there");
    }
    out.println(to + ": " + columns.size() + " columns as " + format);
    OutcomeFile.write(line, Map.of("to", to.toString(), "message", "exported to " + to));
  }

  /** What the name of a directory begins with whose export has not come to its end. */
  private static String unfinished(Path to) {
    return "_" + to.getName() + ".exporting-";
  }

  /** Deletes what exports into the directory left that did not come to their end. */
  private static void deleteUnfinished(FileSystem files, Path to) throws IOException {
    if (files.exists(to.getParent())) {
      for (FileStatus each : files.listStatus(to.getParent())) {
        if (each.getPath().getName().startsWith(unfinished(to))) {
          files.delete(each.getPath(), true);
        }
      }
    }
  }

  /**
   * The statement that writes. CSV has every value as text, quoted where it must be: Hive's own
   * delimited text would let a comma in a title begin a new column.
   */
  static String statement(Path to, String format, List<String> columns, String query) {
    String selected =
        columns.stream()
            .map(
                name ->
                    format.equals("csv")
                        ? "CAST(`" + name + "` AS STRING) AS `" + name + "`"
                        : "`" + name + "`")
            .collect(Collectors.joining(", "));
    String as =
        format.equals("csv")
            ? "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'"
            : "STORED AS PARQUET";
    return "INSERT OVERWRITE DIRECTORY '"
        + Names.ROOT.check(to.toString())
        + "' "
        + as
        + " SELECT "
        + selected
        + " FROM ("
        + query
        + ") answer";
  }

  private static List<String> columns(Hive hive, String query, String format) throws SQLException {
    String none = "SELECT * FROM (" + query + ") answer LIMIT 0";
    return hive.ask(
        statement -> {
          try (ResultSet result = statement.executeQuery(none)) {
            return columns(result.getMetaData(), format);
          }
        });
  }

  private static List<String> columns(ResultSetMetaData answer, String format) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= answer.getColumnCount(); i++) {
      String name = column(answer.getColumnLabel(i));
      if (format.equals("csv") && NESTED.contains(answer.getColumnType(i))) {
        throw new WarehouseException(
            "Cannot export column: "
                + name
                + ", because CSV has neither lists nor maps; use parquet, or a query that makes text"
                + " of it, as concat_ws(' ', "
                + name
                + ")");
      }
      columns.add(name);
    }
    return columns;
  }

  static String column(String name) {
    if (!name.matches("[a-z_][a-z0-9_]{0,127}")) {
      throw new WarehouseException(
          "Cannot export column: "
              + name
              + ", because its name must be lower-case letters, digits and _; give it one with AS");
    }
    return name;
  }

  /** The question of a file, which must be one SELECT. */
  private static String query(String file, Days days, Settings settings) throws IOException {
    Path path = new Path(file);
    String text;
    try (InputStream in = settings.fileSystem(path).open(path)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new WarehouseException(
          "Cannot read file: " + file + ", because " + Causes.innermost(e), e);
    }
    return query(file, text, days);
  }

  static String query(String file, String text, Days days) {
    Map<String, String> parameters = new HashMap<>();
    if (days.from() != null) {
      parameters.put("first_day", "'" + days.from() + "'");
      parameters.put("last_day", "'" + days.to() + "'");
    }
    List<String> statements;
    try {
      statements = new Script(file, text.replace("\r\n", "\n")).statements(parameters);
    } catch (IllegalStateException e) {
      throw new WarehouseException(
          "Cannot run query: " + file + ", because " + e.getMessage() + "; give --days", e);
    }
    if (statements.size() != 1
        || !statements.get(0).toLowerCase(Locale.ROOT).matches("(?s)select\\s.*")) {
      throw new WarehouseException(
          "Cannot run query: "
              + file
              + ", because it must be one statement that begins with SELECT");
    }
    return statements.get(0);
  }

  /** The directory, if nothing but an earlier export can be lost by overwriting it. */
  private static Path target(String uri, Settings settings) throws IOException {
    Path path = new Path(Names.ROOT.check(uri));
    FileSystem files = settings.fileSystem(path);
    Path to = files.makeQualified(path);
    Names.ROOT.check(to.toString().replaceFirst("^file:/(?!/)", "file:///"));
    Path root = settings.root();
    if (isWithin(root, to) || isWithin(to, root) && !isWithin(to, new Path(root, "exports"))) {
      throw new WarehouseException(
          "Cannot export to: " + to + ", because of " + root + " only exports/ may be written to");
    }
    if (files.exists(to)) {
      FileStatus[] held = files.listStatus(to);
      if (held.length > 0 && !files.exists(new Path(to, COLUMNS))) {
        throw new WarehouseException(
            "Cannot export to: " + to + ", because it holds files that are no export's");
      }
    }
    return to;
  }

  /** Whether a path is another or lies below it. */
  static boolean isWithin(Path path, Path above) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (at.equals(above)) {
        return true;
      }
    }
    return false;
  }
}
