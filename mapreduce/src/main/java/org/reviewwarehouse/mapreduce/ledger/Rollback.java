package org.reviewwarehouse.mapreduce.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.FaultPoint;
import org.reviewwarehouse.mapreduce.WarehouseException;

/**
 * Makes the state after an older run the present one again, by an entry of its own: no data moves,
 * and the next run goes on from there.
 */
public final class Rollback {
  private final Zones zones;
  private final Configuration conf;
  private final Ledger ledger;

  /**
   * What a rollback did.
   *
   * @param target the run whose state is the present one now
   * @param entry what was committed; nothing if the state was the present one before
   * @param undone runs that no longer count: their files are unread again
   * @param restored runs that an earlier rollback undid and that count again
   */
  public record Result(
      LedgerEntry target,
      Optional<LedgerEntry> entry,
      List<LedgerEntry> undone,
      List<LedgerEntry> restored) {}

  public Rollback(Zones zones, Configuration conf) {
    this.zones = zones;
    this.conf = conf;
    ledger = new Ledger(zones, conf);
  }

  /**
   * Goes back, or forward again, to the state after a run.
   *
   * @param wanted name of the run, or its sequence
   * @throws WarehouseException if another run holds the feed, if the ledger has no such run, or
   *     what it needs is no longer there: nothing has changed then
   */
  public Result to(String wanted) throws IOException, InterruptedException {
    try (FeedLock lock = FeedLock.acquire(zones, "rollback", conf)) {
      return to(wanted, lock);
    }
  }

  private Result to(String wanted, FeedLock lock) throws IOException, InterruptedException {
    Instant started = now();
    List<LedgerEntry> entries = ledger.entries();
    int place = find(entries, wanted);
    LedgerEntry target = entries.get(place);
    List<LedgerEntry> before = entries.subList(0, place + 1);
    List<LedgerEntry> then = runs(before);
    List<LedgerEntry> present = runs(entries);
    List<LedgerEntry> undone = without(present, then);
    List<LedgerEntry> restored = without(then, present);
    if (undone.isEmpty() && restored.isEmpty()) {
      return new Result(target, Optional.empty(), undone, restored);
    }
    checkDirectories(target, before);
    int sequence = entries.get(entries.size() - 1).sequence() + 1;
    LedgerEntry entry = entry(sequence, started, target);
    FaultPoint.MID_ROLLBACK.reach(conf);
    lock.commit(entry).orThrow();
    FaultPoint.MID_ROLLBACK.reach(conf);
    return new Result(target, Optional.of(entry), undone, restored);
  }

  private int find(List<LedgerEntry> entries, String wanted) {
    for (int i = 0; i < entries.size(); i++) {
      LedgerEntry entry = entries.get(i);
      boolean isSequence = wanted.matches("0*" + entry.sequence());
      if (isSequence || entry.run().equals(wanted)) {
        return i;
      }
    }
    throw refused(
        wanted,
        "the ledger of "
            + zones.feed()
            + " has no such run; ledger --feed "
            + zones.feed()
            + " shows those it has");
  }

  /** The runs that made a state, without the rollbacks between them. */
  private static List<LedgerEntry> runs(List<LedgerEntry> entries) {
    return Ledger.lineage(entries).stream()
        .filter(entry -> !entry.mode().equals(LedgerEntry.ROLLBACK))
        .toList();
  }

  private static List<LedgerEntry> without(List<LedgerEntry> all, List<LedgerEntry> some) {
    Set<String> names = some.stream().map(LedgerEntry::run).collect(Collectors.toSet());
    return all.stream().filter(entry -> !names.contains(entry.run())).toList();
  }

  /**
   * @param entries all up to the target
   */
  private void checkDirectories(LedgerEntry target, List<LedgerEntry> entries) throws IOException {
    List<String> gone = new ArrayList<>();
    for (RunDirectory directory : RunDirectory.of(entries).keySet()) {
      Path path = directory.path(zones);
      if (files(path).length == 0) {
        gone.add(path + " no longer exists");
      }
    }
    for (LedgerEntry.Partition partition : target.partitions()) {
      Path path = zones.clean(partition);
      FileStatus[] files = files(path);
      long bytes = 0;
      for (FileStatus file : files) {
        bytes += file.getLen();
      }
      if (files.length > 0 && (files.length != partition.files() || bytes != partition.bytes())) {
        gone.add(
            String.format(
                "%s has %,d files of %,d bytes, and the run wrote %,d of %,d",
                path, files.length, bytes, partition.files(), partition.bytes()));
      }
    }
    if (!gone.isEmpty()) {
      String more = gone.size() == 1 ? "" : String.format(" (and %,d more)", gone.size() - 1);
      throw refused(
          target.run(),
          gone.get(0) + more + "; choose a later run, of which nothing has been expired");
    }
  }

  /** The files of a directory; none if it does not exist. */
  private FileStatus[] files(Path directory) throws IOException {
    FileSystem fs = directory.getFileSystem(conf);
    try {
      return fs.listStatus(directory);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private static LedgerEntry entry(int sequence, Instant started, LedgerEntry target) {
    return new LedgerEntry(
        sequence,
        RunName.of(sequence, started),
        target.feed(),
        LedgerEntry.ROLLBACK,
        target.run(),
        target.contract(),
        target.grain(),
        started.toString(),
        now().toString(),
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
        target.waiting());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static WarehouseException refused(String run, String reason) {
    return new WarehouseException(
        WarehouseException.Code.FAILED, "Cannot roll back to run: " + run + ", because " + reason);
  }
}
