package org.reviewwarehouse.mapreduce.clean;

import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;
import org.reviewwarehouse.mapreduce.resolve.WinnerTable;

/**
 * How the resolve job goes about its rows, before anything has counted them.
 *
 * @param sortMegabytes of each map, enough for the versions of its rows
 * @param rowsPerPass how many of the winners a map of the match job holds at once
 */
record ResolvePlan(int reducers, int sortMegabytes, long rowsPerPass) {
  /** Few feeds have shorter rows, so that rows are rather over- than underestimated. */
  private static final long BYTES_PER_ROW = 200;

  /** One reducer does not wait for a second to start. */
  private static final long ROWS_FOR_ONE_REDUCER = 200_000;

  private static final int MOST_REDUCERS_FOR_SPEED = 8;
  private static final int LEAST_SORT_MEGABYTES = 16;

  /**
   * @param plainBytes of all raw files, decompressed
   */
  static ResolvePlan of(
      Contract contract, long plainBytes, int splits, MapSlots slots, Configuration conf) {
    long rows = plainBytes / BYTES_PER_ROW;
    long each = conf.getLong(Settings.ROWS_PER_REDUCER, Settings.ROWS_PER_REDUCER_DEFAULT);
    long forMemory = (rows + each - 1) / each;
    int forSpeed =
        rows <= ROWS_FOR_ONE_REDUCER ? 1 : Math.min(slots.count(), MOST_REDUCERS_FOR_SPEED);
    int size = RowVersion.size(contract);
    long sortBytes = rows / splits * size * Long.BYTES * 5 / 4;
    long sortMegabytes =
        Math.max(LEAST_SORT_MEGABYTES, Math.min(slots.heapBytes() / 4, sortBytes) >> 20);
    long perPass = conf.getLong(Settings.ROWS_PER_PASS, 0);
    if (perPass <= 0) {
      perPass = Math.max(1, slots.heapBytes() / 3 / WinnerTable.mostBytesPerKey(size));
    }
    long rounds = Math.max(1, (forMemory + forSpeed - 1) / forSpeed); // full ones: no slot waits
    return new ResolvePlan((int) rounds * forSpeed, (int) Math.min(sortMegabytes, 1024), perPass);
  }
}
