package org.reviewwarehouse.mapreduce.contract;

import java.util.List;

/** What a field gets where a record has no value for it: its {@code absent} attribute. */
public sealed interface Fallback {
  /** A fixed text, read as one of a file would be. */
  record Text(String text) implements Fallback {}

  /**
   * The day the file arrived; where nobody knows it, the day of the run. A TIMESTAMP gets its first
   * moment, UTC.
   */
  record Arrival() implements Fallback {}

  /**
   * A name made of other fields of the row: the first 128 bits of SHA-256 in hexadecimal digits.
   * For each field in turn, what is hashed is four bytes with the length of its bytes, and the
   * bytes, cleaned; a number, day or instant has eight bytes, and NULL none, so that no text and an
   * empty text are the same.
   *
   * @param of names of the fields
   */
  record Hash(List<String> of) implements Fallback {}
}
