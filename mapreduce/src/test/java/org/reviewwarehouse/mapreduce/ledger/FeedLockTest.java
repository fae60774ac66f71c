package org.reviewwarehouse.mapreduce.ledger;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;
import org.reviewwarehouse.mapreduce.Hdfs;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.WarehouseException.Code;

@RunWith(Parameterized.class)
public class FeedLockTest {
  @ClassRule public static final Hdfs HDFS = new Hdfs();
  private static final long HOUR = 3_600_000;

  @Parameters(name = "{0}")
  public static List<String> fileSystems() {
    return List.of("local", "hdfs");
  }

  @Parameter public String kind;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final TestName test = new TestName();

  private final Configuration conf = new Configuration();
  private Zones zones;
  private FileSystem fs;

  @Before
  public void createZones() throws Exception {
    Path root =
        kind.equals("local")
            ? new Path(folder.getRoot().toURI())
            : HDFS.root(test.getMethodName().replaceAll("\\W", ""));
    zones = new Zones(root, "product_reviews");
    fs = root.getFileSystem(conf);
    fs.mkdirs(root);
  }

  @Test
  public void oneOfManyThreadsGetsIt() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 10; round++) {
        CyclicBarrier start = new CyclicBarrier(threads);
        CyclicBarrier end = new CyclicBarrier(threads);
        List<Future<String>> attempts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          attempts.add(pool.submit(() -> attempt(start, end)));
        }
        List<String> results = new ArrayList<>();
        for (Future<String> attempt : attempts) {
          results.add(attempt.get());
        }
        results.sort(null);
        List<String> expected = new ArrayList<>(List.of("DONE"));
        for (int i = 1; i < threads; i++) {
          expected.add("HELD");
        }
        assertEquals(expected, results);
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals(10, new Ledger(zones, conf).entries().size());
    assertEquals("nothing but entries is left", 10, fs.listStatus(zones.ledger()).length);
  }

  /** Takes the lock, commits the next sequence, and lets the lock go when all have tried. */
  private String attempt(CyclicBarrier start, CyclicBarrier end) throws Exception {
    start.await();
    try (FeedLock lock = acquire()) {
      int next = new Ledger(zones, conf).last().map(LedgerEntry::sequence).orElse(0) + 1;
      String outcome = lock.commit(LedgerTest.entry(next, "run")).outcome().toString();
      end.await();
      return outcome;
    } catch (WarehouseException e) {
      end.await();
      return e.code().toString();
    }
  }

  @Test
  public void oneOfManyProcessesGetsIt() throws Exception {
    List<HoldingProcess> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        processes.add(new HoldingProcess(zones.root(), conf));
      }
      processes.forEach(process -> process.tell("acquire"));
      int holding = 0;
      for (HoldingProcess process : processes) {
        if (process.answer() == null) {
          int code = process.exit();
          assertEquals(process.complaint(), 4, code);
        } else {
          holding++;
        }
      }
      assertEquals(1, holding);
    } finally {
      for (HoldingProcess process : processes) {
        process.close();
      }
    }
  }

  @Test
  public void tellsWhoHasItAndForHowLong() throws Exception {
    try (FeedLock lock = acquire()) {
      long[] millis = {-HOUR, 185_000, 5 * HOUR + 1000, 73 * HOUR};
      String[] ages = {"0 s", "3 min", "5 h", "3 days"};
      for (int i = 0; i < ages.length; i++) {
        Path name = new Path(held(), "holder.json");
        fs.setTimes(name, System.currentTimeMillis() - millis[i], -1);
        WarehouseException e = assertThrows(WarehouseException.class, this::acquire);
        assertEquals(
            "Cannot lock feed: product_reviews, because "
                + me()
                + " has held it for "
                + ages[i]
                + "; run again when it is done",
            e.getMessage());
        assertEquals(Code.HELD, e.code());
      }
      assertEquals("who was refused leaves nothing", List.of("_lock"), ledger());
      lock.check();
    }
    assertFalse("who did nothing leaves nothing", fs.exists(new Path(zones.root(), "ledger")));
  }

  @Test
  public void theLockOfAKilledProcessIsBrokenAtOnce() throws Exception {
    try (HoldingProcess process = holding()) {
      assertThrows(WarehouseException.class, this::acquire);
      process.signal("KILL");
      process.exit();
      try (FeedLock lock = acquire()) { // long before anybody misses a beat
        assertEquals(Commit.DONE, lock.commit(LedgerTest.entry(1, "run")));
      }
      assertEquals(List.of("000001.json"), ledger());
    }
  }

  @Test
  public void aProcessToldToStopReleasesIt() throws Exception {
    try (HoldingProcess process = holding()) {
      process.signal("TERM");
      assertEquals(143, process.exit());
      assertFalse(fs.exists(new Path(zones.root(), "ledger")));
    }
  }

  @Test
  public void aProcessToldToStopCannotCommitWhatIsAboutToBeDeleted() throws Exception {
    try (HoldingProcess process = holding()) {
      process.tell("commit late");
      assertEquals("waiting", process.answer());
      process.signal("TERM");
      assertEquals("NOT_DONE", process.answer());
      assertEquals(143, process.exit());
      assertFalse(fs.exists(new Path(zones.root(), "ledger")));
    }
  }

  @Test
  public void aProcessThatStoodStillCannotCommitWhereAnotherHasTheLock() throws Exception {
    beatFast();
    try (HoldingProcess process = holding()) {
      process.signal("STOP");
      try (FeedLock lock = acquireAtLast()) {
        process.tell("commit");
        process.signal("CONT");
        assertEquals("NOT_DONE", process.answer());
        assertEquals(4, process.exit());
        assertEquals(
            "Cannot commit run: run of the child, because "
                + me()
                + " has broken its lock; run again",
            process.complaint());
        assertEquals(Commit.DONE, lock.commit(LedgerTest.entry(1, "run")));
      }
      assertEquals(List.of("000001.json"), ledger());
      assertEquals("run", new Ledger(zones, conf).last().orElseThrow().run());
    }
  }

  @Test
  public void aProcessThatStoodStillCannotCommitWhereNobodyElseDid() throws Exception {
    beatFast();
    try (HoldingProcess process = holding()) {
      process.signal("STOP");
      acquireAtLast().close();
      process.tell("commit");
      process.signal("CONT");
      assertEquals("NOT_DONE", process.answer());
      assertEquals(4, process.exit());
      assertEquals(
          "Cannot commit run: run of the child, because its lock is gone; run again",
          process.complaint());
      assertFalse(fs.exists(new Path(zones.root(), "ledger")));
    }
  }

  @Test
  public void aLivingHolderKeepsItHoweverClocksJump() throws Exception {
    beatFast();
    try (FeedLock lock = acquire()) {
      for (long jump : new long[] {-HOUR, HOUR}) {
        AtomicBoolean jumping = new AtomicBoolean(true);
        Path held = held();
        Thread clock = new Thread(() -> jump(held, jump, jumping));
        clock.start();
        try {
          WarehouseException e = assertThrows(WarehouseException.class, this::acquire);
          assertEquals(Code.HELD, e.code());
        } finally {
          jumping.set(false);
          clock.join();
        }
      }
      assertEquals(Commit.DONE, lock.commit(LedgerTest.entry(1, "run")));
    }
  }

  private void jump(Path path, long millis, AtomicBoolean jumping) {
    try {
      while (jumping.get()) {
        fs.setTimes(path, System.currentTimeMillis() + millis, -1);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  public void aLockWhoseHeartHasStoppedIsBrokenHoweverClocksJump() throws Exception {
    beatFast();
    for (long jump : new long[] {-HOUR, HOUR}) {
      put(Holder.me("test", 100));
      assertEquals(
          "it may be alive",
          Code.HELD,
          assertThrows(WarehouseException.class, this::acquire).code());
      fs.setTimes(held(), System.currentTimeMillis() + jump, -1);
      acquire().close();
    }
    assertFalse(fs.exists(new Path(zones.root(), "ledger")));
  }

  @Test(timeout = 60_000)
  public void aHeartGoesOnAfterABeatWhoseAnswerWasLost() throws Exception {
    beatFast();
    try (FeedLock lock = acquire()) {
      String token = directory().token().orElseThrow();
      long lost = -1;
      while (lost < 0) {
        long beats = directory().beats(token).orElseThrow();
        try {
          directory().beat(token, beats);
          lost = beats + 1;
        } catch (IOException e) {
          continue; // the heart was faster
        }
      }
      while (directory().beats(token).orElseThrow() < lost + 2) {
        lock.check();
      }
    }
  }

  @Test
  public void aNumberOfAProcessMeansOneProcessOfOneMachine() throws Exception {
    Holder me = Holder.me("test", 10_000);
    put(holder(me, me.born(), "another machine"));
    assertThrows(WarehouseException.class, this::acquire);
    put(holder(me, "1", "another machine"));
    assertThrows(WarehouseException.class, this::acquire);
    put(holder(me, null, me.machine()));
    assertThrows("cannot be told", WarehouseException.class, this::acquire);
    put(holder(me, me.born(), null));
    assertThrows("cannot be told", WarehouseException.class, this::acquire);
    put(holder(me, "1", me.machine()));
    acquire().close();
  }

  private static Holder holder(Holder as, String born, String machine) {
    return new Holder(
        as.what(), as.user(), as.host(), as.pid(), born, machine, as.since(), as.beatMillis());
  }

  @Test
  public void aLockThatWasReleasedByHalvesStopsNobody() throws Exception {
    fs.mkdirs(new Path(zones.ledger(), "_lock"));
    acquire().close();
    assertFalse(fs.exists(new Path(zones.root(), "ledger")));
  }

  @Test
  public void aHolderWithoutANameIsRespectedUntilItsHeartHasStopped() throws Exception {
    beatFast();
    fs.mkdirs(new Path(zones.ledger(), "_lock/somebody"));
    WarehouseException e = assertThrows(WarehouseException.class, this::acquire);
    assertTrue(
        e.getMessage(),
        e.getMessage()
            .startsWith(
                "Cannot lock feed: product_reviews, because a process that left no name has held"));
    acquireAtLast().close();
  }

  @Test
  public void aTakenSequenceIsNotCommitted() throws Exception {
    try (FeedLock lock = acquire()) {
      assertEquals(Commit.DONE, lock.commit(LedgerTest.entry(1, "run")));
      assertNotDone(
          "Cannot commit run: other, because another run of product_reviews has committed"
              + " meanwhile; run again",
          lock.commit(LedgerTest.entry(1, "other")));
      assertEquals(Commit.DONE, lock.commit(LedgerTest.entry(2, "third")));
    }
    assertEquals(
        List.of("run", "third"),
        new Ledger(zones, conf).entries().stream().map(LedgerEntry::run).toList());
    assertEquals(List.of("000001.json", "000002.json"), ledger());
  }

  @Test
  public void whoLostItCannotGoOnAndHarmsNobody() throws Exception {
    FeedLock loser = acquire();
    loser.check();
    directory().remove(directory().token().orElseThrow());
    assertLost(loser, "its lock is gone");
    try (FeedLock lock = acquire()) {
      assertLost(loser, me() + " has broken its lock");
      loser.close();
      lock.check();
      assertEquals(Commit.DONE, lock.commit(LedgerTest.entry(1, "run")));
    }
    assertEquals(List.of("000001.json"), ledger());
  }

  @Test
  public void whoLostItCanDeleteNothing() throws Exception {
    Path run = new Path(zones.late(), "run=live");
    fs.create(new Path(run, "a.parquet")).close();
    FeedLock loser = acquire();
    directory().remove(directory().token().orElseThrow());
    WarehouseException e = assertThrows(WarehouseException.class, () -> loser.delete(run));
    assertEquals("Cannot go on with test, because its lock is gone; run again", e.getMessage());
    assertEquals(Code.HELD, e.code());
    assertTrue(fs.exists(new Path(run, "a.parquet")));
    loser.close();

    try (FeedLock lock = acquire()) {
      lock.delete(run);
      assertFalse(fs.exists(run));
      assertEquals(List.of("_lock"), ledger());
    }
  }

  @Test
  public void whoBreaksItDeletesWhatItsHolderWasDeleting() throws Exception {
    FeedLock dead = acquire();
    String token = directory().token().orElseThrow();
    fs.create(new Path(directory().of(token), "deleted-1a2b/a.parquet")).close();
    directory().remove(token);
    assertEquals(List.of(), ledger());
    dead.close();
  }

  private static void assertLost(FeedLock loser, String reason) throws IOException {
    WarehouseException e = assertThrows(WarehouseException.class, loser::check);
    assertEquals("Cannot go on with test, because " + reason + "; run again", e.getMessage());
    assertEquals(Code.HELD, e.code());
    assertNotDone(
        "Cannot commit run: lost, because " + reason + "; run again",
        loser.commit(LedgerTest.entry(1, "lost")));
  }

  private static void assertNotDone(String message, Commit commit) {
    assertEquals(Commit.Outcome.NOT_DONE, commit.outcome());
    assertEquals(message, commit.failure().getMessage());
    assertEquals(Code.HELD, commit.failure().code());
  }

  @Test
  public void findsWhatKilledProcessesLeft() throws Exception {
    assertEquals(List.of(), FeedLock.leftovers(zones, conf));
    try (FeedLock lock = acquire()) {
      lock.commit(LedgerTest.entry(1, "run"));
      directory().draft("taking", Holder.me("test", 100));
      fs.mkdirs(new Path(zones.ledger(), ".broken-breaking"));
      assertEquals(
          List.of(".broken-breaking", ".lock-taking"),
          names(FeedLock.leftovers(zones, conf).stream()));
    }
    assertEquals(1, new Ledger(zones, conf).entries().size());
  }

  @Test
  public void tellsWhyItCannotBeTaken() throws Exception {
    fs.create(zones.ledger().getParent()).close();
    WarehouseException e = assertThrows(WarehouseException.class, this::acquire);
    assertTrue(
        e.getMessage(), e.getMessage().startsWith("Cannot lock feed: product_reviews, because "));
    assertEquals(Code.FAILED, e.code());
    assertEquals(List.of("ledger"), names(Stream.of(fs.listStatus(zones.root()))));
  }

  private FeedLock acquire() throws IOException {
    return FeedLock.acquire(zones, "test", conf);
  }

  /** Tries until the holder is missed. */
  private FeedLock acquireAtLast() throws IOException {
    while (true) {
      try {
        return acquire();
      } catch (WarehouseException e) {
        assertEquals(Code.HELD, e.code());
      }
    }
  }

  private void beatFast() {
    conf.set(Settings.LOCK_BEAT_SECONDS, "100ms");
    conf.set(Settings.LOCK_DEAD_SECONDS, "1");
  }

  /** Another process that has the lock. */
  private HoldingProcess holding() throws IOException {
    HoldingProcess process = new HoldingProcess(zones.root(), conf);
    process.tell("acquire");
    assertEquals("holding", process.answer());
    return process;
  }

  private LockDirectory directory() throws IOException {
    return new LockDirectory(zones.ledger(), conf);
  }

  /** Puts a lock, instead of what there is, that no heart beats for. */
  private void put(Holder holder) throws IOException {
    Optional<String> before = directory().token();
    if (before.isPresent()) {
      directory().remove(before.get());
    }
    directory().draft("token", holder);
    directory().put("token");
  }

  /** The directory of the present holder. */
  private Path held() throws IOException {
    return directory().of(directory().token().orElseThrow());
  }

  private static String me() throws IOException {
    return "test of "
        + System.getProperty("user.name")
        + "@"
        + InetAddress.getLocalHost().getHostName()
        + " (process "
        + ProcessHandle.current().pid()
        + ")";
  }

  private List<String> ledger() throws IOException {
    return names(Stream.of(fs.listStatus(zones.ledger())));
  }

  private static List<String> names(Stream<FileStatus> files) {
    return files.map(file -> file.getPath().getName()).sorted().toList();
  }
}
