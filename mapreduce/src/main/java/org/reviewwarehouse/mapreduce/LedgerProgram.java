package org.reviewwarehouse.mapreduce;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** {@code ledger}: the runs of a feed. */
final class LedgerProgram extends Program {
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
    List<LedgerEntry> entries = new Ledger(root(line), feed, getConf()).entries();
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
          new String[] {
            entry.run(),
            entry.mode(),
            entry.committed(),
            Integer.toString(entry.inputs().size()),
            count(entry.read()),
            count(entry.accepted()),
            count(entry.duplicate()),
            count(entry.superseded()),
            count(entry.rejected()),
            count(entry.late())
          });
    }
    List<String> headers =
        List.of(
            "run",
            "mode",
            "committed",
            "files",
            "read",
            "accepted",
            "duplicate",
            "superseded",
            "rejected",
            "late");
    System.out.println(AccountingTable.table(headers, rows));
  }

  private static void printInputs(List<LedgerEntry> entries) {
    List<String[]> rows = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      for (LedgerEntry.Input input : entry.inputs()) {
        rows.add(
            new String[] {
              input.path(),
              Integer.toString(entry.sequence()),
              count(input.length()),
              input.checksum(),
              count(input.read()),
              count(input.accepted()),
              count(input.duplicate()),
              count(input.superseded()),
              count(input.rejected()),
              count(input.late())
            });
      }
    }
    List<String> headers =
        List.of(
            "file",
            "run",
            "bytes",
            "checksum",
            "read",
            "accepted",
            "duplicate",
            "superseded",
            "rejected",
            "late");
    System.out.println(AccountingTable.table(headers, rows));
  }

  private static void printPartitions(LedgerEntry last) {
    List<String[]> rows = new ArrayList<>();
    for (LedgerEntry.Partition partition : last.partitions()) {
      rows.add(
          new String[] {
            partition.period(),
            partition.run(),
            count(partition.rows()),
            Integer.toString(partition.files()),
            count(partition.bytes())
          });
    }
    System.out.println(
        AccountingTable.table(List.of("live period", "run", "rows", "files", "bytes"), rows));
  }

  private static String count(long number) {
    return String.format("%,d", number);
  }
}
