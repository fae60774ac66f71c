package org.reviewwarehouse.mapreduce;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.File;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.ledger.FeedLock;

public class ExpireProgramTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Programs programs;

  @Before
  public void openWarehouse() {
    programs = new Programs(folder.getRoot());
  }

  @Test
  public void showsWhatItWouldDeleteAndDeletesIt() throws Exception {
    for (String arrival : new String[] {"2015-08-31", "2015-09-01"}) {
      programs.raw(
          arrival,
          "a.tsv",
          review("R" + arrival, "2015-08-31").line(),
          review("LATE" + arrival, "2015-08-01").line());
      programs.clean(arrival);
    }
    assertEquals(programs.err, 0, expire());
    assertEquals(
        "Nothing to delete: all of product_reviews is needed, or was within 7 days\n",
        programs.out);
    programs.call(new RollbackProgram(), "--to", "1");
    assertTrue(programs.file("work/product_reviews/x").mkdirs());
    List<String> before = programs.paths();

    assertEquals(programs.err, 0, expire("--keep-days", "0"));
    String table =
        String.format(
            """
            +--+--+--+--+--+
            | directory | why | since | files | bytes |
            +--+--+--+--+--+
            | clean/product_reviews/period=2015-08/run=RUN02 | undone by run RUN03 | INSTANT | 1 | %,d |
            | late/product_reviews/run=RUN02 | undone by run RUN03 | INSTANT | 1 | %,d |
            | work/product_reviews/x | work of a crashed run | INSTANT | 0 | 0 |
            | total | | | 2 | %,d |
            +--+--+--+--+--+
            """,
            bytes("clean"), bytes("late"), bytes("clean") + bytes("late"));
    assertEquals(table + "nothing is deleted yet: --delete does it\n", programs.out);
    assertEquals(before, programs.paths());

    assertEquals(programs.err, 0, expire("--keep-days", "0", "--delete"));
    assertEquals(table + "deleted\n", programs.out);
    assertEquals(
        List.of(
            "clean",
            "clean/product_reviews",
            "clean/product_reviews/period=2015-08",
            "clean/product_reviews/period=2015-08/run=RUN01",
            "clean/product_reviews/period=2015-08/run=RUN01/part-m-00000.parquet",
            "late",
            "late/product_reviews",
            "late/product_reviews/run=RUN01",
            "late/product_reviews/run=RUN01/part-m-00000.parquet",
            "ledger",
            "ledger/product_reviews",
            "ledger/product_reviews/000001.json",
            "ledger/product_reviews/000002.json",
            "ledger/product_reviews/000003.json"),
        programs.paths());
    assertEquals(0, programs.call(new VerifyProgram()));
    assertEquals("what it needs is gone", 1, programs.call(new RollbackProgram(), "--to", "2"));
  }

  @Test
  public void refusesARetentionThatIsNone() throws Exception {
    for (String days : new String[] {"-1", "1.5", "week", "", "99999999999"}) {
      assertEquals(2, expire("--keep-days", days));
      assertEquals(
          "Cannot read --keep-days: " + days + ", because it is not a whole number from 0",
          programs.err.lines().findFirst().orElse(""));
      assertTrue(programs.err.contains("usage: expire "));
    }
    assertEquals(List.of(), programs.paths());
  }

  @Test
  public void takesNothingFromARunThatIsAtWork() throws Exception {
    File work = programs.file("work/product_reviews/x");
    assertTrue(work.mkdirs());
    try (FeedLock lock = programs.lock("clean run 7")) {
      for (String[] options : new String[][] {{"--keep-days", "0"}, {"--delete"}}) {
        assertEquals(4, expire(options));
        assertTrue(
            programs.err,
            programs.err.startsWith("Cannot lock feed: product_reviews, because clean run 7"));
      }
    }
    assertTrue(work.exists());
  }

  private int expire(String... options) throws Exception {
    return programs.call(new ExpireProgram(), options);
  }

  /** Bytes of the file of the second run. */
  private long bytes(String zone) {
    String period = zone.equals("clean") ? "/period=2015-08" : "";
    File[] runs = programs.file(zone + "/product_reviews" + period).listFiles();
    for (File run : runs) {
      if (run.getName().startsWith("run=000002-")) {
        return new File(run, "part-m-00000.parquet").length();
      }
    }
    throw new AssertionError("no second run in " + zone);
  }
}
