package org.reviewwarehouse.mapreduce;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Rollback;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/** {@code rollback}: the state after an older run is the present one again. */
final class RollbackProgram extends Program {
  @Override
  public String name() {
    return "rollback";
  }

  @Override
  public String summary() {
    return "Make the state after an older run the present one; the next run goes on from there.";
  }

  @Override
  protected Options options() {
    return new Options()
        .addOption(FEED)
        .addOption(required("to", "RUN", "the run, by its name or its number in the ledger"))
        .addOption(ROOT)
        .addOption(CONTRACT);
  }

  @Override
  protected int run(CommandLine line) throws Exception {
    String feed = contract(line).contract().feed();
    Rollback.Result result =
        new Rollback(new Zones(root(line), feed), getConf()).to(line.getOptionValue("to"));
    LedgerEntry target = result.target();
    if (result.entry().isEmpty()) {
      System.out.println("Nothing to do: " + feed + " is as run " + target.run() + " left it");
      return 0;
    }
    print("undone run", "files unread again", result.undone());
    print("restored run", "files read", result.restored());
    System.out.printf(
        "%s: %s is as run %s left it, %,d rows in %,d partitions%n",
        result.entry().get().run(),
        feed,
        target.run(),
        target.partitions().stream().mapToLong(LedgerEntry.Partition::rows).sum(),
        target.partitions().size());
    System.out.println("hive publish --feed " + feed + " shows it to readers");
    return 0;
  }

  private static void print(String run, String files, List<LedgerEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<String[]> rows = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      rows.add(
          new String[] {
            entry.run(),
            entry.mode(),
            entry.committed(),
            String.format("%,d", entry.accepted()),
            String.format("%,d", entry.inputs().size())
          });
    }
    System.out.println(
        AccountingTable.table(List.of(run, "mode", "committed", "accepted", files), rows));
  }
}
