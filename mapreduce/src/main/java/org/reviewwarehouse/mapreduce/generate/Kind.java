package org.reviewwarehouse.mapreduce.generate;

import java.util.Locale;

/** What a clean run must make of a row. */
enum Kind {
  /** Accepted, unless a row that follows it up wins: then that one is. Of dumps the last has it. */
  NEW,
  /** The same bytes as a new row of that day or the day before, or as in a later dump. */
  DUPLICATE,
  /**
   * A later version of a new row of that day or the day before, one of the two is superseded; of
   * dumps the earlier one.
   */
  LATER_VERSION,
  /** Older than the watermark allows. */
  LATE,
  /** Breaks one rule of the contract. */
  REJECTED;

  /** The spelling for people. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
