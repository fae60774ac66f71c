package org.reviewwarehouse.sandbox;

import java.util.concurrent.Callable;

/** Waits until a server answers. */
final class Wait {
  private static final long PAUSE_MILLIS = 50;
  private static final long LIMIT_NANOS = 120_000_000_000L;

  private Wait() {}

  /**
   * Asks until the answer is true. An exception counts as no.
   *
   * @throws SandboxException after two minutes, with the last exception as its cause
   */
  static void until(String what, Callable<Boolean> question)
      throws SandboxException, InterruptedException {
    long start = System.nanoTime();
    Exception last = null;
    while (System.nanoTime() - start < LIMIT_NANOS) {
      try {
        if (question.call()) {
          return;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new SandboxException(
        "Cannot start the sandbox: " + what + ", because it did not answer in two minutes", last);
  }
}
