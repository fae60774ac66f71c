package org.reviewwarehouse.mapreduce.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** Everything that the ledger of a feed promises, held against what is there. */
public final class Verification {
  private static final String UNIQUE_KEYS = "one row per key";

  private final VerifyRequest request;
  private final Configuration conf;
  private final PrintStream progress;

  /**
   * What was found.
   *
   * @param notes what is worth telling and breaks no promise
   */
  public record Report(List<Check> checks, List<String> notes) {
    /** Every promise is kept. */
    public boolean holds() {
      return checks.stream().allMatch(check -> check.isDone() && check.wrong() == 0);
    }
  }

  /**
   * @param progress what people see while it goes on
   */
  public Verification(VerifyRequest request, Configuration conf, PrintStream progress) {
    this.request = request;
    this.conf = conf;
    this.progress = progress;
  }

  /** Makes all checks; where the ledger cannot be read, only that one. */
  public Report report() throws IOException, InterruptedException {
    LedgerFiles ledger = LedgerFiles.read(request.zones(), conf);
    List<Check> checks = new ArrayList<>(List.of(ledger.check()));
    if (!ledger.isReadable()) {
      checks.add(Check.notDone("everything else"));
      return new Report(checks, List.of());
    }
    List<LedgerEntry> entries = ledger.entries();
    Directories directories = Directories.read(request.zones(), entries, conf);
    checks.addAll(directories.checks());
    checks.add(uniqueKeys(directories.readable()));
    checks.addAll(History.checks(entries));
    RawZone raw = RawZone.read(request, entries, conf);
    checks.addAll(raw.checks());
    return new Report(checks, raw.notes());
  }

  /**
   * @param partitions whose files can be read; what is wrong with the others has been told
   */
  private Check uniqueKeys(List<LedgerEntry.Partition> partitions)
      throws IOException, InterruptedException {
    Check check = new Check(UNIQUE_KEYS);
    if (partitions.isEmpty()) {
      return check;
    }
    check.lookAt(partitions.stream().mapToLong(LedgerEntry.Partition::rows).sum());
    try {
      long more = UniqueKeys.check(request.zones(), request.source(), partitions, conf, progress);
      if (more > 0) {
        check.find(more, "%,d rows have the key of another row", more);
      }
    } catch (WarehouseException e) {
      check.find("%s", e.getMessage());
    }
    return check;
  }
}
