package org.reviewwarehouse.mapreduce.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** The accounting over all runs: what one run left is what the next one found. */
final class History {
  private History() {}

  static List<Check> checks(List<LedgerEntry> entries) {
    List<LedgerEntry> lineage = Ledger.lineage(entries);
    return List.of(table(entries), late(lineage), once(lineage));
  }

  /** The rows of the table are those before the run, and accepted ones, less replaced ones. */
  private static Check table(List<LedgerEntry> entries) {
    Check check = new Check("rows from run to run");
    Map<String, LedgerEntry> byRun = new HashMap<>();
    LedgerEntry before = null;
    for (LedgerEntry entry : entries) {
      check.lookAt(1);
      if (entry.rolledBackTo() != null) {
        LedgerEntry target = byRun.get(entry.rolledBackTo());
        if (!entry.partitions().equals(target.partitions())
            || !entry.waiting().equals(target.waiting())) {
          check.find("run %s has not the state of run %s", entry.run(), target.run());
        }
      } else {
        long due = (before == null ? 0 : rows(before)) + entry.accepted() - entry.replaced();
        if (rows(entry) != due) {
          check.find("run %s left %,d rows in the table, not %,d", entry.run(), rows(entry), due);
        }
      }
      byRun.put(entry.run(), entry);
      before = entry;
    }
    return check;
  }

  /**
   * Every late row waits, or one reconciliation has read it: it accepted the row, or called it a
   * duplicate or superseded.
   */
  private static Check late(List<LedgerEntry> lineage) {
    Check check = new Check("late rows wait or are merged");
    Map<String, Long> merged = new HashMap<>();
    for (LedgerEntry entry : lineage) {
      if (entry.mode().equals(LedgerEntry.RECONCILE)) {
        if (entry.late() > 0 || entry.rejected() > 0) {
          check.find(
              "reconciliation %s has %,d late and %,d rejected rows",
              entry.run(), entry.late(), entry.rejected());
        }
        for (LedgerEntry.Input input : entry.inputs()) {
          String run = new Path(input.path()).getParent().getName();
          merged.merge(run.replaceFirst("^run=", ""), input.read(), Long::sum);
        }
      }
    }
    Map<String, Long> waiting = new HashMap<>();
    if (!lineage.isEmpty()) {
      for (LedgerEntry.Waiting each : lineage.get(lineage.size() - 1).waiting()) {
        waiting.merge(each.run(), each.rows(), Long::sum);
      }
    }
    for (LedgerEntry entry : lineage) {
      long waits = orZero(waiting.remove(entry.run()));
      long read = orZero(merged.remove(entry.run()));
      if (entry.late() > 0 || waits > 0 || read > 0) {
        check.lookAt(1);
      }
      if (entry.late() != waits + read) {
        check.find(
            "run %s has %,d late rows: %,d wait and %,d are merged",
            entry.run(), entry.late(), waits, read);
      }
    }
    waiting.forEach(
        (run, rows) -> check.find("%,d rows of run %s wait, and it is undone", rows, run));
    merged.forEach(
        (run, rows) -> check.find("%,d rows of run %s are merged, and it is undone", rows, run));
    return check;
  }

  /** No file is read twice. */
  private static Check once(List<LedgerEntry> lineage) {
    Check check = new Check("files read once");
    Map<List<Object>, String> runs = new HashMap<>();
    for (LedgerEntry entry : lineage) {
      for (LedgerEntry.Input input : entry.inputs()) {
        check.lookAt(1);
        String first =
            runs.putIfAbsent(List.of(input.path(), input.length(), input.checksum()), entry.run());
        if (first != null) {
          check.find("%s was read by run %s and by run %s", input.path(), first, entry.run());
        }
      }
    }
    return check;
  }

  private static long rows(LedgerEntry entry) {
    return entry.partitions().stream().mapToLong(LedgerEntry.Partition::rows).sum();
  }

  private static long orZero(Long number) {
    return number == null ? 0 : number;
  }
}
