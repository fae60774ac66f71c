package org.reviewwarehouse.mapreduce.contract;

/** A way in which raw files write a day or an instant. */
public enum TimeForm {
  /** {@code 2022-03-18}: for a TIMESTAMP the midnight that begins it. */
  DAY("day"),
  /** {@code 2022-03-20 18:37:37.123+09:00}, also with {@code T}, {@code Z} or {@code +0900}. */
  INSTANT("instant"),
  /** As INSTANT without an offset: in the zone that the contract names. */
  LOCAL("local"),
  /** Seconds since 1970-01-01 UTC. */
  EPOCH_SECONDS("epoch.seconds"),
  /** Milliseconds since 1970-01-01 UTC. */
  EPOCH_MILLIS("epoch.millis");

  private final String label;

  TimeForm(String label) {
    this.label = label;
  }

  /** The spelling in contracts. */
  public String label() {
    return label;
  }
}
