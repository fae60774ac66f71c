package org.reviewwarehouse.hive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Lets one program at a time change the tables and marts of a database: the days of several feeds
 * end at once. It is a file {@code ROOT/locks/DATABASE}, whose time its holder sets again and
 * again; one whose time stands still is taken to be dead. Nothing is lost if a holder is only
 * asleep: what it does afterwards fails, or is done twice.
 */
final class DatabaseLock implements AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  private final FileSystem files;
  private final Path path;
  private final String holder;
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lock");
            thread.setDaemon(true);
            return thread;
          });

  private DatabaseLock(FileSystem files, Path path, String holder) {
    this.files = files;
    this.path = path;
    this.holder = holder;
  }

  /**
   * Takes the lock, after whoever has it.
   *
   * @param program that takes it
   * @param err where to say for whom it waits
   */
  static DatabaseLock acquire(String program, Settings settings, PrintStream err)
      throws IOException {
    Path path = new Path(settings.root(), "locks/" + settings.database());
    FileSystem files = settings.fileSystem(path);
    if (files instanceof ChecksumFileSystem local) { // two files at once would be two steps
      files = local.getRawFileSystem();
    }
    String holder =
        program
            + " of "
            + ManagementFactory.getRuntimeMXBean().getName()
            + " since "
            + Instant.now()
            + " ("
            + UUID.randomUUID()
            + ")";
    DatabaseLock lock = new DatabaseLock(files, path, holder);
    lock.acquire(settings, err);
    return lock;
  }

  private void acquire(Settings settings, PrintStream err) throws IOException {
    String seen = "";
    long changed = System.nanoTime();
    String told = "";
    while (!create()) {
      String other = read().orElse("");
      String now = other + " " + time();
      if (!now.equals(seen)) {
        seen = now;
        changed = System.nanoTime();
      } else if (System.nanoTime() - changed > TimeUnit.SECONDS.toNanos(settings.lockDead())) {
        err.println("The lock of " + other + " is broken, as it does not stir");
        remove(other);
      }
      if (!other.isEmpty() && !other.equals(told)) {
        told = other;
        err.println("Waiting for " + other);
      }
      pause();
    }
    long beat = settings.lockBeat();
    beats.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.SECONDS);
  }

  private boolean create() throws IOException {
    try (OutputStream out = files.create(path, false)) {
      out.write(holder.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      // HDFS tells by another class that somebody is just creating it.
      if (files.exists(path)) {
        return false;
      }
      throw e;
    }
  }

  private Optional<String> read() throws IOException {
    try (InputStream in = files.open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private long time() throws IOException {
    try {
      return files.getFileStatus(path).getModificationTime();
    } catch (FileNotFoundException e) {
      return 0;
    }
  }

  /** Removes the file if it is that holder's: moved aside first, as another may remove it, too. */
  private void remove(String whose) throws IOException {
    if (!read().equals(Optional.of(whose))) {
      return;
    }
    Path aside = path.suffix("." + UUID.randomUUID());
    if (files.rename(path, aside)) {
      files.delete(aside, false);
    }
  }

  private void beat() {
    try {
      files.setTimes(path, System.currentTimeMillis(), -1);
    } catch (IOException e) {
      // The next beat tries again; if none gets through, the holder seems dead, and is.
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("Cannot wait for the database, because it was interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    beats.shutdownNow();
    remove(holder);
  }
}
