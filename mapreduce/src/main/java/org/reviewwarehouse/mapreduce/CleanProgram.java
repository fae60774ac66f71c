package org.reviewwarehouse.mapreduce;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.reviewwarehouse.mapreduce.clean.CleanRequest;
import org.reviewwarehouse.mapreduce.clean.CleanRun;
import org.reviewwarehouse.mapreduce.clean.Mode;
import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.contract.Grain;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** {@code clean}: raw files to the clean table. */
final class CleanProgram extends Program {
  @Override
  public String name() {
    return "clean";
  }

  @Override
  public String summary() {
    return "Clean raw files into Parquet, one row per key, every row accounted for.";
  }

  @Override
  protected Options options() {
    return new Options()
        .addOption(FEED)
        .addOption(ROOT)
        .addOption(
            valued(
                "arrival", "DAY", "arrival day of the files to read, YYYY-MM-DD; may be repeated"))
        .addOption(flag("if-any", "with --arrival: end well if no file has arrived on these days"))
        .addOption(
            flag(
                "backfill", "read all arrival days, or those given; no row is late (no watermark)"))
        .addOption(
            flag(
                "reconcile",
                "read no raw file, but merge the late zone, and all rows that wait there, into the table"))
        .addOption(
            valued(
                "input",
                "GLOB",
                "files to read instead of the raw zone: plain, .gz, .bz2, .zst, .lzo, .lz4 or"
                    + " .snappy"))
        .addOption(
            valued(
                "grain",
                "GRAIN",
                "year, month, day or all, for a table that is still empty (default: the"
                    + " contract's)"))
        .addOption(CONTRACT)
        .addOption(
            valued(
                "outcome",
                "FILE",
                "local file of properties to say there what became of the run: outcome (committed,"
                    + " nothing_new, nothing_arrived or refused), run and message"));
  }

  @Override
  protected int run(CommandLine line) throws Exception {
    Outcome outcome = new Outcome(line.getOptionValue("outcome"));
    try {
      return run(line, outcome);
    } catch (WarehouseException e) {
      if (e.code() == WarehouseException.Code.QUALITY) {
        outcome.write("refused", "", e.getMessage());
      }
      throw e;
    }
  }

  private int run(CommandLine line, Outcome outcome) throws Exception {
    Contracts.Source source = contract(line);
    CleanRequest request =
        new CleanRequest(
            source.contract(),
            source.text(),
            root(line),
            mode(line),
            arrivals(line),
            line.getOptionValue("input"),
            grain(line));
    check(request);
    boolean ifAny = line.hasOption("if-any");
    if (ifAny && (request.mode() != Mode.DAILY || request.input() != null)) {
      throw usage("use --if-any, because it goes with --arrival alone");
    }
    CleanRun run = new CleanRun(request, getConf(), System.err, Clock.systemUTC());
    if (ifAny && !run.anyArrived()) {
      String nothing = "Nothing new: no file of " + request.contract().feed() + " has arrived";
      System.out.println(nothing);
      outcome.write("nothing_arrived", "", nothing);
      return 0;
    }
    long start = System.nanoTime();
    Optional<LedgerEntry> entry = run.execute();
    if (entry.isEmpty()) {
      String feed = request.contract().feed();
      String nothing =
          request.mode() == Mode.RECONCILE
              ? "Nothing to reconcile: no row of " + feed + " waits in the late zone"
              : "Nothing new: every file is in the ledger of " + feed;
      System.out.println(nothing);
      outcome.write("nothing_new", "", nothing);
      return 0;
    }
    AccountingTable.print(
        entry.get(), request.root(), (System.nanoTime() - start) / 1e9, System.out);
    outcome.write("committed", entry.get().run(), said(entry.get()));
    return 0;
  }

  private static String said(LedgerEntry entry) {
    return String.format(
        "%,d rows read: %,d accepted, %,d duplicate, %,d superseded, %,d late, %,d rejected",
        entry.read(),
        entry.accepted(),
        entry.duplicate(),
        entry.superseded(),
        entry.late(),
        entry.rejected());
  }

  private static void check(CleanRequest request) {
    if (request.arrivals().isEmpty() && request.mode() == Mode.DAILY) {
      throw usage("tell what to read, because none of --arrival, --backfill, --reconcile is given");
    }
    if (request.mode() == Mode.RECONCILE
        && (request.input() != null || !request.arrivals().isEmpty())) {
      throw usage("read raw files, because --reconcile reads the late zone");
    }
    Grain grain = request.grain();
    if (grain != null && grain != Grain.ALL && request.contract().eventDay() == null) {
      throw usage(
          "part by --grain: "
              + grain.label()
              + ", because a row of "
              + request.contract().feed()
              + " has no event.day; leave it out");
    }
    if (request.input() != null && request.arrivals().size() > 1) {
      throw usage("read --input, because it has more than one --arrival");
    }
  }

  private static Mode mode(CommandLine line) {
    if (line.hasOption("reconcile")) {
      if (line.hasOption("backfill")) {
        throw usage("do both --backfill and --reconcile, because each is a run of its own");
      }
      return Mode.RECONCILE;
    }
    return line.hasOption("backfill") ? Mode.BACKFILL : Mode.DAILY;
  }

  private static List<LocalDate> arrivals(CommandLine line) {
    List<LocalDate> arrivals = new ArrayList<>();
    String[] days = line.getOptionValues("arrival");
    for (String day : days == null ? new String[0] : days) {
      try {
        arrivals.add(LocalDate.parse(day));
      } catch (DateTimeParseException e) {
        throw usage("read --arrival: " + day + ", because it is not a day like 2015-08-31");
      }
    }
    return arrivals.stream().distinct().sorted().toList();
  }

  private static Grain grain(CommandLine line) {
    String label = line.getOptionValue("grain");
    try {
      return label == null ? null : Grain.of(label);
    } catch (IllegalArgumentException e) {
      throw usage("read --grain: " + label + ", because " + e.getMessage());
    }
  }

  private static WarehouseException usage(String what) {
    return new WarehouseException(WarehouseException.Code.USAGE, "Cannot " + what);
  }
}
