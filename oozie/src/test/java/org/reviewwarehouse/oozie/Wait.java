package org.reviewwarehouse.oozie;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits on conditions. */
final class Wait {
  private static final Duration MOST = Duration.ofMinutes(10);

  private Wait() {}

  /**
   * Asks until the answer is yes.
   *
   * @throws AssertionError after ten minutes, with what was waited for and how things stood then
   */
  static void until(String what, Callable<Boolean> condition, Callable<String> state)
      throws Exception {
    Instant end = Instant.now().plus(MOST);
    while (!condition.call()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("Waited in vain for " + what + "; " + state.call());
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }
}
