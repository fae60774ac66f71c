package org.reviewwarehouse.hive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The accounting of the runs that read an arrival day: as a table for people, and as JSON in {@code
 * ROOT/reports/<feed>/<day>.json}. It comes from the ledger, and is the same whenever it is made.
 */
final class Report implements Program {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the ledger says of a run, in the order of the columns. */
  private static final List<String> COUNTS =
      List.of("read", "accepted", "duplicate", "superseded", "late", "rejected", "replaced");

  private static final List<String> COPIED =
      List.of("sequence", "run", "mode", "started", "committed", "bytes_read", "bytes_written");

  @Override
  public String arguments() {
    return "--feed F --arrival DAY [--root ROOT] [--outcome FILE]";
  }

  @Override
  public String purpose() {
    return "Reports what became of the rows of an arrival day, as text and as JSON in ROOT/reports.";
  }

  @Override
  public Options options() {
    Option feed = Settings.option("feed", "F", "the feed");
    feed.setRequired(true);
    Option arrival = Settings.option("arrival", "DAY", "the arrival day");
    arrival.setRequired(true);
    return new Options()
        .addOption(feed)
        .addOption(arrival)
        .addOption(Settings.rootOption())
        .addOption(OutcomeFile.option());
  }

  @Override
  public void run(CommandLine line, Settings settings, PrintStream out, PrintStream err)
      throws IOException, ParseException {
    String feed = Names.FEED.check(line.getOptionValue("feed"));
    String day = day(line.getOptionValue("arrival"));
    Path root = settings.root();
    FileSystem files = settings.fileSystem(root);
    Ledger ledger = new Ledger(files, root, feed);
    List<JsonNode> entries = new ArrayList<>();
    for (int sequence : ledger.sequences()) {
      Path file = new Path(ledger.folder(), String.format("%06d.json", sequence));
      try (InputStream in = files.open(file)) {
        entries.add(JSON.readTree(in));
      }
    }
    ObjectNode report = of(feed, day, entries);
    if (report.get("runs").isEmpty()) {
      throw new WarehouseException(
          "Cannot report arrival: "
              + day
              + " of "
              + feed
              + ", because no run in the ledger "
              + ledger.folder()
              + " has read it");
    }
    Path to = new Path(root, "reports/" + feed + "/" + day + ".json");
    write(files, to, report);
    out.println(table(report));
    out.println(to);
    JsonNode last = report.get("runs").get(report.get("runs").size() - 1);
    OutcomeFile.write(
        line,
        Map.of("report", to.toString(), "message", said(last), "run", last.get("run").asText()));
  }

  private static String day(String text) throws ParseException {
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeParseException e) {
      throw new ParseException(
          "Cannot read --arrival: " + text + ", because it is not a day like 2015-08-31");
    }
  }

  /** The report, from the entries of the ledger in their order. */
  static ObjectNode of(String feed, String day, List<JsonNode> entries) {
    ObjectNode report = JSON.createObjectNode();
    report.put("feed", feed);
    report.put("arrival", day);
    ArrayNode runs = report.putArray("runs");
    for (JsonNode entry : entries) {
      boolean read = false;
      for (JsonNode arrival : entry.path("arrivals")) {
        read |= arrival.asText().equals(day);
      }
      if (read) {
        ObjectNode run = runs.addObject();
        COPIED.forEach(name -> run.set(name, entry.get(name)));
        run.put("files", entry.path("inputs").size());
        COUNTS.forEach(name -> run.put(name, entry.path(name).asLong()));
        long unaccounted = entry.path("read").asLong();
        for (String outcome : COUNTS.subList(1, 6)) {
          unaccounted -= entry.path(outcome).asLong();
        }
        run.put("unaccounted", unaccounted);
        run.set("rejections", entry.path("rejections"));
      }
    }
    return report;
  }

  private static String said(JsonNode run) {
    List<String> parts = new ArrayList<>();
    COUNTS.forEach(name -> parts.add(String.format("%,d %s", run.get(name).asLong(), name)));
    return String.join(", ", parts);
  }

  static String table(ObjectNode report) {
    List<String> names = new ArrayList<>(List.of("run", "mode", "files"));
    names.addAll(COUNTS);
    names.add("unaccounted");
    List<String[]> rows = new ArrayList<>();
    for (JsonNode run : report.get("runs")) {
      rows.add(names.stream().map(name -> shown(run.get(name))).toArray(String[]::new));
    }
    Column[] columns = new Column[names.size()];
    for (int i = 0; i < columns.length; i++) {
      HorizontalAlign align = i < 2 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
      columns[i] =
          new Column().header(names.get(i)).maxWidth(60).headerAlign(align).dataAlign(align);
    }
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(columns, rows.toArray(new Object[0][]))
        .asString();
  }

  private static String shown(JsonNode value) {
    return value.isNumber() ? String.format("%,d", value.asLong()) : value.asText();
  }

  /** Readers see the old report or the new one, whole. */
  private static void write(FileSystem files, Path to, ObjectNode report) throws IOException {
    Path next = new Path(to.getParent(), "." + to.getName() + ".next");
    try (OutputStream out = files.create(next, true)) {
      out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
      out.write('\n');
    }
    if (!files.rename(next, to)) { // there is one already
      files.delete(to, false);
      if (!files.rename(next, to)) {
        throw new IOException(
            "Cannot write report: " + to + ", because " + next + " is in the way");
      }
    }
  }
}
