package org.reviewwarehouse.mapreduce.verify;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry.Input;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry.Partition;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry.Waiting;

public class HistoryTest {
  private final List<LedgerEntry> entries = new ArrayList<>();

  @Test
  public void aReconciliationMergesWhatWaited() {
    daily("r1", 10, 0, 3, 10, new Waiting("r1", 3));
    daily("r2", 5, 1, 2, 14, new Waiting("r1", 3), new Waiting("r2", 2));
    reconcile("r3", 4, 1, 17, List.of(late("r1", 2), late("r1", 1), late("r2", 2)));
    daily("r4", 1, 0, 1, 18, new Waiting("r4", 1));
    assertEquals(
        List.of(
            "rows from run to run of 4: []",
            "late rows wait or are merged of 3: []",
            "files read once of 6: []"),
        told());
  }

  @Test
  public void findsLateRowsThatNeitherWaitNorAreMerged() {
    daily("r1", 10, 0, 3, 10);
    daily("r2", 10, 0, 3, 20, new Waiting("r2", 2));
    reconcile("r3", 2, 0, 22, List.of(late("r1", 2)), new Waiting("r2", 2));
    assertEquals(
        "late rows wait or are merged of 2: [run r1 has 3 late rows: 0 wait and 2 are merged,"
            + " run r2 has 3 late rows: 2 wait and 0 are merged]",
        told().get(1));
  }

  @Test
  public void findsLateRowsThatAreMergedAndStillWait() {
    daily("r1", 10, 0, 3, 10, new Waiting("r1", 3));
    reconcile("r2", 3, 0, 13, List.of(late("r1", 3)), new Waiting("r1", 3));
    assertEquals(
        "late rows wait or are merged of 1: [run r1 has 3 late rows: 3 wait and 3 are merged]",
        told().get(1));
  }

  @Test
  public void findsLateRowsOfRunsThatAreUndone() {
    daily("r1", 10, 0, 0, 10);
    daily("r2", 10, 0, 3, 20, new Waiting("r2", 3));
    rollback("r3", 0);
    reconcile("r4", 3, 0, 13, List.of(late("r2", 3)));
    daily("r5", 0, 0, 0, 13, new Waiting("r2", 4));
    assertEquals(
        "late rows wait or are merged of 0: [4 rows of run r2 wait, and it is undone, 3 rows of run"
            + " r2 are merged, and it is undone]",
        told().get(1));
  }

  @Test
  public void findsAReconciliationThatLeavesRowsBehind() {
    daily("r1", 10, 0, 3, 10, new Waiting("r1", 3));
    entries.add(entry("r2", LedgerEntry.RECONCILE, null, 2, 0, 1, 12, List.of(late("r1", 3))));
    assertEquals(
        "late rows wait or are merged of 2: [reconciliation r2 has 1 late and 0 rejected rows, run"
            + " r2 has 1 late rows: 0 wait and 0 are merged]",
        told().get(1));
  }

  @Test
  public void findsRowsThatARunDoesNotAccountFor() {
    daily("r1", 10, 0, 0, 11);
    daily("r2", 10, 2, 0, 19);
    daily("r3", 0, 0, 0, 18);
    assertEquals(
        "rows from run to run of 3: [run r1 left 11 rows in the table, not 10,"
            + " run r3 left 18 rows in the table, not 19]",
        told().get(0));
  }

  @Test
  public void aRollbackHasTheStateThatItGoesBackTo() {
    daily("r1", 10, 0, 1, 10, new Waiting("r1", 1));
    daily("r2", 10, 2, 0, 18, new Waiting("r1", 1));
    rollback("r3", 0);
    daily("r4", 7, 0, 0, 17, new Waiting("r1", 1));
    rollback("r5", 1);
    assertEquals("rows from run to run of 5: []", told().get(0));

    LedgerEntry target = entries.get(0);
    entries.add(entry("r6", LedgerEntry.ROLLBACK, "r1", 0, 0, 0, 9, List.of()));
    entries.add(
        entry("r7", LedgerEntry.ROLLBACK, "r1", 0, 0, 0, 10, List.of(), new Waiting("r1", 2)));
    assertEquals(10, target.partitions().get(0).rows());
    assertEquals(
        "rows from run to run of 7: [run r6 has not the state of run r1,"
            + " run r7 has not the state of run r1]",
        told().get(0));
  }

  @Test
  public void findsFilesThatWereReadTwice() {
    Input file = input("file:/raw/a", 10, "crc32c:00000001", 1);
    List<Input> others =
        List.of(
            file,
            input("file:/raw/b", 10, "crc32c:00000001", 1),
            input("file:/raw/a", 11, "crc32c:00000001", 1),
            input("file:/raw/a", 10, "crc32c:00000002", 1));
    entries.add(entry("r1", LedgerEntry.DAILY, null, 4, 0, 0, 4, others));
    assertEquals("files read once of 4: []", told().get(2));
    entries.add(entry("r2", LedgerEntry.DAILY, null, 1, 0, 0, 5, List.of(file)));
    assertEquals(
        "files read once of 5: [file:/raw/a was read by run r1 and by run r2]", told().get(2));
    rollback("r3", 0);
    entries.add(entry("r4", LedgerEntry.DAILY, null, 0, 0, 0, 4, List.of()));
    assertEquals("an undone run has read nothing", "files read once of 4: []", told().get(2));
  }

  private List<String> told() {
    return History.checks(entries).stream()
        .map(check -> check.name() + " of " + check.of() + ": " + check.findings())
        .toList();
  }

  private void daily(
      String run, long accepted, long replaced, long late, long rows, Waiting... waiting) {
    List<Input> inputs = List.of(input("file:/raw/" + run, 1, "crc32c:0", accepted));
    entries.add(
        entry(run, LedgerEntry.DAILY, null, accepted, replaced, late, rows, inputs, waiting));
  }

  private void reconcile(
      String run, long accepted, long replaced, long rows, List<Input> inputs, Waiting... waiting) {
    entries.add(
        entry(run, LedgerEntry.RECONCILE, null, accepted, replaced, 0, rows, inputs, waiting));
  }

  private void rollback(String run, int to) {
    LedgerEntry target = entries.get(to);
    entries.add(
        entry(
            run,
            LedgerEntry.ROLLBACK,
            target.run(),
            0,
            0,
            0,
            target.partitions().get(0).rows(),
            List.of(),
            target.waiting().toArray(Waiting[]::new)));
  }

  private int lateFiles;

  /** A file of the late zone. */
  private Input late(String run, long rows) {
    return input("file:/late/feed/run=" + run + "/" + lateFiles++, 1, "crc32c:0", rows);
  }

  private static Input input(String path, long length, String checksum, long rows) {
    return new Input(path, null, length, checksum, rows, rows, 0, 0, 0, 0);
  }

  /**
   * @param rows of the table after the run
   */
  private static LedgerEntry entry(
      String run,
      String mode,
      String backTo,
      long accepted,
      long replaced,
      long late,
      long rows,
      List<Input> inputs,
      Waiting... waiting) {
    return new LedgerEntry(
        1,
        run,
        "feed",
        mode,
        backTo,
        "cafe",
        "all",
        "",
        "",
        null,
        List.of(),
        inputs,
        accepted + late,
        accepted,
        0,
        0,
        0,
        late,
        replaced,
        0,
        0,
        List.of(),
        List.of(),
        List.of(new Partition("all", "r1", rows, 1, 1)),
        List.of(waiting));
  }
}
