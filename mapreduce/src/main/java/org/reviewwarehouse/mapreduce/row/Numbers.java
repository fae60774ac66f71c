package org.reviewwarehouse.mapreduce.row;

/** Whole numbers in raw bytes. */
final class Numbers {
  /** Not a number. */
  static final long NONE = Long.MIN_VALUE;

  private static final int MOST_DIGITS = 18;

  private Numbers() {}

  /**
   * The number written in decimal digits, at most 18, with an optional minus sign; {@link #NONE} if
   * it is none.
   */
  static long parse(byte[] bytes, int from, int to) {
    int digits = from < to && bytes[from] == '-' ? from + 1 : from;
    if (digits == to || to - digits > MOST_DIGITS) {
      return NONE;
    }
    long number = 0;
    for (int i = digits; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return digits == from ? number : -number;
  }
}
