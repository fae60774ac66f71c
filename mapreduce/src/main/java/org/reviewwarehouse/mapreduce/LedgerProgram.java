package org.reviewwarehouse.mapreduce;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/** {@code ledger}: the runs of a feed. */
final class LedgerProgram extends Program {
  private static final List<String> FATES =
      List.of("read", "accepted", "duplicate", "superseded", "rejected", "late");

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public String summary() {
    return "Show the runs of a feed: their files, what became of the rows, the live partitions.";
  }

  @Override
  protected Options options() {
    return new Options()
        .addOption(FEED)
        .addOption(ROOT)
        .addOption(flag("json", "print each run as a line of JSON, as the ledger keeps it"))
        .addOption(CONTRACT);
  }

  @Override
  protected int run(CommandLine line) throws Exception {
    String feed = contract(line).contract().feed();
    List<LedgerEntry> entries = new Ledger(new Zones(root(line), feed), getConf()).entries();
    if (line.hasOption("json")) {
      entries.forEach(entry -> System.out.println(Ledger.json(entry)));
      return 0;
    }
    if (entries.isEmpty()) {
      System.out.println("No run of " + feed + " has committed yet");
      return 0;
    }
    printRuns(entries);
    printInputs(entries);
    printPartitions(entries.get(entries.size() - 1));
    return 0;
  }

  private static void printRuns(List<LedgerEntry> entries) {
    List<String[]> rows = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      rows.add(
          row(
              List.of(entry.run(), entry.mode(), entry.committed()),
              entry.inputs().size(),
              entry.read(),
              entry.accepted(),
              entry.duplicate(),
              entry.superseded(),
              entry.rejected(),
              entry.late()));
    }
    print(List.of("run", "mode", "committed", "files"), FATES, rows);
  }

  private static void printInputs(List<LedgerEntry> entries) {
    List<String[]> rows = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      for (LedgerEntry.Input input : entry.inputs()) {
        rows.add(
            row(
                List.of(input.path(), input.checksum()),
                entry.sequence(),
                input.length(),
                input.read(),
                input.accepted(),
                input.duplicate(),
                input.superseded(),
                input.rejected(),
                input.late()));
      }
    }
    print(List.of("file", "checksum", "run", "bytes"), FATES, rows);
  }

  private static void printPartitions(LedgerEntry last) {
    List<String[]> rows = new ArrayList<>();
    for (LedgerEntry.Partition partition : last.partitions()) {
      rows.add(
          row(
              List.of(partition.period(), partition.run()),
              partition.rows(),
              partition.files(),
              partition.bytes()));
    }
    print(List.of("live period", "run"), List.of("rows", "files", "bytes"), rows);
  }

  private static void print(List<String> first, List<String> then, List<String[]> rows) {
    List<String> headers = new ArrayList<>(first);
    headers.addAll(then);
    System.out.println(AccountingTable.table(headers, rows));
  }

  /** Texts, and numbers behind them. */
  private static String[] row(List<String> texts, long... numbers) {
    List<String> row = new ArrayList<>(texts);
    for (long number : numbers) {
      row.add(String.format("%,d", number));
    }
    return row.toArray(String[]::new);
  }
}
