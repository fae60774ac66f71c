package org.reviewwarehouse.mapreduce;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;

/**
 * Places at which a test can make a process stand still or fail, in a task its first attempt only:
 * {@code -D warehouse.fault=mid-write:3} stops where the third block of records is written, so that
 * the process can be killed there, or a twin of the task overtakes it.
 */
public enum FaultPoint {
  AFTER_RESOLVE,
  MID_WRITE,
  AFTER_WRITE,
  BEFORE_ENTRY,
  AFTER_ENTRY,
  MID_EXPIRE,
  MID_ROLLBACK;

  /** Name of the point, and after a colon the time that it is reached: 1 unless it is told. */
  public static final String PROPERTY = "warehouse.fault";

  /** {@code stop}, the default, or {@code fail}. */
  public static final String ACTION = "warehouse.fault.action";

  private static final Map<FaultPoint, AtomicInteger> REACHED = new ConcurrentHashMap<>();

  /** The spelling in {@link #PROPERTY}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Does nothing, unless the configuration names this point. */
  public void reach(Configuration conf) throws IOException, InterruptedException {
    String wanted = conf.get(PROPERTY);
    if (wanted == null) {
      return;
    }
    String[] parts = wanted.split(":");
    int time = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
    if (!parts[0].equals(label())
        || REACHED.computeIfAbsent(this, any -> new AtomicInteger()).incrementAndGet() != time) {
      return;
    }
    String attempt = conf.get(MRJobConfig.TASK_ATTEMPT_ID);
    if (attempt != null && !attempt.endsWith("_0")) {
      return;
    }
    if (conf.get(ACTION, "stop").equals("fail")) {
      throw new IOException("fault point " + wanted);
    }
    System.err.println("fault point " + wanted);
    Thread.sleep(Long.MAX_VALUE);
  }
}
