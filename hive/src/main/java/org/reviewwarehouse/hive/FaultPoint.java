package org.reviewwarehouse.hive;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place at which a test can make a process stand still, to kill it there: {@code mid-publish:3}
 * is before the third change that the process makes to partitions, statistics or a view.
 *
 * @param wanted the value of {@link #PROPERTY}, or null
 */
record FaultPoint(String wanted) {
  /** Name of the point, and after a colon the time that it is reached: 1 unless it is told. */
  static final String PROPERTY = "warehouse.fault";

  private static final String MID_PUBLISH = "mid-publish";

  private static final AtomicInteger REACHED = new AtomicInteger();

  /** Does nothing, unless this is the place. */
  void reach() {
    if (wanted == null || !wanted.split(":")[0].equals(MID_PUBLISH)) {
      return;
    }
    int time = wanted.contains(":") ? Integer.parseInt(wanted.split(":")[1]) : 1;
    if (REACHED.incrementAndGet() == time) {
      System.err.println("fault point " + wanted);
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
