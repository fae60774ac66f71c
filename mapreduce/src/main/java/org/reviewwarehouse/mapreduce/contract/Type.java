package org.reviewwarehouse.mapreduce.contract;

/** What a field's text is parsed into, and the Parquet and Hive column it becomes. */
public enum Type {
  /** UTF-8 text; Hive STRING. */
  STRING,
  /** Decimal digits with an optional minus sign, 32 bits; Hive INT. */
  INT,
  /** Decimal digits with an optional minus sign, 64 bits; Hive BIGINT. */
  LONG,
  /** A finite number, 64 bits of IEEE 754; Hive DOUBLE. */
  DOUBLE,
  /**
   * A number of at most 18 digits, some of them behind the point, kept as the whole number of its
   * last places; Hive DECIMAL.
   */
  DECIMAL,
  /** One of the contract's words for true and false; Hive BOOLEAN. */
  BOOLEAN,
  /** A day, UTC, kept as days since 1970-01-01; Hive DATE. */
  DATE,
  /** An instant, kept as microseconds since 1970-01-01 UTC; Hive TIMESTAMP, which is UTC too. */
  TIMESTAMP,
  /** Texts in their order; Hive ARRAY of STRING. */
  LIST,
  /** Texts or 64-bit numbers by name; Hive MAP. */
  MAP;

  /** The value is bytes, not a number. */
  public boolean isBytes() {
    return this == STRING || this == LIST || this == MAP;
  }
}
