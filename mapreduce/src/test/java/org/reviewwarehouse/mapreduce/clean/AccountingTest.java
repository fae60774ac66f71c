package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.apache.hadoop.mapreduce.Counters;
import org.junit.Before;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** A run whose passes disagree is never committed. */
public class AccountingTest {
  private static final int TABLE_FILE = 7;
  private static final int UNCHANGED_FILE = 8;

  private long tableRows;
  private TaskReport resolve;
  private TaskReport match;
  private TaskReport write;
  private Accounting.Decided decided;
  private LedgerEntry.Input input;

  /**
   * One file of ten rows: 4 accepted, 2 duplicate, 1 superseded, 2 rejected, 1 late; and a table of
   * 15 rows, of which 2 are replaced.
   */
  @Before
  public void addUp() {
    resolve = report();
    match = new TaskReport();
    write = report();
    write.written.add(new TaskReport.Written("2015-08", 6, 100));
    write.written.add(new TaskReport.Written("2015-09", 1, 100));
    live(match, TABLE_FILE, 5);
    live(match, UNCHANGED_FILE, 10);
    TaskReport.FileRows rewritten = live(write, TABLE_FILE, 5);
    rewritten.accepted = 3;
    rewritten.duplicate = 1;
    rewritten.superseded = 1;
    tableRows = 15;
    decided = new Accounting.Decided(4, 2, 1, 0, 2);
    input = new LedgerEntry.Input("a", null, 1, "", 10, 4, 2, 1, 2, 1);
  }

  private static TaskReport.FileRows live(TaskReport report, int number, long read) {
    RawFile file = RawFile.live(number, "", 0, "2015-08");
    report.file(file).read = read;
    return report.file(file);
  }

  private static TaskReport report() {
    TaskReport report = new TaskReport();
    TaskReport.FileRows rows = report.file(0);
    rows.read = 10;
    rows.late = 1;
    rows.reject("field_count");
    rows.reject("empty:review_id");
    return report;
  }

  @Test
  public void passesWhereAllAgree() {
    check();
  }

  @Test
  public void comparesWhatBothPassesReadOfEachFile() {
    write.file(0).read = 9;
    assertRefused("file 0: read 10 and 9");
    addUp();
    write.file(0).late = 0;
    assertRefused("file 0: late 1 and 0");
    addUp();
    write.file(0).reject("field_count");
    assertRefused("file 0: rejected 2 and 3");
    addUp();
    resolve.file(1).read = 5;
    assertRefused("file 1: read 5 and 0");
  }

  @Test
  public void comparesRowsWithTheFootersOfTheFiles() {
    write.written.remove(1);
    assertRefused("written and in footers 7 and 6");
  }

  @Test
  public void comparesWhatWasDecidedWithWhatWriteDid() {
    decided = new Accounting.Decided(5, 1, 2, 1, 3);
    assertRefused(
        "accepted 5 and 4; duplicate 1 and 2; superseded 2 and 1; waiting 1 and 0; replaced 3 and"
            + " 2");
  }

  @Test
  public void takesWhatTheTableDecidesFromWhatWonBefore() {
    Counters resolved = new Counters();
    resolved.findCounter(Rows.ACCEPTED).setValue(17);
    resolved.findCounter(Rows.DUPLICATE).setValue(3);
    resolved.findCounter(Rows.SUPERSEDED).setValue(2);
    Counters matched = new Counters();
    matched.findCounter(Rows.DUPLICATE).setValue(4);
    matched.findCounter(Rows.SUPERSEDED).setValue(5);
    matched.findCounter(Rows.LATE).setValue(1);
    live(match, TABLE_FILE, 5).superseded = 2;
    live(match, UNCHANGED_FILE, 10).duplicate = 1;
    assertEquals(
        new Accounting.Decided(7, 7, 7, 1, 3), Accounting.Decided.of(resolved, matched, match));
  }

  @Test
  public void comparesWhatBothPassesReadOfTheTableWithTheLedger() {
    live(write, TABLE_FILE, 4);
    assertRefused("table file 7 5 and 4");
    addUp();
    tableRows = 16;
    assertRefused("rows of the table 16 and 15; rows of the table after the run 18 and 17");
  }

  @Test
  public void refusesAFileOfWhichThePassesReadOtherBytes() {
    resolve.checksums.add(new TaskReport.Checksum(0, 0, 17));
    resolve.checksums.add(new TaskReport.Checksum(0, 100, 18));
    write.checksums.add(new TaskReport.Checksum(0, 100, 18));
    write.checksums.add(new TaskReport.Checksum(0, 0, 17));
    check();
    write.checksums.set(0, new TaskReport.Checksum(0, 100, 19));
    write.file(0).read = 9;
    WarehouseException e = assertThrows(WarehouseException.class, this::check);
    assertEquals(
        "Cannot commit run: the run, because raw file a changed while it was read; run again when"
            + " nobody writes it",
        e.getMessage());
  }

  @Test
  public void refusesAFileThatDoesNotAddUp() {
    input = new LedgerEntry.Input("a", null, 1, "", 10, 4, 2, 1, 2, 0);
    assertRefused("a file's rows are not the sum of what became of them");
  }

  private void check() {
    Accounting.check(resolve, match, decided, write, entry(), tableRows);
  }

  private void assertRefused(String differences) {
    WarehouseException e = assertThrows(WarehouseException.class, this::check);
    assertEquals(
        "Cannot commit run: the run, because the accounting does not add up: " + differences,
        e.getMessage());
    assertEquals(WarehouseException.Code.FAILED, e.code());
  }

  private LedgerEntry entry() {
    return new LedgerEntry(
        1,
        "the run",
        "feed",
        "daily",
        null,
        "",
        "month",
        "",
        "",
        2,
        List.of(),
        List.of(input),
        10,
        4,
        2,
        1,
        2,
        1,
        2,
        0,
        0,
        List.of(),
        List.of(),
        List.of(
            new LedgerEntry.Partition("2015-07", "before", 10, 1, 100),
            new LedgerEntry.Partition("2015-08", "the run", 6, 1, 100),
            new LedgerEntry.Partition("2015-09", "the run", 1, 1, 100)),
        List.of());
  }
}
