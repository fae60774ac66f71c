package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.apache.hadoop.mapreduce.Counters;
import org.junit.Before;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** A run whose passes disagree is never committed. */
public class AccountingTest {
  private TaskReport resolve;
  private TaskReport write;
  private Counters resolved;
  private LedgerEntry.Input input;

  /** One file of ten rows: 4 accepted, 2 duplicate, 1 superseded, 2 rejected, 1 late. */
  @Before
  public void addUp() {
    resolve = report();
    write = report();
    write.written.add(new TaskReport.Written("2015-08", 3, 100));
    write.written.add(new TaskReport.Written("2015-09", 1, 100));
    resolved = new Counters();
    resolved.findCounter(Rows.ACCEPTED).setValue(4);
    resolved.findCounter(Rows.DUPLICATE).setValue(2);
    resolved.findCounter(Rows.SUPERSEDED).setValue(1);
    input = new LedgerEntry.Input("a", null, 1, "", 10, 4, 2, 1, 2, 1);
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
    Accounting.check(resolve, resolved, write, entry());
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
    assertRefused("accepted and in footers 4 and 3");
  }

  @Test
  public void comparesWhatResolveDecidedWithWhatWriteDid() {
    resolved.findCounter(Rows.ACCEPTED).setValue(5);
    resolved.findCounter(Rows.DUPLICATE).setValue(1);
    resolved.findCounter(Rows.SUPERSEDED).setValue(2);
    assertRefused("keys 5 and 4; duplicate 1 and 2; superseded 2 and 1");
  }

  @Test
  public void refusesAFileThatDoesNotAddUp() {
    input = new LedgerEntry.Input("a", null, 1, "", 10, 4, 2, 1, 2, 0);
    assertRefused("a file's rows are not the sum of what became of them");
  }

  private void assertRefused(String differences) {
    WarehouseException e =
        assertThrows(
            WarehouseException.class, () -> Accounting.check(resolve, resolved, write, entry()));
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
        0,
        0,
        List.of(),
        List.of(),
        List.of());
  }
}
