package org.reviewwarehouse.mapreduce.ledger;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells others that the holder of a lock is alive, and finds out whether they believe it. */
final class Heartbeat {
  private final LockDirectory directory;
  private final String token;
  private final long millis;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Heartbeat(LockDirectory directory, String token, long millis) {
    this.directory = directory;
    this.token = token;
    this.millis = millis;
  }

  /** Beats until it is stopped, or the lock is gone. */
  static Heartbeat start(LockDirectory directory, String token, long millis) {
    Heartbeat heartbeat = new Heartbeat(directory, token, millis);
    Thread thread = new Thread(heartbeat::beat, "heartbeat of lock " + token);
    thread.setDaemon(true);
    thread.start();
    return heartbeat;
  }

  /** Does not interrupt a beat that is under way: it cannot reach another's lock. */
  void stop() {
    stopped.countDown();
  }

  private void beat() {
    OptionalLong beats = OptionalLong.of(0);
    try {
      while (beats.isPresent() && !stopped.await(millis, TimeUnit.MILLISECONDS)) {
        beats = next(beats);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private OptionalLong next(OptionalLong beats) {
    try {
      directory.beat(token, beats.getAsLong());
      return OptionalLong.of(beats.getAsLong() + 1);
    } catch (IOException e) {
      return found(beats);
    }
  }

  /** After a beat that failed, or whose answer was lost. */
  private OptionalLong found(OptionalLong beats) {
    try {
      return directory.beats(token);
    } catch (IOException e) {
      return beats; // the file system does not answer; it may the next time
    }
  }

  /**
   * Whether a holder's heart has stopped. No clock that jumps can make it look so: where the last
   * beat seems to be long ago, or to come, the heart is listened to for the time of two beats.
   *
   * @param now what the clock of the file system shows, in milliseconds
   * @param deadMillis how long ago the last beat is if there is reason to doubt
   * @return false also if the lock is gone meanwhile
   */
  static boolean hasStopped(
      LockDirectory directory, String token, long beatMillis, long now, long deadMillis)
      throws IOException, InterruptedException {
    if (Math.abs(now - directory.beaten(token)) <= deadMillis) {
      return false;
    }
    OptionalLong first = directory.beats(token);
    long pause = Math.max(1, beatMillis / 4);
    int silent = 0;
    while (silent < 8) {
      long start = System.nanoTime();
      Thread.sleep(pause);
      boolean listened = System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(2 * pause);
      OptionalLong beats = directory.beats(token);
      if (beats.isEmpty() || !beats.equals(first)) {
        return false;
      }
      silent = listened ? silent + 1 : 0; // what stopped this process may have stopped the other
    }
    return true;
  }
}
