package org.reviewwarehouse.mapreduce.row;

/** ISO days in raw bytes. */
final class Days {
  /** Not a day. */
  static final long NONE = Long.MIN_VALUE;

  private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Days() {}

  /**
   * Days since 1970-01-01 of a day written {@code YYYY-MM-DD}; {@link #NONE} if the calendar has no
   * such day.
   */
  static long parse(byte[] bytes, int from, int to) {
    if (to - from != 10 || bytes[from + 4] != '-' || bytes[from + 7] != '-') {
      return NONE;
    }
    int year = digits(bytes, from, from + 4);
    int month = digits(bytes, from + 5, from + 7);
    int day = digits(bytes, from + 8, from + 10);
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > length(year, month)) {
      return NONE;
    }
    // Years begin in March, so that the leap day ends one; 400 years have 146,097 days.
    int marchYear = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(marchYear, 400);
    int yearOfEra = marchYear - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  private static int length(int year, int month) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return DAYS_OF_MONTH[month - 1] + (month == 2 && leap ? 1 : 0);
  }

  private static int digits(byte[] bytes, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
