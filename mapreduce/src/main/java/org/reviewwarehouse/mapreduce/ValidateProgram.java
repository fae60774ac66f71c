package org.reviewwarehouse.mapreduce;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.generate.Validation;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/** {@code validate}: what clean found against what generate planted. */
final class ValidateProgram extends Program {
  @Override
  public String name() {
    return "validate";
  }

  @Override
  public String summary() {
    return "Hold what clean found in generated files against what generate planted in them.";
  }

  @Override
  protected Options options() {
    return new Options().addOption(FEED).addOption(ROOT).addOption(CONTRACT);
  }

  @Override
  protected int run(CommandLine line) throws Exception {
    String feed = contract(line).contract().feed();
    Path root = root(line);
    List<LedgerEntry> runs = new Ledger(new Zones(root, feed), getConf()).entries();
    if (runs.isEmpty()) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot validate feed: " + feed + ", because no run has committed yet");
    }
    List<Validation.Line> lines =
        Validation.of(runs, new Path(new Path(root, "raw"), feed), getConf());
    List<String[]> table = new ArrayList<>();
    for (Validation.Line each : lines) {
      table.add(
          new String[] {
            each.rows(),
            String.format("%,d", each.planted()),
            String.format("%,d", each.found()),
            each.same() ? "" : "DIFFERS"
          });
    }
    System.out.println(AccountingTable.table(List.of("rows", "planted", "found", ""), table));
    long different = lines.stream().filter(each -> !each.same()).count();
    if (different > 0) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot confirm accounting: " + feed + ", because " + different + " numbers differ");
    }
    System.out.println("Every row is accounted for as it was planted.");
    return 0;
  }
}
