package org.reviewwarehouse.mapreduce.contract;

/** What a field's text is parsed into, and the Parquet and Hive column it becomes. */
public enum Type {
  /** UTF-8 text; Hive STRING. */
  STRING,
  /** Decimal digits with an optional minus sign, 32 bits; Hive INT. */
  INT,
  /** Decimal digits with an optional minus sign, 64 bits; Hive BIGINT. */
  LONG,
  /** One of the contract's words for true and false; Hive BOOLEAN. */
  BOOLEAN,
  /** An ISO day, {@code YYYY-MM-DD}, UTC, kept as days since 1970-01-01; Hive DATE. */
  DATE
}
