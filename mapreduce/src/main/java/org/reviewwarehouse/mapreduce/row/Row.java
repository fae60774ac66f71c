package org.reviewwarehouse.mapreduce.row;

import org.reviewwarehouse.mapreduce.contract.Field;

/**
 * One raw line and what the parser made of it, reused from line to line: valid until the next one
 * is parsed. The bytes belong to the reader.
 */
public final class Row {
  byte[] bytes;
  int from;
  int to;
  long hash;
  RejectReason reason;
  Field rejectedField;
  boolean isHeader;
  final int[] fieldFrom;
  final int[] fieldTo;
  final long[] numbers;

  Row(int fields) {
    fieldFrom = new int[fields];
    fieldTo = new int[fields];
    numbers = new long[fields];
  }

  /** The block of bytes that holds the line. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the line begins in {@link #bytes()}. */
  public int from() {
    return from;
  }

  /** Where the line ends in {@link #bytes()}, without its line end. */
  public int to() {
    return to;
  }

  /** 64 bits (XXH3) of the line's bytes, its line end left out; only of a line that is valid. */
  public long hash() {
    return hash;
  }

  /** The line is the header of the file. */
  public boolean isHeader() {
    return isHeader;
  }

  /** Why the line is rejected; null if it is valid. */
  public RejectReason reason() {
    return reason;
  }

  /** Which field broke the rule; null where it was the line as a whole. */
  public Field rejectedField() {
    return rejectedField;
  }

  /** Where a field's raw text begins in {@link #bytes()}. */
  public int from(Field field) {
    return fieldFrom[field.position()];
  }

  /** Where a field's raw text ends in {@link #bytes()}. */
  public int to(Field field) {
    return fieldTo[field.position()];
  }

  /** An optional field has no value. */
  public boolean isNull(Field field) {
    return field.optional() && from(field) == to(field);
  }

  /**
   * The value of a field that is no STRING: a BOOLEAN as 0 or 1, a DATE as days since 1970-01-01.
   */
  public long number(Field field) {
    return numbers[field.position()];
  }
}
