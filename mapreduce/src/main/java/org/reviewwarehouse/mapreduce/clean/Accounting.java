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
  static void check(
      TaskReport resolve, Counters resolved, TaskReport write, LedgerEntry entry, long tableRows) {
    Accounting accounting = new Accounting();
    resolve.files.forEach(
        (number, rows) -> {
          TaskReport.FileRows again = write.file(number);
          String file = "file " + number + ": ";
          accounting.same(file + "read", rows.read, again.read);
          accounting.same(file + "rejected", rows.rejectedRows(), again.rejectedRows());
          accounting.same(file + "late", rows.late, again.late);
        });
    TaskReport.FileRows live = new TaskReport.FileRows();
    write.live.forEach(
        (number, rows) -> {
          accounting.same("table file " + number, resolve.live.get(number).read, rows.read);
          live.add(rows);
        });
    long compared = resolve.live.values().stream().mapToLong(rows -> rows.read).sum();
    accounting.same("rows of the table", tableRows, compared);
    long inFooters = write.written.stream().mapToLong(TaskReport.Written::rows).sum();
    accounting.same("written and in footers", entry.accepted() + live.accepted, inFooters);
    long inLedger = entry.partitions().stream().mapToLong(LedgerEntry.Partition::rows).sum();
    long keys = resolved.findCounter(Rows.ACCEPTED).getValue();
    accounting.same("keys", keys, tableRows - entry.replaced() + entry.accepted());
    accounting.same("keys and rows of the table", keys, inLedger);
    accounting.same(
        "duplicate",
        resolved.findCounter(Rows.DUPLICATE).getValue(),
        entry.duplicate() + live.duplicate);
    accounting.same(
        "superseded",
        resolved.findCounter(Rows.SUPERSEDED).getValue(),
        entry.superseded() + live.superseded);
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
