package org.reviewwarehouse.mapreduce.generate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.reviewwarehouse.mapreduce.row.RecordParser;

/**
 * A raw record that is being written, or the values that one will have: bytes, and where in them
 * each field is. Reused from row to row.
 */
final class Line {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NO_BYTES = {};

  private final char delimiter;
  private final int[] from;
  private final int[] to;
  private byte[] bytes = new byte[8 << 10];
  private int length;
  private int field;
  private int json;

  /**
   * @param delimiter what stands between two fields
   */
  Line(int fields, char delimiter) {
    this.delimiter = delimiter;
    from = new int[fields];
    to = new int[fields];
  }

  /** The line, with {@link RecordParser#PADDING} bytes behind it. */
  byte[] bytes() {
    return bytes;
  }

  /** How many of the bytes are the line, its line end included where it has one. */
  int length() {
    return length;
  }

  void clear() {
    length = 0;
    field = -1;
    json = -1;
  }

  int fields() {
    return field + 1;
  }

  /** Where a field begins in {@link #bytes()}. */
  int from(int position) {
    return from[position];
  }

  /** Where a field ends in {@link #bytes()}. */
  int to(int position) {
    return to[position];
  }

  boolean isEmpty(int position) {
    return from[position] == to[position];
  }

  /** Begins the next field. */
  void beginField() {
    if (field >= 0) {
      to[field] = length;
      append(delimiter);
    }
    from[++field] = length;
  }

  /** Ends the last field, but not yet the line. */
  void endFields() {
    to[field] = length;
  }

  void append(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  void append(byte[] text) {
    append(text, 0, text.length);
  }

  void append(byte[] text, int start, int end) {
    reserve(end - start);
    System.arraycopy(text, start, bytes, length, end - start);
    length += end - start;
  }

  void append(String ascii) {
    append(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Appends up to 16 bytes that are packed into two longs, the first byte lowest: much faster than
   * the same from an array.
   */
  void append(long first, long second, int count) {
    reserve(2 * Long.BYTES);
    LONG.set(bytes, length, first);
    LONG.set(bytes, length + Long.BYTES, second);
    length += count;
  }

  void append(long number) {
    if (number >= 0 && number < 10) {
      append((char) ('0' + number));
    } else {
      append(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Makes an ASCII letter that was written at a place a capital one. */
  void capitalize(int place) {
    if (bytes[place] >= 'a' && bytes[place] <= 'z') {
      bytes[place] -= 'a' - 'A';
    }
  }

  String text(int position) {
    return new String(bytes, from[position], to[position] - from[position], StandardCharsets.UTF_8);
  }

  /** Puts another text into a field. */
  void replace(int position, String text) {
    splice(from[position], to[position], text.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts JSON into a field that would hold a text or a number. */
  void replaceByJson(int position, String text) {
    replace(position, text);
    json = position;
  }

  /** The field holds JSON that was put into it. */
  boolean isJson(int position) {
    return json == position;
  }

  /** Puts bytes behind what a field holds. */
  void appendTo(int position, byte[] more) {
    splice(to[position], to[position], more);
  }

  /** Takes a field and all behind it away. */
  void cutBefore(int position) {
    splice(from[position] - 1, length, NO_BYTES);
  }

  /** Takes so many bytes of the end away, or more: whole characters. */
  void cut(int count) {
    length -= count;
    while (length > 0 && (bytes[length] & 0xC0) == 0x80) {
      length--;
    }
  }

  /** Puts bytes at a place that is behind all fields, or before them. */
  void insert(int place, String text) {
    splice(place, place, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes in place of others, which are those of one field, or of whole ones. */
  private void splice(int start, int end, byte[] text) {
    int tail = length - end;
    reserve(text.length);
    System.arraycopy(bytes, end, bytes, start + text.length, tail);
    System.arraycopy(text, 0, bytes, start, text.length);
    length = start + text.length + tail;
    int longer = text.length - (end - start);
    for (int i = 0; i <= field; i++) {
      from[i] += from[i] > start ? longer : 0;
      to[i] += to[i] >= end ? longer : 0;
    }
  }

  private void reserve(int more) {
    if (bytes.length < length + more + RecordParser.PADDING) {
      bytes =
          Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more + RecordParser.PADDING));
    }
  }
}
