package org.reviewwarehouse.mapreduce.row;

import java.util.Locale;

/** Why a raw line is no row of its feed. */
public enum RejectReason {
  /** The line is longer than the contract allows. */
  RECORD_TOO_LONG,
  /** The line is not valid UTF-8. */
  INVALID_UTF8,
  /** The line has more or fewer fields than the contract. */
  FIELD_COUNT,
  /** A field that must not be empty is. */
  EMPTY,
  /** Not a whole number of the field's size. */
  NOT_A_NUMBER,
  /** Less than the contract's minimum. */
  BELOW_MINIMUM,
  /** More than the contract's maximum. */
  ABOVE_MAXIMUM,
  /** None of the contract's words for true and false. */
  NOT_A_BOOLEAN,
  /** Not an ISO day, or one that the calendar does not have. */
  NOT_A_DAY,
  /** A day after the one on which the file arrived. */
  AFTER_ARRIVAL,
  /** More than the other field that it may at most equal. */
  EXCEEDS_FIELD;

  /** The spelling in the rejected zone, the ledger and the accounting. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
