package org.reviewwarehouse.oozie;

import java.util.concurrent.TimeUnit;

/** Between two looks at what goes on. */
final class Pause {
  private Pause() {}

  static void beforeNextLook() {
    try {
      TimeUnit.SECONDS.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("Cannot watch any longer, because it was interrupted", e);
    }
  }
}
