package org.reviewwarehouse.mapreduce.contract;

import java.util.Locale;

/** How raw files hold records. */
public enum Format {
  /** A line a record, tabs between the fields, no quoting and no escaping. */
  TSV,
  /** RFC 4180: quotes, delimiters and line breaks in quoted fields, doubled quotes. */
  CSV,
  /** A JSON object a line. */
  JSONL,
  /** JSON documents with the records in an array, or a single one, somewhere below the top. */
  JSON;

  /** The spelling in contracts. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Fields are found by name, in objects in objects, and can hold lists and maps. */
  public boolean isJson() {
    return this == JSONL || this == JSON;
  }
}
