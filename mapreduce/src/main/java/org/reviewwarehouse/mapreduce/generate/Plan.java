package org.reviewwarehouse.mapreduce.generate;

/** What each row of an arrival day is: a pure function of the seed, the day and its number. */
interface Plan {
  /** How many rows of a kind the day has. */
  long count(Kind kind);

  /** The rule that a bad row breaks. */
  Breach breach(long badRow);

  /** Decides what a row is. */
  void decide(long row, Draft draft);
}
