package org.reviewwarehouse.hive;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.apache.commons.cli.ParseException;

/** A range of days as ISO text, both ends included; null ends hold no day. */
record Days(String from, String to) {
  static final Days NONE = new Days(null, null);
  static final Days ALL = new Days("0000-01-01", "9999-12-31");

  /**
   * @param text {@code FROM..TO} or one day
   * @throws ParseException if it is anything else, or ends before it begins
   */
  static Days parse(String text) throws ParseException {
    String[] bounds = text.split("\\.\\.", -1);
    try {
      LocalDate from = LocalDate.parse(bounds[0]);
      LocalDate to = LocalDate.parse(bounds[bounds.length - 1]);
      if (bounds.length <= 2 && !to.isBefore(from)) {
        return new Days(from.toString(), to.toString());
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    throw new ParseException(
        "Cannot read days: "
            + text
            + ", because it must be FROM..TO or one day, like 2015-08-30..2015-09-02");
  }

  /** Whether a period (a year, a month, a day or {@code all}) holds one of the days. */
  boolean touch(String period) {
    if (from == null || period.equals("all")) {
      return from != null;
    }
    return from.substring(0, period.length()).compareTo(period) <= 0
        && to.substring(0, period.length()).compareTo(period) >= 0;
  }
}
