package org.reviewwarehouse.mapreduce;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.ledger.FeedLock;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.RunName;

public class RollbackProgramTest {
  private static final List<String> ARRIVALS = List.of("2015-08-31", "2015-09-01", "2015-09-02");

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final List<LedgerEntry> RUNS = new ArrayList<>();
  private static final List<List<String>> TABLES = new ArrayList<>();

  private Programs programs;

  /** Three days, each with new rows, a changed one, a late one and one that is wrong. */
  @BeforeClass
  public static void cleanThreeDays() throws Exception {
    Programs programs = new Programs(FOLDER.newFolder("root"));
    for (int day = 1; day <= 3; day++) {
      String arrival = ARRIVALS.get(day - 1);
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        lines.add(review("R" + day + i, arrival).line());
      }
      lines.add(review("CHANGES", "2015-08-31").with("total_votes", "" + (3 + day)).line());
      lines.add(review("LATE" + day, "2015-08-0" + day).line());
      lines.add(review("WRONG", arrival).with("star_rating", "6").line());
      programs.raw(arrival, "a.tsv", lines.toArray(String[]::new));
      RUNS.add(programs.clean(arrival));
      TABLES.add(programs.table());
    }
    programs.save();
  }

  @Before
  public void restoreThreeDays() throws Exception {
    programs = new Programs(new File(FOLDER.getRoot(), "root"));
    programs.restore();
  }

  @Test
  public void theNextRunGoesOnFromThere() throws Exception {
    assertEquals(programs.err, 0, rollback("1"));
    assertEquals(
        """
        +--+--+--+--+--+
        | undone run | mode | committed | accepted | files unread again |
        +--+--+--+--+--+
        | RUN02 | daily | INSTANT | 11 | 1 |
        | RUN03 | daily | INSTANT | 11 | 1 |
        +--+--+--+--+--+
        RUN04: product_reviews is as run RUN01 left it, 11 rows in 1 partitions
        hive publish --feed product_reviews shows it to readers
        """,
        programs.out);
    assertEquals(TABLES.get(0), programs.table());

    programs.clean(ARRIVALS.get(1));
    assertEquals(TABLES.get(1), programs.table());
    LedgerEntry last = programs.clean(ARRIVALS.get(2));
    assertEquals(TABLES.get(2), programs.table());
    assertEquals(0, programs.call(new CleanProgram(), "--backfill"));
    assertEquals("Nothing new: every file is in the ledger of product_reviews\n", programs.out);

    List<String> read =
        Ledger.lineage(programs.entries()).stream()
            .flatMap(entry -> entry.inputs().stream())
            .map(LedgerEntry.Input::path)
            .toList();
    assertEquals("no file is read twice", 3, read.stream().distinct().count());
    assertEquals(3, read.size());
    assertEquals(
        "late rows of undone runs do not wait",
        List.of(RUNS.get(0).run(), programs.entries().get(4).run(), last.run()),
        last.waiting().stream().map(LedgerEntry.Waiting::run).toList());
  }

  @Test
  public void commitsAnEntryThatHasTheStateOfTheOlderRun() throws Exception {
    assertEquals(0, rollback(RUNS.get(1).run()));
    LedgerEntry entry = programs.entries().get(3);
    LedgerEntry target = RUNS.get(1);
    assertTrue(entry.run(), RunName.fits(entry.run(), 4));
    assertTrue(entry.started().compareTo(entry.committed()) <= 0);
    assertEquals(
        new LedgerEntry(
            4,
            entry.run(),
            "product_reviews",
            "rollback",
            target.run(),
            target.contract(),
            "month",
            entry.started(),
            entry.committed(),
            null,
            List.of(),
            List.of(),
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            List.of(),
            List.of(),
            target.partitions(),
            target.waiting()),
        entry);
    assertEquals(RUNS, programs.entries().subList(0, 3));
  }

  @Test
  public void goesForwardAgainToARunThatWasUndone() throws Exception {
    rollback("000001");
    assertEquals(0, rollback("000003"));
    assertEquals(
        """
        +--+--+--+--+--+
        | restored run | mode | committed | accepted | files read |
        +--+--+--+--+--+
        | RUN02 | daily | INSTANT | 11 | 1 |
        | RUN03 | daily | INSTANT | 11 | 1 |
        +--+--+--+--+--+
        RUN05: product_reviews is as run RUN03 left it, 31 rows in 2 partitions
        hive publish --feed product_reviews shows it to readers
        """,
        programs.out);
    assertEquals(TABLES.get(2), programs.table());
    assertEquals(0, programs.call(new CleanProgram(), "--backfill"));
    assertEquals("Nothing new: every file is in the ledger of product_reviews\n", programs.out);
  }

  @Test
  public void hasNothingToDoWhereTheStateIsThePresentOne() throws Exception {
    assertEquals(0, rollback("3"));
    assertEquals("Nothing to do: product_reviews is as run RUN03 left it\n", programs.out);
    rollback("1");
    for (String run : new String[] {"1", "4", "000004"}) {
      assertEquals(0, rollback(run));
      assertTrue(programs.out, programs.out.startsWith("Nothing to do: "));
    }
    assertEquals(4, programs.entries().size());
  }

  @Test
  public void refusesARunThatTheLedgerDoesNotHave() throws Exception {
    for (String run : new String[] {"0", "4", "-1", "1.", "", "000001-2015", "last"}) {
      assertEquals(1, rollback(run));
      assertEquals(
          "Cannot roll back to run: "
              + run
              + ", because the ledger of product_reviews has no such run; ledger --feed"
              + " product_reviews shows those it has\n",
          programs.err);
    }
    assertEquals(3, programs.entries().size());
  }

  @Test
  public void refusesARunWhoseDirectoriesAreGone() throws Exception {
    String run = RUNS.get(0).run();
    for (String directory :
        new String[] {
          "clean/product_reviews/period=2015-08/run=",
          "late/product_reviews/run=",
          "rejected/product_reviews/run="
        }) {
      File gone = programs.file(directory + run);
      File aside = new File(FOLDER.getRoot(), "aside");
      assertTrue(gone.renameTo(aside));
      assertEquals(directory, 1, rollback("1"));
      assertEquals(
          "Cannot roll back to run: RUN01, because ROOT/"
              + directory
              + "RUN01 no longer exists; choose a later run, of which nothing has been expired\n",
          programs.err);
      assertTrue(aside.renameTo(gone));
    }
    for (String zone : new String[] {"clean", "late", "rejected"}) {
      FileUtil.fullyDelete(programs.file(zone));
    }
    assertEquals(1, rollback("1"));
    assertTrue(programs.err, programs.err.contains("RUN01 no longer exists (and 2 more); choose"));
    assertEquals(RUNS, programs.entries());
  }

  @Test
  public void refusesARunWhoseFilesAreOthers() throws Exception {
    String directory = "clean/product_reviews/period=2015-08/run=" + RUNS.get(0).run() + "/";
    File file = programs.file(directory + "part-m-00000.parquet");
    byte[] content = Files.readAllBytes(file.toPath());

    Files.delete(programs.file(directory + ".part-m-00000.parquet.crc").toPath());
    Files.write(file.toPath(), new byte[1]);
    assertEquals(1, rollback("1"));
    assertEquals(
        String.format(
            "Cannot roll back to run: RUN01, because ROOT/clean/product_reviews/period=2015-08/"
                + "run=RUN01 has 1 files of 1 bytes, and the run wrote 1 of %,d; choose a later"
                + " run, of which nothing has been expired%n",
            content.length),
        programs.err);

    Files.write(file.toPath(), content);
    Files.createFile(programs.file(directory + "more").toPath());
    assertEquals(1, rollback("1"));
    assertTrue(programs.err, programs.err.contains(" has 2 files of "));

    Files.delete(programs.file(directory + "more").toPath());
    assertEquals(0, rollback("1"));
  }

  @Test
  public void waitsForNobody() throws Exception {
    try (FeedLock lock = programs.lock("clean run 7")) {
      assertEquals(4, rollback("1"));
    }
    assertTrue(
        programs.err,
        programs.err.startsWith("Cannot lock feed: product_reviews, because clean run 7"));
    assertEquals(3, programs.entries().size());
  }

  @Test
  public void canBeStoppedBeforeAndAfterItsCommit() throws Exception {
    programs.conf.set(FaultPoint.ACTION, "fail");
    programs.conf.set(MRJobConfig.TASK_ATTEMPT_ID, "attempt_0");
    programs.conf.set(FaultPoint.PROPERTY, "mid-rollback:1");
    IOException before = assertThrows(IOException.class, () -> rollback("1"));
    assertEquals("fault point mid-rollback:1", before.getMessage());
    assertEquals(3, programs.entries().size());
    programs.conf.set(FaultPoint.PROPERTY, "mid-rollback:3"); // the first of them was above
    assertThrows(IOException.class, () -> rollback("1"));
    assertEquals(4, programs.entries().size());
    programs.conf.unset(FaultPoint.PROPERTY);
    assertEquals(0, rollback("1"));
    assertTrue(programs.out, programs.out.startsWith("Nothing to do: "));
  }

  private int rollback(String run) throws Exception {
    return programs.call(new RollbackProgram(), "--to", run);
  }
}
