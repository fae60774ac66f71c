package org.reviewwarehouse.mapreduce.generate;

/** What is decided about a row before it is written, reused from row to row. */
final class Draft {
  Kind kind;

  /** The row whose values these are: day and number as one; a follow-up has that of its target. */
  long identity;

  /** Of all values but free texts. */
  long seed;

  /** Of free texts: a later version has its own. */
  long textSeed;

  /** Days since 1970-01-01. */
  long eventDay;

  /** What a later version adds to the counts of its order. */
  int raise;

  /** Which rule a rejected row breaks; null for all others. */
  Breach breach;
}
