package org.reviewwarehouse.mapreduce.clean;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.mapreduce.Counters;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/**
 * Holds what the two passes counted, each by itself, and what the files' footers say against each
 * other.
 */
final class Accounting {
  private final List<String> differences = new ArrayList<>();

  private Accounting() {}

  /**
   * @throws WarehouseException if a row is not accounted for: a fault of ours, never of the data
   */
  static void check(TaskReport resolve, Counters resolved, TaskReport write, LedgerEntry entry) {
    Accounting accounting = new Accounting();
    resolve.files.forEach(
        (number, rows) -> {
          TaskReport.FileRows again = write.file(number);
          String file = "file " + number + ": ";
          accounting.same(file + "read", rows.read, again.read);
          accounting.same(file + "rejected", rows.rejectedRows(), again.rejectedRows());
          accounting.same(file + "late", rows.late, again.late);
        });
    long inFooters = write.written.stream().mapToLong(TaskReport.Written::rows).sum();
    accounting.same("accepted and in footers", entry.accepted(), inFooters);
    accounting.same("keys", resolved.findCounter(Rows.ACCEPTED).getValue(), entry.accepted());
    accounting.same(
        "duplicate", resolved.findCounter(Rows.DUPLICATE).getValue(), entry.duplicate());
    accounting.same(
        "superseded", resolved.findCounter(Rows.SUPERSEDED).getValue(), entry.superseded());
    if (!entry.addsUp()) {
      accounting.differences.add("a file's rows are not the sum of what became of them");
    }
    if (!accounting.differences.isEmpty()) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot commit run: "
              + entry.run()
              + ", because the accounting does not add up: "
              + String.join("; ", accounting.differences));
    }
  }

  private void same(String what, long one, long other) {
    if (one != other) {
      differences.add(what + " " + one + " and " + other);
    }
  }
}
