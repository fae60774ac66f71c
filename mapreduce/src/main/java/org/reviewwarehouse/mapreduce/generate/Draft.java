package org.reviewwarehouse.mapreduce.generate;

/** What is decided about a row before it is written, reused from row to row. */
final class Draft {
  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final long TIME_OF_DAY = 0x7E57;

  Kind kind;

  /** The row whose values these are: day and number as one; a follow-up has that of its target. */
  long identity;

  /** Of all values but free texts. */
  long seed;

  /** Of free texts: a later version has its own. */
  long textSeed;

  /** Days since 1970-01-01. */
  long eventDay;

  /** The event day of the first version. */
  long firstDay;

  /** What a later version adds to the values that change. */
  int raise;

  /** Which rule a rejected row breaks; null for all others. */
  Breach breach;

  /** Milliseconds since 1970-01-01 of a moment of a day, the same of every day. */
  long moment(long epochDay) {
    return epochDay * MILLIS_PER_DAY
        + Long.remainderUnsigned(Draws.mix(seed, TIME_OF_DAY), MILLIS_PER_DAY);
  }
}
