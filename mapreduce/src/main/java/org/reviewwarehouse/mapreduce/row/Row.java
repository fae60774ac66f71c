package org.reviewwarehouse.mapreduce.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Type;

/**
 * One raw record and what the parser made of it, reused from record to record: valid until the next
 * one is parsed. The record's bytes belong to the reader; those of a field may be elsewhere, where
 * they had to be decoded. Texts are cleaned when they are first asked for.
 */
public final class Row {
  byte[] bytes;
  int from;
  int to;
  long hash;
  RejectReason reason;
  Field rejectedField;
  boolean isSkipped;
  final byte[][] in;
  final int[] fieldFrom;
  final int[] fieldTo;
  final long[] numbers;
  private final Field eventDay;
  private final TextCleaner[] cleaners;
  private final TextCleaner[] elementCleaners;
  private final byte[][][] dropped;
  private final Elements[] elements;
  private final long[] cleaned;
  private final long[] listed;
  private long number;

  /** An empty row of a feed. */
  public Row(Contract contract) {
    int fields = contract.fields().size();
    in = new byte[fields][];
    fieldFrom = new int[fields];
    fieldTo = new int[fields];
    numbers = new long[fields];
    cleaned = new long[fields];
    listed = new long[fields];
    cleaners = new TextCleaner[fields];
    elementCleaners = new TextCleaner[fields];
    dropped = new byte[fields][][];
    elements = new Elements[fields];
    eventDay = contract.eventDay();
    for (Field field : contract.fields()) {
      int position = field.position();
      boolean isList = field.type() == Type.LIST;
      if (!field.cleaning().isEmpty()) {
        (isList ? elementCleaners : cleaners)[position] = new TextCleaner(field.cleaning());
      }
      if (isList || field.type() == Type.MAP) {
        elements[position] = new Elements();
        dropped[position] =
            field.drop().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
      }
    }
  }

  /** The block of bytes that holds the record. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the record begins in {@link #bytes()}. */
  public int from() {
    return from;
  }

  /** Where the record ends in {@link #bytes()}, without its line end. */
  public int to() {
    return to;
  }

  /**
   * 64 bits (XXH3) of the record's bytes, its line end left out; only of a record that is valid.
   */
  public long hash() {
    return hash;
  }

  /**
   * The record is no row: a header, a line with nothing in it, or what the contract's record.has
   * leaves out.
   */
  public boolean isSkipped() {
    return isSkipped;
  }

  /** Why the record is rejected; null if it is valid. */
  public RejectReason reason() {
    return reason;
  }

  /** Which field broke the rule; null where it was the record as a whole. */
  public Field rejectedField() {
    return rejectedField;
  }

  /**
   * The bytes that hold the value of a field: the text of a STRING, cleaned, or the {@link
   * Elements} of a LIST or MAP; of other types what the record has.
   */
  public byte[] bytes(Field field) {
    clean(field.position());
    return in[field.position()];
  }

  /** Where a field begins in its {@link #bytes(Field)}. */
  public int from(Field field) {
    clean(field.position());
    return fieldFrom[field.position()];
  }

  /** Where a field ends in its {@link #bytes(Field)}. */
  public int to(Field field) {
    clean(field.position());
    return fieldTo[field.position()];
  }

  /** An optional field has no value, or none that is left after it was cleaned. */
  public boolean isNull(Field field) {
    clean(field.position());
    return field.optional() && fieldFrom[field.position()] == fieldTo[field.position()];
  }

  /**
   * The value of a field whose type is none of bytes: a BOOLEAN as 0 or 1, a DATE as days since
   * 1970-01-01, a TIMESTAMP as microseconds, a DECIMAL in units of its last place, a DOUBLE as its
   * bits.
   */
  public long number(Field field) {
    return numbers[field.position()];
  }

  /** The day on which the thing happened, days since 1970-01-01; 0 in a feed without one. */
  public long eventDay() {
    return eventDay == null ? 0 : numbers[eventDay.position()];
  }

  /** Begins another record, of which nothing is known yet. */
  void begin(byte[] block, int start) {
    number++;
    bytes = block;
    from = start;
    reason = null;
    rejectedField = null;
    isSkipped = false;
  }

  boolean reject(RejectReason why, Field field) {
    reason = why;
    rejectedField = field;
    return false;
  }

  /** Puts a text that is clean already into a field. */
  void set(int position, byte[] text, int start, int end) {
    in[position] = text;
    fieldFrom[position] = start;
    fieldTo[position] = end;
    cleaned[position] = number;
  }

  /** Adds a text to a LIST: cleaned, and if the contract does not drop it. */
  void addElement(int position, byte[] text, int start, int end) {
    Elements list = elements(position);
    TextCleaner cleaner = elementCleaners[position];
    byte[] source = text;
    int first = start;
    int last = end;
    if (cleaner != null) {
      cleaner.clean(text, start, end);
      source = cleaner.bytes();
      first = cleaner.from();
      last = cleaner.to();
    }
    for (byte[] drop : dropped[position]) {
      if (Arrays.equals(drop, 0, drop.length, source, first, last)) {
        return;
      }
    }
    list.add(source, first, last);
  }

  /** The elements of a LIST or MAP of this record; none when they are first asked for. */
  Elements elements(int position) {
    if (listed[position] != number) {
      listed[position] = number;
      elements[position].clear();
    }
    return elements[position];
  }

  /** Elements were added to the field, or begun, in this record. */
  boolean isListed(int position) {
    return listed[position] == number;
  }

  private void clean(int position) {
    TextCleaner cleaner = cleaners[position];
    if (cleaner != null && cleaned[position] != number) {
      cleaner.clean(in[position], fieldFrom[position], fieldTo[position]);
      set(position, cleaner.bytes(), cleaner.from(), cleaner.to());
    }
  }
}
