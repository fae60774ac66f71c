package org.reviewwarehouse.mapreduce.clean;

/**
 * Indexes for arrays that hold something for each day a feed can have: 1900-01-01 to 2199-12-31.
 */
final class DayTable {
  private static final int FIRST = -25_567;
  private static final int LAST = 84_005;

  /** How long such an array is. */
  static final int SIZE = LAST - FIRST + 1;

  private DayTable() {}

  /**
   * The place of a day, in days since 1970-01-01; days outside share the first and the last place.
   */
  static int index(long epochDay) {
    return (int) Math.max(0, Math.min(SIZE - 1, epochDay - FIRST));
  }

  static long day(int index) {
    return index + (long) FIRST;
  }
}
