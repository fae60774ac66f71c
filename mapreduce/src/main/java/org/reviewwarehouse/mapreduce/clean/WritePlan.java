package org.reviewwarehouse.mapreduce.clean;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.input.RawSplit;

/**
 * How the write job goes about its rows, chosen by what resolve counted.
 *
 * @param reducers 0: each map writes the periods that it meets
 * @param rowGroupBytes of each open file
 */
record WritePlan(int reducers, long rowGroupBytes) {
  /** About an HDFS block. */
  private static final long MOST_ROW_GROUP_BYTES = 128L << 20;

  /** Smaller ones cost readers more than their rows do. */
  private static final long LEAST_ROW_GROUP_BYTES = 1L << 20;

  /** Small row groups are no harm in a period of so few files with so few of them each. */
  private static final int MOST_SMALL_FILES = 8;

  private static final int MOST_SMALL_ROW_GROUPS = 32;

  /** About what one reducer writes. */
  private static final long BYTES_PER_REDUCER = 256L << 20;

  /**
   * @param open the most periods that one map meets
   * @param periods that are written in all
   */
  static WritePlan of(
      int open, int periods, List<RawSplit> splits, MapSlots slots, Configuration conf) {
    long budget = conf.getLong(Settings.WRITE_BUFFER_BYTES, 0);
    if (budget <= 0) {
      budget = slots.heapBytes() * 2 / 5;
    }
    long plainBytes =
        splits.stream()
            .flatMap(split -> split.pieces().stream())
            .mapToLong(RawSplit.Piece::plainBytes)
            .sum();
    long rowGroup = Math.min(MOST_ROW_GROUP_BYTES, budget / Math.max(1, open));
    long least =
        conf.getLong(Settings.LEAST_ROW_GROUP_BYTES, Settings.LEAST_ROW_GROUP_BYTES_DEFAULT);
    long plainBytesOfMap = plainBytes / Math.max(1, splits.size());
    boolean fits = plainBytesOfMap <= budget;
    boolean isSmall =
        rowGroup >= LEAST_ROW_GROUP_BYTES
            && splits.size() <= MOST_SMALL_FILES
            && plainBytesOfMap / Math.max(1, open) <= MOST_SMALL_ROW_GROUPS * rowGroup;
    if (rowGroup >= least || fits || isSmall) {
      return new WritePlan(0, fits ? Math.min(MOST_ROW_GROUP_BYTES, budget) : rowGroup);
    }
    long reducers = Math.max(slots.count(), plainBytes / BYTES_PER_REDUCER);
    return new WritePlan(
        (int) Math.min(Math.max(1, periods), reducers), Math.min(MOST_ROW_GROUP_BYTES, budget));
  }
}
