package org.reviewwarehouse.mapreduce.contract;

import java.util.Set;

/** What must hold for the valid rows of a run together, or it is refused. */
public sealed interface Expectation {
  /** A run has at least so many valid rows. */
  record MinRows(long rows) implements Expectation {}

  /** At most this share of the rows, 0 to 1, has no value in a field. */
  record Nulls(Field field, double maxRatio) implements Expectation {}

  /**
   * All but a share of the rows have one of these values, cleaned, or NULL.
   *
   * @param maxRatio of other values, 0 to 1
   */
  record Values(Field field, Set<String> values, double maxRatio) implements Expectation {}

  /**
   * All but a share of the rows lie between two days, both included.
   *
   * @param field a DATE
   * @param min days since 1970-01-01; {@code Long.MIN_VALUE} if none
   * @param max {@code Long.MAX_VALUE} if none
   * @param maxIsArrival the last day is the one on which the file arrived
   * @param maxRatio outside, 0 to 1
   */
  record Days(Field field, long min, long max, boolean maxIsArrival, double maxRatio)
      implements Expectation {}

  /** How the expectation is called in messages. */
  default String label() {
    if (this instanceof Nulls nulls) {
      return "max.null.ratio " + nulls.field().name();
    }
    if (this instanceof Values values) {
      return "values " + values.field().name();
    }
    return this instanceof Days days ? "days " + days.field().name() : "min.rows";
  }
}
