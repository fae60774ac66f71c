package org.reviewwarehouse.mapreduce.ledger;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.FaultPoint;
import org.reviewwarehouse.mapreduce.WarehouseException;

public class ExpiryTest {
  private static final String FEED = "product_reviews";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final List<LedgerEntry> entries = new ArrayList<>();
  private Zones zones;

  @Before
  public void createZones() {
    zones = new Zones(new Path(folder.getRoot().toURI().toString().replaceAll("/$", "")), FEED);
  }

  /** A local disk on which another process breaks the lock just before a directory goes. */
  public static final class Broken extends LocalFileSystem {
    private boolean isMeasured;

    @Override
    public ContentSummary getContentSummary(Path path) throws IOException {
      ContentSummary summary = super.getContentSummary(path);
      isMeasured = true;
      return summary;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
      if (isMeasured && path.getName().equals("run=orphan")) {
        delete(new Path(path, "../../../ledger/product_reviews/_lock"), true);
      }
      return super.getFileStatus(path);
    }
  }

  @Test
  public void deletesNothingWhoseLockIsBrokenOnTheWay() throws Exception {
    directory("late/product_reviews/run=orphan", 20);
    conf.setClass("fs.file.impl", Broken.class, FileSystem.class);
    conf.setBoolean("fs.file.impl.disable.cache", true);
    WarehouseException e = assertThrows(WarehouseException.class, () -> deleted(7));
    assertEquals("Cannot go on with expire, because its lock is gone; run again", e.getMessage());
    assertEquals(List.of("late/product_reviews/run=orphan"), directories());
  }

  @Test
  public void findsNothingWhereThereIsNothing() throws Exception {
    assertEquals(List.of(), found(0));
    assertEquals(List.of(), deleted(0));
    assertEquals(List.of(), paths());
  }

  @Test
  public void keepsWhatIsLiveHoweverOldItIs() throws Exception {
    directory("clean/product_reviews/period=2015-08/run=r1", 1000);
    directory("late/product_reviews/run=r1", 1000);
    directory("rejected/product_reviews/run=r1", 1000);
    commit(run("r1").live("2015-08", "r1").waits("r1").rejects().daysAgo(1000));
    assertEquals(List.of(), deleted(0));
    assertEquals(3, directories().size());
  }

  @Test
  public void namesWhatNobodyNeedsAndWhy() throws Exception {
    everyKind();
    List<String> expected =
        List.of(
            "clean/product_reviews/period=2015-08/run=orphan of no run 20 2 30",
            "clean/product_reviews/period=2015-08/run=r1 replaced by run r2 30 2 30",
            "clean/product_reviews/period=2015-08/run=r4 undone by run r5 15 2 30",
            "clean/product_reviews/period=2015-09/run=r2 replaced by run r3 25 2 30",
            "late/product_reviews/run=orphan of no run 20 2 30",
            "late/product_reviews/run=r1 merged by run r3 25 2 30",
            "rejected/product_reviews/run=orphan of no run 20 2 30",
            "rejected/product_reviews/run=r4 undone by run r5 15 2 30",
            "work/product_reviews/r9 work of a crashed run 20 2 30",
            "ledger/product_reviews/.broken-1a2b left by a crash 20 1 10",
            "ledger/product_reviews/.lock-1a2b left by a crash 20 1 10",
            "ledger/product_reviews/.lock-clock-1a2b left by a crash 20 1 10");
    List<String> before = paths();
    assertEquals(expected, found(7));
    assertEquals("nothing has changed", before, paths());
    assertEquals(expected, deleted(7));
    assertEquals(
        List.of(
            "clean/product_reviews/period=2015-08/run=r3",
            "late/product_reviews/run=r2",
            "rejected/product_reviews/run=r1",
            "raw/product_reviews/arrival=2015-08-31"),
        directories());
    assertEquals(
        List.of("000001.json", "000002.json", "000003.json", "000004.json", "000005.json", "else"),
        names("ledger/product_reviews"));
    assertEquals("without what is empty", List.of("period=2015-08"), names("clean/" + FEED));
    assertFalse(new File(folder.getRoot(), "work/product_reviews").exists());
    assertEquals(List.of(), found(0));
  }

  @Test
  public void keepsWhatWasNeededWithinTheRetention() throws Exception {
    everyKind();
    assertEquals(12, found(15).size());
    assertEquals(
        "a rollback 15 days ago", 10, found(16).size()); // the run before it can be gone back to
    assertEquals(10, found(20).size());
    assertEquals(3, found(21).size());
    assertEquals(3, found(25).size());
    assertEquals(1, found(26).size());
    assertEquals(1, found(30).size());
    assertEquals(0, found(31).size());
    assertEquals(0, found(Integer.MAX_VALUE).size());
  }

  @Test
  public void countsFromTheLaterOfTwoTimesWhereAClockWasWrong() throws Exception {
    for (int day : new int[] {1, 2, 3}) {
      directory("clean/product_reviews/period=2015-08/run=r" + day, 1000);
    }
    commit(run("r1").live("2015-08", "r1").daysAgo(40));
    commit(run("r2").live("2015-08", "r2").daysAgo(3).fileDaysAgo(9)); // ahead
    commit(run("r3").live("2015-08", "r3").daysAgo(1000).fileDaysAgo(5)); // behind
    assertEquals(List.of(), found(6));
    assertEquals(
        List.of("clean/product_reviews/period=2015-08/run=r2 replaced by run r3 5 2 30"),
        found(4).stream().filter(each -> each.contains("run=r2")).toList());
    assertEquals(
        List.of(
            "clean/product_reviews/period=2015-08/run=r1 replaced by run r2 3 2 30",
            "clean/product_reviews/period=2015-08/run=r2 replaced by run r3 5 2 30"),
        found(3));
  }

  @Test
  public void withoutRetentionNoClockCounts() throws Exception {
    directory("clean/product_reviews/period=2015-08/run=r1", -10);
    directory("clean/product_reviews/period=2015-08/run=orphan", -10);
    commit(run("r1").live("2015-08", "r1").daysAgo(0));
    commit(run("r2").daysAgo(-10).fileDaysAgo(-10));
    assertEquals(List.of(), found(1));
    assertEquals(2, found(0).size());
  }

  @Test
  public void takesADirectoryThatIsNeededAgainForLive() throws Exception {
    directory("clean/product_reviews/period=2015-08/run=r1", 50);
    directory("clean/product_reviews/period=2015-08/run=r2", 40);
    commit(run("r1").live("2015-08", "r1").daysAgo(50));
    commit(run("r2").live("2015-08", "r2").daysAgo(40));
    commit(run("r3").live("2015-08", "r1").backTo("r1").daysAgo(30));
    assertEquals(
        List.of("clean/product_reviews/period=2015-08/run=r2 undone by run r3 30 2 30"), found(7));
    commit(run("r4").live("2015-08", "r2").backTo("r2").daysAgo(1));
    assertEquals("gone back and forth within the retention", List.of(), found(7));
    assertEquals(
        List.of("clean/product_reviews/period=2015-08/run=r1 undone by run r4 1 2 30"), found(0));
  }

  @Test
  public void takesTheNewestFileForTheTimeOfAnOrphan() throws Exception {
    File orphan = directory("late/product_reviews/run=orphan", 20);
    age(new File(orphan, "b.parquet"), 10);
    assertEquals(List.of("late/product_reviews/run=orphan of no run 10 2 30"), found(10));
    assertEquals(List.of(), found(11));
    age(orphan, 5);
    assertEquals(List.of("late/product_reviews/run=orphan of no run 5 2 30"), found(5));
  }

  @Test
  public void aSecondCallFinishesWhatACrashLeft() throws Exception {
    everyKind();
    conf.set(FaultPoint.ACTION, "fail");
    conf.set(MRJobConfig.TASK_ATTEMPT_ID, "attempt_0");
    conf.set(FaultPoint.PROPERTY, "mid-expire:5");
    assertThrows(IOException.class, () -> deleted(7));
    conf.unset(FaultPoint.PROPERTY);
    assertEquals(8, found(7).size());
    assertEquals(8, deleted(7).size());
    assertEquals(4, directories().size());
    assertEquals(List.of(), found(0));
  }

  @Test
  public void refusesAClockThatContradictsTheFileSystem() throws Exception {
    everyKind();
    List<String> before = paths();
    for (int hours : new int[] {-25, 25}) {
      Instant here = now.plus(Duration.ofHours(hours));
      Expiry expiry = new Expiry(zones, conf, Clock.fixed(here, ZoneOffset.UTC));
      for (int keepDays : new int[] {0, 7}) {
        WarehouseException e =
            assertThrows(WarehouseException.class, () -> expiry.delete(keepDays));
        assertEquals(WarehouseException.Code.FAILED, e.code());
        String message = e.getMessage().replaceAll("file system [0-9TZ:.-]+;", "file system NOW;");
        assertEquals(
            "Cannot tell what has expired: product_reviews, because the clock of this machine says "
                + here
                + " and that of the file system NOW; set the one that is wrong",
            message);
      }
    }
    assertEquals(before, paths());
    Clock near = Clock.fixed(now.plus(Duration.ofHours(23)), ZoneOffset.UTC);
    assertEquals(12, new Expiry(zones, conf, near).find(7).size());
  }

  /** Five runs, and of each kind something that nobody needs. */
  private void everyKind() throws Exception {
    directory("raw/product_reviews/arrival=2015-08-31", 1000);
    directory("clean/product_reviews/period=2015-08/run=r1", 50);
    directory("clean/product_reviews/period=2015-08/run=r3", 50);
    directory("clean/product_reviews/period=2015-08/run=r4", 50);
    directory("clean/product_reviews/period=2015-09/run=r2", 50);
    directory("late/product_reviews/run=r1", 50);
    directory("late/product_reviews/run=r2", 50);
    directory("rejected/product_reviews/run=r1", 50);
    directory("rejected/product_reviews/run=r4", 50);
    commit(run("r1").live("2015-08", "r1").waits("r1").rejects().daysAgo(40));
    commit(run("r2").live("2015-09", "r2").waits("r1").waits("r2").daysAgo(30));
    commit(run("r3").live("2015-08", "r3").waits("r2").daysAgo(25));
    commit(run("r4").live("2015-08", "r4").waits("r2").rejects().daysAgo(18));
    commit(run("r5").live("2015-08", "r3").waits("r2").backTo("r3").daysAgo(15));
    directory("clean/product_reviews/period=2015-08/run=orphan", 20);
    directory("late/product_reviews/run=orphan", 20);
    directory("rejected/product_reviews/run=orphan", 20);
    directory("work/product_reviews/r9", 20);
    for (String name : new String[] {".lock-1a2b", ".broken-1a2b", ".lock-clock-1a2b", "else"}) {
      age(file("ledger/product_reviews/" + name, 10), 20);
    }
  }

  private List<String> found(int keepDays) throws Exception {
    return told(new Expiry(zones, conf, Clock.systemUTC()).find(keepDays));
  }

  private List<String> deleted(int keepDays) throws Exception {
    return told(new Expiry(zones, conf, Clock.systemUTC()).delete(keepDays));
  }

  /** Path, why, days since, files and bytes. */
  private List<String> told(List<Expiry.Expired> expired) {
    return expired.stream()
        .map(
            each ->
                zones.root().toUri().relativize(each.path().toUri()).getPath()
                    + " "
                    + each.why()
                    + " "
                    + (each.since().equals(Instant.EPOCH)
                        ? "EPOCH"
                        : Duration.between(each.since(), now).toDays())
                    + " "
                    + each.files()
                    + " "
                    + each.bytes())
        .toList();
  }

  private List<String> names(String directory) {
    return Stream.of(new File(folder.getRoot(), directory).list()).sorted().toList();
  }

  private List<String> paths() throws IOException {
    try (Stream<java.nio.file.Path> all = Files.walk(folder.getRoot().toPath())) {
      return all.map(path -> folder.getRoot().toPath().relativize(path).toString())
          .filter(path -> !path.isEmpty() && !path.equals("ledger"))
          .sorted()
          .toList();
    }
  }

  /** The directories that have data. */
  private List<String> directories() throws IOException {
    return paths().stream()
        .filter(path -> path.endsWith("/a.parquet"))
        .map(path -> path.replace("/a.parquet", ""))
        .sorted((a, b) -> a.startsWith("raw") ? 1 : b.startsWith("raw") ? -1 : a.compareTo(b))
        .toList();
  }

  /** A directory of two files that is so many days old, as are the files. */
  private File directory(String path, int daysAgo) throws IOException {
    age(file(path + "/a.parquet", 10), daysAgo);
    age(file(path + "/b.parquet", 20), daysAgo);
    File directory = new File(folder.getRoot(), path);
    age(directory, daysAgo);
    return directory;
  }

  private File file(String path, int length) throws IOException {
    File file = new File(folder.getRoot(), path);
    file.getParentFile().mkdirs();
    Files.write(file.toPath(), new byte[length]);
    return file;
  }

  private void age(File file, int days) throws IOException {
    Files.setLastModifiedTime(file.toPath(), FileTime.from(now.minus(Duration.ofDays(days))));
  }

  private Run run(String name) {
    return new Run(name);
  }

  private void commit(Run run) throws IOException {
    LedgerEntry entry = run.entry(entries.size() + 1);
    entries.add(entry);
    try (FeedLock lock = FeedLock.acquire(zones, "test", conf)) {
      lock.commit(entry).orThrow();
    }
    Path file = new Ledger(zones, conf).file(entry.sequence());
    age(new File(file.toUri()), run.fileDaysAgo);
  }

  /** A run with the state that it leaves. */
  private final class Run {
    private final String name;
    private final List<LedgerEntry.Partition> partitions = new ArrayList<>();
    private final List<LedgerEntry.Waiting> waiting = new ArrayList<>();
    private String backTo;
    private long rejected;
    private int daysAgo;
    private int fileDaysAgo;

    Run(String name) {
      this.name = name;
    }

    Run live(String period, String run) {
      partitions.add(new LedgerEntry.Partition(period, run, 1, 2, 30));
      return this;
    }

    Run waits(String run) {
      waiting.add(new LedgerEntry.Waiting(run, 1));
      return this;
    }

    Run rejects() {
      rejected = 1;
      return this;
    }

    Run backTo(String run) {
      backTo = run;
      return this;
    }

    Run daysAgo(int days) {
      daysAgo = days;
      fileDaysAgo = days;
      return this;
    }

    Run fileDaysAgo(int days) {
      fileDaysAgo = days;
      return this;
    }

    LedgerEntry entry(int sequence) {
      String committed = now.minus(Duration.ofDays(daysAgo)).toString();
      return new LedgerEntry(
          sequence,
          name,
          FEED,
          backTo == null ? LedgerEntry.DAILY : LedgerEntry.ROLLBACK,
          backTo,
          "cafe",
          "month",
          committed,
          committed,
          2,
          List.of(),
          List.of(),
          rejected,
          0,
          0,
          0,
          rejected,
          0,
          0,
          0,
          0,
          List.of(),
          List.of(),
          partitions,
          waiting);
    }
  }
}
