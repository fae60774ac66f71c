package org.reviewwarehouse.mapreduce.row;

import java.util.Locale;

/** Why a raw record is no row of its feed. */
public enum RejectReason {
  /** The record is longer than the contract allows. */
  RECORD_TOO_LONG,
  /** The record is not valid UTF-8. */
  INVALID_UTF8,
  /** The record has more or fewer fields than the contract, or than the header of its file. */
  FIELD_COUNT,
  /** A quoted field of CSV has no end, or goes on behind its quote. */
  BAD_QUOTE,
  /** The record is not a JSON object, or is nested too deep. */
  NOT_JSON,
  /** The header of the file has no column for a field that is not optional. */
  MISSING_COLUMN,
  /** A field that must have a value has none. */
  EMPTY,
  /** An object or array of JSON where one value belongs, or the other way round. */
  WRONG_SHAPE,
  /** Not a number of the field's type and size. */
  NOT_A_NUMBER,
  /** Less than the contract's minimum. */
  BELOW_MINIMUM,
  /** More than the contract's maximum. */
  ABOVE_MAXIMUM,
  /** None of the contract's words for true and false. */
  NOT_A_BOOLEAN,
  /** Not a day in one of the contract's forms, or one that the calendar does not have. */
  NOT_A_DAY,
  /** Not an instant in one of the contract's forms, or one that the calendar does not have. */
  NOT_AN_INSTANT,
  /** A day after the one on which the file arrived. */
  AFTER_ARRIVAL,
  /** More than the other field that it may at most equal. */
  EXCEEDS_FIELD;

  /** The spelling in the rejected zone, the ledger and the accounting. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
