package org.reviewwarehouse.mapreduce.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.reviewwarehouse.mapreduce.Advice;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.ShutdownOrder;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.WarehouseException.Code;

/**
 * The right to change a feed, which one process has at a time, and with it the right to commit.
 *
 * <p>A holder that died is found out, and its lock is broken: if it is of the same machine, as soon
 * as its process has ended; otherwise when its heart has stopped. Should it be alive after all, it
 * cannot commit any more: a commit is the rename of a file that lies in the lock, and the lock is
 * gone.
 */
public final class FeedLock implements AutoCloseable {
  private static final int ATTEMPTS = 10;

  private final String feed;
  private final String what;
  private final Ledger ledger;
  private final LockDirectory directory;
  private final FileSystem fs;
  private final String token = UUID.randomUUID().toString();
  private final long beatMillis;
  private final long deadMillis;
  private final Runnable release = this::release;
  private final AtomicBoolean released = new AtomicBoolean();
  private Heartbeat heartbeat;

  private FeedLock(Zones zones, String what, Configuration conf) throws IOException {
    feed = zones.feed();
    this.what = what;
    ledger = new Ledger(zones, conf);
    directory = new LockDirectory(zones.ledger(), conf);
    fs = directory.renames.fs();
    beatMillis = millis(conf, Settings.LOCK_BEAT_SECONDS, Settings.LOCK_BEAT_SECONDS_DEFAULT);
    deadMillis = millis(conf, Settings.LOCK_DEAD_SECONDS, Settings.LOCK_DEAD_SECONDS_DEFAULT);
  }

  private static long millis(Configuration conf, String name, long seconds) {
    return conf.getTimeDuration(name, seconds, TimeUnit.SECONDS, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lock of a feed. Read the ledger only then.
   *
   * @param what the holder does, for people: {@code expire}
   * @throws WarehouseException with {@link Code#HELD} if another process has it
   */
  public static FeedLock acquire(Zones zones, String what, Configuration conf) throws IOException {
    FeedLock lock = new FeedLock(zones, what, conf);
    try {
      lock.acquire();
      return lock;
    } catch (IOException e) {
      lock.giveUp(e);
      throw new WarehouseException(
          "Cannot lock feed: " + zones.feed() + ", because " + Advice.of(e), e);
    } catch (RuntimeException e) {
      lock.giveUp(e);
      throw e;
    }
  }

  private void acquire() throws IOException {
    long now = directory.draft(token, Holder.me(what, beatMillis));
    int attempt = 1;
    while (!put(now, attempt)) {
      attempt++;
    }
    heartbeat = Heartbeat.start(directory, token, beatMillis);
    ShutdownHookManager.get().addShutdownHook(release, ShutdownOrder.RELEASE_LOCK);
  }

  /** False where it is worth another attempt. */
  private boolean put(long now, int attempt) throws IOException {
    try {
      directory.put(token);
      return true;
    } catch (IOException e) {
      Optional<String> other = directory.token();
      if (other.isPresent()) {
        return other.get().equals(token) || removeDead(other.get(), now);
      }
      if (attempt >= ATTEMPTS) {
        throw e;
      }
      directory.removeEmpty();
      return false;
    }
  }

  /** Always false: the lock is still to be put. */
  private boolean removeDead(String other, long now) throws IOException {
    Holder holder = directory.holder(other).orElse(Holder.unknown(beatMillis));
    try {
      if (!holder.hasEnded()
          && !Heartbeat.hasStopped(directory, other, holder.beatMillis(), now, deadMillis)) {
        if (directory.beats(other).isPresent()) {
          throw held(holder, now - directory.since(other));
        }
        return false;
      }
    } catch (FileNotFoundException e) {
      return false; // released meanwhile
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the process is told to stop");
    }
    directory.remove(other);
    return false;
  }

  private WarehouseException held(Holder holder, long millis) {
    return new WarehouseException(
        Code.HELD,
        "Cannot lock feed: "
            + feed
            + ", because "
            + holder.name()
            + " has held it for "
            + age(Math.max(0, millis) / 1000)
            + "; run again when it is done");
  }

  private static String age(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86400 + " days";
  }

  /**
   * Goes on only while the lock is held.
   *
   * @throws WarehouseException with {@link Code#HELD} if it was broken
   */
  public void check() throws IOException {
    if (isLost()) {
      throw new WarehouseException(
          Code.HELD, "Cannot go on with " + what + ", because " + loss() + "; run again");
    }
  }

  private boolean isLost() throws IOException {
    return !fs.exists(directory.of(token));
  }

  private String loss() throws IOException {
    return directory
        .token()
        .flatMap(directory::holder)
        .map(other -> other.name() + " has broken its lock")
        .orElse("its lock is gone");
  }

  /**
   * Commits a run: puts its entry into the ledger. That is one rename of a file in the lock to the
   * sequence's name, which proves at once that the lock is still held and that the sequence is
   * free.
   *
   * @throws IOException if it fails before that is tried: nothing is committed then
   */
  public Commit commit(LedgerEntry entry) throws IOException {
    Path draft = new Path(directory.of(token), "entry.json");
    try {
      directory.write(draft, (Ledger.json(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      if (isLost()) {
        return notDone(entry, Code.HELD, loss());
      }
      throw e;
    }
    try {
      directory.renames.rename(draft, ledger.file(entry.sequence()));
      return Commit.DONE;
    } catch (IOException e) {
      return findOut(entry, draft, e);
    }
  }

  /**
   * Deletes a directory of the feed. One rename moves it into the lock, which proves at once that
   * the lock is still held and that nothing takes what a crash leaves of it for the whole: whoever
   * breaks the lock deletes that too.
   *
   * @throws WarehouseException with {@link Code#HELD} if the lock was broken: the directory stays
   */
  void delete(Path path) throws IOException {
    Path out = new Path(directory.of(token), "deleted-" + UUID.randomUUID());
    try {
      directory.renames.rename(path, out);
    } catch (IOException e) {
      check();
      throw e;
    }
    fs.delete(out, true);
  }

  /** The rename failed, or its answer was lost, or it is still under way. */
  private Commit findOut(LedgerEntry entry, Path draft, IOException e) {
    try {
      Optional<LedgerEntry> there = ledger.entry(entry.sequence());
      if (there.isEmpty()) {
        if (fs.delete(draft, false)) { // so that it can never happen
          return notDone(entry, Code.FAILED, Advice.of(e));
        }
        there = ledger.entry(entry.sequence());
      }
      if (there.isPresent()) {
        return there.get().run().equals(entry.run())
            ? Commit.DONE
            : notDone(entry, Code.HELD, "another run of " + feed + " has committed meanwhile");
      }
      if (isLost()) {
        return notDone(entry, Code.HELD, loss());
      }
    } catch (IOException next) {
      e.addSuppressed(next);
    }
    keep(); // with the draft in it: whoever breaks it makes sure that no rename is under way
    return new Commit(
        Commit.Outcome.UNKNOWN,
        new WarehouseException(
            "Cannot tell whether run "
                + entry.run()
                + " is committed, because "
                + Advice.of(e)
                + "; nothing was deleted: run again, and the next run finds out",
            e));
  }

  private static Commit notDone(LedgerEntry entry, Code code, String reason) {
    return new Commit(
        Commit.Outcome.NOT_DONE,
        new WarehouseException(
            code,
            "Cannot commit run: " + entry.run() + ", because " + Advice.thenRunAgain(reason)));
  }

  /** Leaves the lock where it is, as if the process had died. */
  private void keep() {
    released.set(true);
    heartbeat.stop();
  }

  /** Gives the lock back, unless nobody can tell what became of the commit. */
  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(release);
      release();
    }
  }

  private void release() {
    if (released.compareAndSet(false, true)) {
      heartbeat.stop();
      try {
        remove();
      } catch (IOException e) {
        System.err.println(
            "Cannot release lock: " + directory.of(token) + ", because " + Advice.of(e));
      }
    }
  }

  private void giveUp(Exception why) {
    try {
      remove();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private void remove() throws IOException {
    directory.remove(token);
    directory.clear(token);
  }

  /**
   * What processes left in a ledger that were killed while they took or broke a lock. What is young
   * may be of one that still does.
   */
  public static List<FileStatus> leftovers(Zones zones, Configuration conf) throws IOException {
    List<FileStatus> leftovers = new ArrayList<>();
    try {
      for (FileStatus each : zones.ledger().getFileSystem(conf).listStatus(zones.ledger())) {
        String name = each.getPath().getName();
        if (name.startsWith(LockDirectory.DRAFT) || name.startsWith(LockDirectory.BROKEN)) {
          leftovers.add(each);
        }
      }
    } catch (FileNotFoundException e) {
      return leftovers; // no ledger
    }
    return leftovers;
  }
}
