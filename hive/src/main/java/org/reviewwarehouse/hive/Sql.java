package org.reviewwarehouse.hive;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.OptionGroup;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Runs statements and prints their rows; how long each took goes to the error stream. */
final class Sql implements Program {
  /** Rows fetched at once: the driver's 1,000 costs a round trip each. */
  private static final int FETCH = 10_000;

  @Override
  public String arguments() {
    return "(-e STATEMENTS | -f FILE) [--format table|csv|json]";
  }

  @Override
  public String purpose() {
    return "Runs HiveQL statements, separated by semicolons, and prints their rows.";
  }

  @Override
  public Options options() {
    OptionGroup source = new OptionGroup();
    source.addOption(
        Option.builder("e").hasArg().argName("STATEMENTS").desc("run these; repeatable").build());
    source.addOption(
        Option.builder("f")
            .hasArg()
            .argName("FILE")
            .desc("run the statements of a file; - for the standard input")
            .build());
    source.setRequired(true);
    return new Options()
        .addOptionGroup(source)
        .addOption(
            Settings.option(
                "format",
                "FORMAT",
                "table (default; cut at the width of the terminal), csv (RFC 4180) or json (one"
                    + " object per line)"));
  }

  @Override
  public void run(CommandLine line, Settings settings, PrintStream out, PrintStream err)
      throws SQLException, IOException, ParseException {
    ResultFormat format = format(line.getOptionValue("format", "table"));
    String text =
        line.hasOption("e")
            ? String.join("\n;\n", line.getOptionValues("e"))
            : read(line.getOptionValue("f"));
    List<String> statements = Statements.split(text);
    if (statements.isEmpty()) {
      throw new ParseException("No statement to run");
    }
    try (Hive hive = Hive.open(settings)) {
      for (String sql : statements) {
        run(hive, sql, format, out, err);
      }
    }
  }

  private static void run(
      Hive hive, String sql, ResultFormat format, PrintStream out, PrintStream err) {
    long start = System.nanoTime();
    String what;
    try {
      what = hive.ask(statement -> answer(statement, sql, format, out));
    } catch (SQLException e) {
      throw new WarehouseException(Causes.innermost(e), e);
    } finally {
      out.flush();
    }
    err.printf("(%s, %.2f s)%n", what, (System.nanoTime() - start) / 1e9);
  }

  private static String answer(
      Statement statement, String sql, ResultFormat format, PrintStream out) throws SQLException {
    statement.setFetchSize(FETCH);
    if (!statement.execute(sql)) {
      return "done";
    }
    try (ResultSet rows = statement.getResultSet()) {
      long count = format.print(rows, out);
      return count + (count == 1 ? " row" : " rows");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ResultFormat format(String name) throws ParseException {
    return switch (name) {
      case "table" -> new TableFormat(terminalWidth());
      case "csv" -> new CsvFormat();
      case "json" -> new JsonFormat();
      default ->
          throw new ParseException(
              "Cannot use format: " + name + ", because it must be table, csv or json");
    };
  }

  private static String read(String file) throws IOException {
    if (file.equals("-")) {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
    try {
      return Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new WarehouseException(
          "Cannot read file: " + file + ", because there is no such file", e);
    } catch (IOException e) {
      throw new WarehouseException(
          "Cannot read file: " + file + ", because " + Causes.innermost(e), e);
    }
  }

  /** Columns of the terminal; 0 if the output goes elsewhere and nobody says otherwise. */
  private static int terminalWidth() {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("[1-9][0-9]{0,5}")) {
      return Integer.parseInt(columns);
    }
    try {
      if (new ProcessBuilder("test", "-t", "1").redirectOutput(Redirect.INHERIT).start().waitFor()
          != 0) {
        return 0; // System.console() would not do: the statements may come from a file
      }
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return size.matches("[0-9]+ [0-9]+\\s*") ? Integer.parseInt(size.strip().split(" ")[1]) : 0;
    } catch (IOException e) {
      return 0; // no stty here: do not cut
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
