package org.reviewwarehouse.mapreduce;

import java.util.Random;
import org.junit.rules.TestWatcher;
import org.junit.runner.Description;

/**
 * Random numbers that are the same in every run, and whose seed is told when the test fails. {@code
 * -Dtest.seed=N} tries another.
 */
public final class Seed extends TestWatcher {
  private final long seed = Long.getLong("test.seed", 20_150_831);

  public Random random() {
    return new Random(seed);
  }

  @Override
  protected void failed(Throwable failure, Description test) {
    System.err.println(test.getDisplayName() + " failed with -Dtest.seed=" + seed);
  }
}
