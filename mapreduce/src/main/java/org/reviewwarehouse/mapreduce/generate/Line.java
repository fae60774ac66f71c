package org.reviewwarehouse.mapreduce.generate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.reviewwarehouse.mapreduce.row.RecordParser;

/** One raw line that is being written, reused from line to line. */
final class Line {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NO_BYTES = {};

  private final int[] from;
  private final int[] to;
  private byte[] bytes = new byte[8 << 10];
  private int length;
  private int field;

  Line(int fields) {
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
  }

  /** Begins the next field. */
  void beginField() {
    if (field >= 0) {
      to[field] = length;
      append('\t');
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
    reserve(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
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

  /** Puts bytes behind what a field holds. */
  void appendTo(int position, byte[] more) {
    splice(to[position], to[position], more);
  }

  /** Takes a field and all behind it away. */
  void cutBefore(int position) {
    splice(from[position] - 1, length, NO_BYTES);
  }

  /** Bytes in place of others; the fields of the line are not known any more. */
  private void splice(int start, int end, byte[] text) {
    int tail = length - end;
    reserve(text.length);
    System.arraycopy(bytes, end, bytes, start + text.length, tail);
    System.arraycopy(text, 0, bytes, start, text.length);
    length = start + text.length + tail;
  }

  private void reserve(int more) {
    if (bytes.length < length + more + RecordParser.PADDING) {
      bytes =
          Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more + RecordParser.PADDING));
    }
  }
}
