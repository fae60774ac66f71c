package org.reviewwarehouse.mapreduce.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.FaultPoint;
import org.reviewwarehouse.mapreduce.WarehouseException;

/**
 * Finds and deletes the directories of a feed that no reader needs, nor any rollback to a state
 * that was the present one within the retention. Raw files and the ledger's entries always stay.
 */
public final class Expiry {
  /** What a crash leaves of it goes with what it leaves of the lock. */
  private static final String CLOCK = LockDirectory.DRAFT + "clock-";

  private static final Duration MOST_CLOCK_DIFFERENCE = Duration.ofDays(1);

  /** Before the end of what is live, which never comes. */
  private static final Instant LAST = Instant.MAX.minusNanos(1);

  private final Zones zones;
  private final Configuration conf;
  private final Clock clock;
  private final Ledger ledger;
  private final FileSystem fs;

  /**
   * What can be deleted.
   *
   * @param path a directory, or a file that a crash left in the ledger
   * @param why nobody needs it
   * @param since when
   */
  public record Expired(Path path, String why, Instant since, long files, long bytes) {}

  /** Since when, and why, nobody needs a directory. */
  private record End(String why, Instant since) {}

  /**
   * @param clock of this machine: it must not contradict that of the file system, which counts
   */
  public Expiry(Zones zones, Configuration conf, Clock clock) throws IOException {
    this.zones = zones;
    this.conf = conf;
    this.clock = clock;
    ledger = new Ledger(zones, conf);
    fs = zones.root().getFileSystem(conf);
  }

  /**
   * What could be deleted.
   *
   * @param keepDays how long a directory is kept after the last run that needed it
   * @throws WarehouseException if the clocks contradict each other, or another run holds the feed:
   *     what it writes must not be taken for an orphan
   */
  public List<Expired> find(int keepDays) throws IOException {
    try (FeedLock lock = FeedLock.acquire(zones, "expire", conf)) {
      return expired(keepDays);
    }
  }

  /**
   * Deletes what {@link #find} finds.
   *
   * @return what was deleted
   */
  public List<Expired> delete(int keepDays) throws IOException, InterruptedException {
    try (FeedLock lock = FeedLock.acquire(zones, "expire", conf)) {
      List<Expired> expired = expired(keepDays);
      for (Expired each : expired) {
        FaultPoint.MID_EXPIRE.reach(conf);
        lock.check();
        delete(each.path(), lock);
      }
      Renames empty = new Renames(zones.clean(), conf);
      for (FileStatus period : children(zones.clean(), "period=")) {
        empty.deleteEmpty(period.getPath());
      }
      empty.deleteEmpty(zones.work());
      empty.deleteEmpty(zones.work().getParent());
      return expired;
    }
  }

  private List<Expired> expired(int keepDays) throws IOException {
    Instant now = now();
    // Everything that is not needed: then no clock counts.
    Instant latest = keepDays == 0 ? LAST : now.minus(Duration.ofDays(keepDays));
    List<LedgerEntry> entries = ledger.entries();
    Map<RunDirectory, End> ends = ends(entries);
    List<Expired> expired = new ArrayList<>();
    for (Map.Entry<RunDirectory, FileStatus> found : runDirectories().entrySet()) {
      End end = ends.get(found.getKey());
      if (end == null) {
        end = new End("of no run", changed(found.getValue()));
      }
      add(found.getValue(), end, latest, expired);
    }
    for (FileStatus left : children(zones.work(), "")) {
      add(left, new End("work of a crashed run", changed(left)), latest, expired);
    }
    List<FileStatus> leftovers = new ArrayList<>(FeedLock.leftovers(zones, conf));
    leftovers.sort(null);
    for (FileStatus left : leftovers) {
      add(left, new End("left by a crash", changed(left)), latest, expired);
    }
    return expired;
  }

  private void add(FileStatus status, End end, Instant latest, List<Expired> expired)
      throws IOException {
    if (!end.since().isAfter(latest)) {
      ContentSummary content = fs.getContentSummary(status.getPath());
      expired.add(
          new Expired(
              status.getPath(),
              end.why(),
              end.since(),
              content.getFileCount(),
              content.getLength()));
    }
  }

  /** For all directories that a state ever needed; those of the present state never end. */
  private Map<RunDirectory, End> ends(List<LedgerEntry> entries) throws IOException {
    Map<RunDirectory, Integer> lastNeeded = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      for (RunDirectory directory : RunDirectory.of(entries.subList(0, i + 1)).keySet()) {
        lastNeeded.put(directory, i);
      }
    }
    Map<RunDirectory, End> ends = new HashMap<>();
    for (Map.Entry<RunDirectory, Integer> needed : lastNeeded.entrySet()) {
      int next = needed.getValue() + 1;
      ends.put(
          needed.getKey(),
          next == entries.size()
              ? new End("live", Instant.MAX)
              : end(needed.getKey(), entries.get(next)));
    }
    return ends;
  }

  /**
   * @param next the first run that did not need the directory any more
   */
  private End end(RunDirectory directory, LedgerEntry next) throws IOException {
    String verb = "replaced";
    if (next.mode().equals(LedgerEntry.ROLLBACK)) {
      verb = "undone";
    } else if (directory.zone() == RunDirectory.Zone.LATE) {
      verb = "merged";
    }
    // The clock of the machine that committed may have been behind.
    Instant committed = Instant.parse(next.committed());
    Instant created = modified(fs.getFileStatus(ledger.file(next.sequence())));
    return new End(
        verb + " by run " + next.run(), committed.isAfter(created) ? committed : created);
  }

  /** All directories of runs that there are. */
  private Map<RunDirectory, FileStatus> runDirectories() throws IOException {
    Map<RunDirectory, FileStatus> found = new LinkedHashMap<>();
    for (FileStatus period : children(zones.clean(), "period=")) {
      String name = period.getPath().getName().substring("period=".length());
      addRuns(RunDirectory.Zone.CLEAN, name, period.getPath(), found);
    }
    addRuns(RunDirectory.Zone.LATE, null, zones.late(), found);
    addRuns(RunDirectory.Zone.REJECTED, null, zones.rejected(), found);
    return found;
  }

  private void addRuns(
      RunDirectory.Zone zone, String period, Path parent, Map<RunDirectory, FileStatus> found)
      throws IOException {
    for (FileStatus run : children(parent, "run=")) {
      String name = run.getPath().getName().substring("run=".length());
      found.put(new RunDirectory(zone, period, name), run);
    }
  }

  /** By name; none if there is no such directory. */
  private List<FileStatus> children(Path directory, String prefix) throws IOException {
    List<FileStatus> children = new ArrayList<>();
    try {
      for (FileStatus child : fs.listStatus(directory)) {
        if (child.getPath().getName().startsWith(prefix)) {
          children.add(child);
        }
      }
    } catch (FileNotFoundException e) {
      return children;
    }
    children.sort(null);
    return children;
  }

  /** When a file, or a directory or something directly in it, was changed last. */
  private Instant changed(FileStatus status) throws IOException {
    Instant changed = modified(status);
    if (status.isDirectory()) {
      for (FileStatus child : fs.listStatus(status.getPath())) {
        changed = modified(child).isAfter(changed) ? modified(child) : changed;
      }
    }
    return changed;
  }

  private static Instant modified(FileStatus status) {
    return Instant.ofEpochMilli(status.getModificationTime());
  }

  /** The file system's time. */
  private Instant now() throws IOException {
    Path file = new Path(zones.ledger(), CLOCK + UUID.randomUUID());
    fs.create(file, false).close();
    Instant now = modified(fs.getFileStatus(file));
    fs.delete(file, false);
    Instant here = clock.instant();
    if (Duration.between(now, here).abs().compareTo(MOST_CLOCK_DIFFERENCE) > 0) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot tell what has expired: "
              + zones.feed()
              + ", because the clock of this machine says "
              + here
              + " and that of the file system "
              + now
              + "; set the one that is wrong");
    }
    return now;
  }

  /** A directory that a rollback could make live again goes only while the lock is held. */
  private void delete(Path path, FeedLock lock) throws IOException {
    if (path.getParent().equals(zones.work()) || !fs.getFileStatus(path).isDirectory()) {
      fs.delete(path, true);
    } else {
      lock.delete(path);
    }
  }
}
