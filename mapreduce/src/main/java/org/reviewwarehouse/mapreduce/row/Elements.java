package org.reviewwarehouse.mapreduce.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The texts of a LIST, or the names and values of a MAP in turn, one behind the other: each is its
 * length in four bytes, and its bytes. Reused from row to row.
 */
public final class Elements {
  /** Bytes before each text. */
  public static final int HEAD = Integer.BYTES;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[256];
  private int length;

  /** How many bytes the text has whose head is at {@code at}; it begins behind the head. */
  public static int length(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the last text ends. */
  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void add(byte[] text, int from, int to) {
    int size = to - from;
    if (bytes.length - length < size + HEAD) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + size + HEAD));
    }
    INT.set(bytes, length, size);
    System.arraycopy(text, from, bytes, length + HEAD, size);
    length += HEAD + size;
  }
}
