package org.reviewwarehouse.mapreduce.contract;

import java.time.LocalDate;
import java.util.Locale;

/** How many days of events one partition of the clean zone holds. */
public enum Grain {
  /** One period for all days, and for feeds that have none. */
  ALL(0),
  YEAR(4),
  MONTH(7),
  DAY(10);

  private final int isoLength;

  Grain(int isoLength) {
    this.isoLength = isoLength;
  }

  /**
   * The period that holds a day, in days since 1970-01-01: {@code 2015}, {@code 2015-08} or {@code
   * 2015-08-31}; {@code all} where there is but one.
   */
  public String period(long epochDay) {
    return this == ALL
        ? label()
        : LocalDate.ofEpochDay(epochDay).toString().substring(0, isoLength);
  }

  /**
   * A number for the period that holds a day, in days since 1970-01-01; consecutive periods have
   * consecutive numbers.
   */
  public int number(long epochDay) {
    LocalDate day = LocalDate.ofEpochDay(epochDay);
    return switch (this) {
      case ALL -> 0;
      case YEAR -> day.getYear();
      case MONTH -> day.getYear() * 12 + day.getMonthValue() - 1;
      case DAY -> (int) epochDay;
    };
  }

  /** The period of a {@link #number}. */
  public String period(int number) {
    return switch (this) {
      case ALL -> label();
      case YEAR -> period(LocalDate.of(number, 1, 1).toEpochDay());
      case MONTH ->
          period(
              LocalDate.of(Math.floorDiv(number, 12), Math.floorMod(number, 12) + 1, 1)
                  .toEpochDay());
      case DAY -> period((long) number);
    };
  }

  /** The spelling in contracts and on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The grain of that spelling.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Grain of(String label) {
    for (Grain grain : values()) {
      if (grain.label().equals(label)) {
        return grain;
      }
    }
    throw new IllegalArgumentException("it is none of all, year, month, day");
  }
}
