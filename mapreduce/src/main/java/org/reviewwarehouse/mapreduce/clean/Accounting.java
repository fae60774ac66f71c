package org.reviewwarehouse.mapreduce.clean;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.mapreduce.Counters;
import org.reviewwarehouse.mapreduce.Printable;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/**
 * Holds what the passes counted, each by itself, and what the files' footers say against each
 * other.
 */
final class Accounting {
  private final List<String> differences = new ArrayList<>();

  private Accounting() {}

  /**
   * What the jobs before the write job decided of the valid new rows.
   *
   * @param waiting rows too new for the row of the table that they would replace
   * @param replaced rows of the table that lose
   */
  record Decided(long accepted, long duplicate, long superseded, long waiting, long replaced) {
    /**
     * @param matched counters of the match job; none if there was none
     * @param match what it reported
     */
    static Decided of(Counters resolved, Counters matched, TaskReport match) {
      long duplicate = matched.findCounter(Rows.DUPLICATE).getValue();
      long superseded = matched.findCounter(Rows.SUPERSEDED).getValue();
      long waiting = matched.findCounter(Rows.LATE).getValue();
      long keys = resolved.findCounter(Rows.ACCEPTED).getValue();
      return new Decided(
          keys - duplicate - superseded - waiting,
          resolved.findCounter(Rows.DUPLICATE).getValue() + duplicate,
          resolved.findCounter(Rows.SUPERSEDED).getValue() + superseded,
          waiting,
          match.live.values().stream().mapToLong(rows -> rows.duplicate + rows.superseded).sum());
    }
  }

  /**
   * @param match what the match job counted: nothing, if it was not needed
   * @throws WarehouseException if a file changed between the passes, or a row is not accounted for:
   *     a fault of ours, never of the data
   */
  static void check(
      TaskReport resolve,
      TaskReport match,
      Decided decided,
      TaskReport write,
      LedgerEntry entry,
      long tableRows) {
    checkUnchanged(resolve, write, entry);
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
          accounting.same("table file " + number, match.live.get(number).read, rows.read);
          live.add(rows);
        });
    if (!match.live.isEmpty()) {
      long met = match.live.values().stream().mapToLong(rows -> rows.read).sum();
      accounting.same("rows of the table", tableRows, met);
    }
    long inFooters = write.written.stream().mapToLong(TaskReport.Written::rows).sum();
    accounting.same("written and in footers", entry.accepted() + live.accepted, inFooters);
    long inLedger = entry.partitions().stream().mapToLong(LedgerEntry.Partition::rows).sum();
    long after = tableRows - entry.replaced() + entry.accepted();
    accounting.same("rows of the table after the run", after, inLedger);
    accounting.same("accepted", decided.accepted(), entry.accepted());
    accounting.same("duplicate", decided.duplicate(), entry.duplicate());
    accounting.same("superseded", decided.superseded(), entry.superseded());
    long waiting = write.files.values().stream().mapToLong(rows -> rows.waiting).sum();
    accounting.same("waiting", decided.waiting(), waiting);
    accounting.same("replaced", decided.replaced(), entry.replaced());
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

  /** Both passes must have read the same bytes: a loser is known by its place alone. */
  private static void checkUnchanged(TaskReport resolve, TaskReport write, LedgerEntry entry) {
    Set<TaskReport.Checksum> before = new HashSet<>(resolve.checksums);
    for (TaskReport.Checksum piece : write.checksums) {
      if (!before.contains(piece)) {
        throw new WarehouseException(
            WarehouseException.Code.FAILED,
            "Cannot commit run: "
                + entry.run()
                + ", because raw file "
                + Printable.of(entry.inputs().get(piece.file()).path())
                + " changed while it was read; run again when nobody writes it");
      }
    }
  }

  private void same(String what, long one, long other) {
    if (one != other) {
      differences.add(what + " " + one + " and " + other);
    }
  }
}
