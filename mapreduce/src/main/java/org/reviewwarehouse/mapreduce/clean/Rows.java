package org.reviewwarehouse.mapreduce.clean;

/** Counters of the jobs: what became of the rows that were read. */
public enum Rows {
  READ,
  ACCEPTED,
  DUPLICATE,
  SUPERSEDED,
  REJECTED,
  LATE
}
