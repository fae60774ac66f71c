package org.reviewwarehouse.mapreduce.clean;

import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.Settings;

/**
 * How the write job goes about its rows, chosen by what resolve counted.
 *
 * @param reducers 0: each map writes the periods that it meets
 * @param rowGroupBytes of each open file
 */
record WritePlan(int reducers, long rowGroupBytes) {
  /** About an HDFS block. */
  private static final long MOST_ROW_GROUP_BYTES = 128L << 20;

  /** About what one reducer writes. */
  private static final long BYTES_PER_REDUCER = 256L << 20;

  /**
   * @param tasks the reports of the resolve maps, one for each split
   * @param plainBytes of all raw files, decompressed
   */
  static WritePlan of(List<TaskReport> tasks, long plainBytes, MapSlots slots, Configuration conf) {
    long budget = conf.getLong(Settings.WRITE_BUFFER_BYTES, 0);
    if (budget <= 0) {
      budget = slots.heapBytes() * 2 / 5;
    }
    int open = 1;
    TreeSet<Integer> periods = new TreeSet<>();
    for (TaskReport task : tasks) {
      open = Math.max(open, task.periods.size());
      periods.addAll(task.periods.keySet());
    }
    long rowGroup = Math.min(MOST_ROW_GROUP_BYTES, budget / open);
    long least =
        conf.getLong(Settings.LEAST_ROW_GROUP_BYTES, Settings.LEAST_ROW_GROUP_BYTES_DEFAULT);
    boolean fits = plainBytes / Math.max(1, tasks.size()) <= budget;
    if (rowGroup >= least || fits) {
      return new WritePlan(0, fits ? Math.min(MOST_ROW_GROUP_BYTES, budget) : rowGroup);
    }
    long reducers = Math.max(slots.count(), plainBytes / BYTES_PER_REDUCER);
    return new WritePlan(
        (int) Math.min(periods.size(), reducers), Math.min(MOST_ROW_GROUP_BYTES, budget));
  }
}
