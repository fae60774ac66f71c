package org.reviewwarehouse.mapreduce;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.ledger.Expiry;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/** {@code expire}: deletes what neither readers nor rollbacks need. */
final class ExpireProgram extends Program {
  private static final int KEEP_DAYS = 7;

  @Override
  public String name() {
    return "expire";
  }

  @Override
  public String summary() {
    return "Show the directories that neither readers nor rollbacks need, or delete them.";
  }

  @Override
  protected Options options() {
    return new Options()
        .addOption(FEED)
        .addOption(
            valued(
                "keep-days",
                "N",
                "days that a directory stays after the last run that needed it (default: "
                    + KEEP_DAYS
                    + ")"))
        .addOption(flag("delete", "delete them; without it nothing changes"))
        .addOption(ROOT)
        .addOption(CONTRACT);
  }

  @Override
  protected int run(CommandLine line) throws Exception {
    int keepDays = keepDays(line);
    boolean delete = line.hasOption("delete");
    String feed = contract(line).contract().feed();
    Path root = root(line);
    Expiry expiry = new Expiry(new Zones(root, feed), getConf(), Clock.systemUTC());
    List<Expiry.Expired> expired = delete ? expiry.delete(keepDays) : expiry.find(keepDays);
    if (expired.isEmpty()) {
      System.out.println(
          "Nothing to delete: all of " + feed + " is needed, or was within " + keepDays + " days");
      return 0;
    }
    print(expired, root);
    System.out.println(delete ? "deleted" : "nothing is deleted yet: --delete does it");
    return 0;
  }

  private static void print(List<Expiry.Expired> expired, Path root) {
    List<String[]> rows = new ArrayList<>();
    for (Expiry.Expired each : expired) {
      rows.add(
          new String[] {
            root.toUri().relativize(each.path().toUri()).getPath(),
            each.why(),
            each.since().equals(Instant.EPOCH) ? "" : each.since().toString(),
            String.format("%,d", each.files()),
            String.format("%,d", each.bytes())
          });
    }
    rows.add(
        new String[] {
          "total",
          "",
          "",
          String.format("%,d", expired.stream().mapToLong(Expiry.Expired::files).sum()),
          String.format("%,d", expired.stream().mapToLong(Expiry.Expired::bytes).sum())
        });
    System.out.println(
        AccountingTable.table(List.of("directory", "why", "since", "files", "bytes"), rows));
  }

  private static int keepDays(CommandLine line) {
    String days = line.getOptionValue("keep-days", String.valueOf(KEEP_DAYS));
    try {
      int number = Integer.parseInt(days);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new WarehouseException(
        WarehouseException.Code.USAGE,
        "Cannot read --keep-days: " + days + ", because it is not a whole number from 0");
  }
}
