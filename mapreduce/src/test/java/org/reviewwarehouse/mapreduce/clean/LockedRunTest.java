package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;
import org.reviewwarehouse.mapreduce.FaultyWay;
import org.reviewwarehouse.mapreduce.FaultyWay.Fault;
import org.reviewwarehouse.mapreduce.Hdfs;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.WarehouseException.Code;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.ledger.FeedLock;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/**
 * What runs on HDFS do where they do not get the lock, lose it, or hear nothing of their commit.
 */
public class LockedRunTest {
  private static final List<String> RAW = List.of("raw/product_reviews/arrival=2015-08-31/a.tsv");

  @ClassRule public static final Hdfs HDFS = new Hdfs();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final TestName test = new TestName();

  private final List<String> complaints = new ArrayList<>();
  private Configuration conf;
  private FaultyWay way;
  private Path root;
  private FileSystem fs;

  @Before
  public void writeRawFile() throws Exception {
    conf = new Warehouse(folder.getRoot()).conf;
    conf.set(Settings.LOCK_BEAT_SECONDS, "100ms");
    conf.set(Settings.LOCK_DEAD_SECONDS, "1");
    conf.setInt("ipc.client.connect.max.retries", 0);
    way = new FaultyWay(HDFS.port());
    root = HDFS.root(test.getMethodName());
    fs = root.getFileSystem(conf);
    try (FSDataOutputStream out = fs.create(new Path(root, RAW.get(0)))) {
      out.write((review("A", "2015-08-31").line() + "\n").getBytes(UTF_8));
    }
  }

  @After
  public void closeWay() throws Exception {
    way.close();
  }

  @Test
  public void oneThatFindsTheFeedLockedDoesNothing() throws Exception {
    try (FeedLock lock = FeedLock.acquire(new Zones(root, "product_reviews"), "expire", conf)) {
      WarehouseException e = assertThrows(WarehouseException.class, () -> run(root, "", null));
      assertTrue(
          e.getMessage(),
          e.getMessage().startsWith("Cannot lock feed: product_reviews, because expire of "));
      assertEquals(Code.HELD, e.code());
      lock.check();
    }
    assertEquals(RAW, files());
  }

  @Test
  public void oneThatLosesTheLockDeletesWhatItMoved() throws Exception {
    Path lock = new Path(root, "ledger/product_reviews/_lock");
    WarehouseException e =
        assertThrows(
            WarehouseException.class, () -> run(root, "write done", () -> fs.delete(lock, true)));
    assertEquals(
        "Cannot go on with clean, a backfill run, because its lock is gone; run again",
        e.getMessage());
    assertEquals(Code.HELD, e.code());
    assertEquals(RAW, files());
  }

  @Test
  public void oneWhoseCommitIsRefusedDeletesWhatItMoved() throws Exception {
    way.expect(Fault.REQUEST_LOST, () -> {});
    WarehouseException e =
        assertThrows(
            WarehouseException.class, () -> run(HDFS.root(root.getName(), way.port()), "", null));
    assertTrue(e.getMessage(), e.getMessage().startsWith("Cannot commit run: 000001-"));
    assertEquals(Code.FAILED, e.code());
    assertEquals(RAW, files());
  }

  @Test
  public void oneThatCannotTellDeletesNothingAndTheNextFindsOut() throws Exception {
    way.expect(Fault.REQUEST_DELAYED, way::cut);
    WarehouseException e =
        assertThrows(
            WarehouseException.class, () -> run(HDFS.root(root.getName(), way.port()), "", null));
    assertTrue(
        e.getMessage(),
        e.getMessage()
            .matches(
                "Cannot tell whether run 000001-[0-9TZa-f-]+ is committed, because .*; nothing was"
                    + " deleted: run again, and the next run finds out"));
    assertEquals(Code.FAILED, e.code());
    assertEquals("it did not even try to delete anything", List.of(), complaints);
    String table = "clean/product_reviews/period=2015-08/run=RUN/part-m-00000.parquet";
    List<String> left = files();
    assertTrue(left.toString(), left.contains(table));

    LedgerEntry entry = runAtLast();
    way.deliver();
    assertEquals(1, entry.sequence());
    assertEquals(1, entry.accepted());
    List<String> files = files();
    files.removeIf(file -> file.startsWith("work/")); // the first one could not delete its own
    assertEquals(List.of(table, table, "ledger/product_reviews/000001.json", RAW.get(0)), files);
  }

  /** Runs until the lock of the one before is broken. */
  private LedgerEntry runAtLast() throws Exception {
    while (true) {
      try {
        return run(root, "", null);
      } catch (WarehouseException e) {
        assertEquals(Code.HELD, e.code());
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Runs, and does something when the progress says a word. */
  private LedgerEntry run(Path warehouse, String word, Work work) throws Exception {
    CleanRequest request =
        new CleanRequest(
            ContractReader.read("test", Reviews.CONTRACT_TEXT),
            Reviews.CONTRACT_TEXT,
            warehouse,
            Mode.BACKFILL,
            List.of(),
            null,
            null);
    PrintStream progress =
        new PrintStream(OutputStream.nullOutputStream(), false, UTF_8) {
          @Override
          public PrintStream printf(String format, Object... args) {
            if (work != null && String.format(Locale.ROOT, format, args).startsWith(word)) {
              try {
                work.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            }
            return this;
          }

          @Override
          public void println(String line) {
            complaints.add(line);
          }
        };
    return new CleanRun(request, conf, progress, Clock.systemUTC()).execute().orElseThrow();
  }

  /** All files, but those of locks; RUN for the name of a run. */
  private List<String> files() throws Exception {
    List<String> files = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all = fs.listFiles(root, true);
    while (all.hasNext()) {
      String file = all.next().getPath().toString().substring(root.toString().length() + 1);
      if (!file.contains("/_lock/")) {
        files.add(file.replaceAll("run=[0-9TZa-f-]+", "run=RUN"));
      }
    }
    files.sort(null);
    return files;
  }
}
