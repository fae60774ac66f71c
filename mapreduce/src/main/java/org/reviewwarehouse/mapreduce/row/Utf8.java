package org.reviewwarehouse.mapreduce.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 on slices of bytes, without strings. */
final class Utf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /**
   * Whether the bytes from {@code from} to {@code to} are well-formed UTF-8 (RFC 3629: no
   * surrogates, no overlong forms).
   */
  static boolean isValid(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (to - at >= 8 && ((long) LONG.get(bytes, at) & HIGH_BITS) == 0) {
        at += 8;
        continue;
      }
      int lead = bytes[at];
      if (lead >= 0) {
        at++;
        continue;
      }
      int length = sequenceLength(bytes, at, to);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** Bytes of the multi-byte sequence at {@code at}, 0 if it is malformed. */
  private static int sequenceLength(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > to) {
      return 0;
    }
    for (int i = at + 1; i < at + length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[at + 1] & 0xFF;
    boolean wellFormed =
        switch (lead) {
          case 0xE0 -> second >= 0xA0;
          case 0xED -> second < 0xA0;
          case 0xF0 -> second >= 0x90;
          case 0xF4 -> second < 0x90;
          default -> true;
        };
    return wellFormed ? length : 0;
  }

  /** How many bytes the character has that begins with this one, in well-formed UTF-8. */
  static int length(byte lead) {
    int bits = lead & 0xFF;
    return bits < 0x80 ? 1 : bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : 4;
  }

  /** The code point that begins at a place in well-formed UTF-8. */
  static int decode(byte[] bytes, int at) {
    int lead = bytes[at];
    return switch (length(bytes[at])) {
      case 1 -> lead;
      case 2 -> (lead & 0x1F) << 6 | bytes[at + 1] & 0x3F;
      case 3 -> (lead & 0x0F) << 12 | (bytes[at + 1] & 0x3F) << 6 | bytes[at + 2] & 0x3F;
      default ->
          (lead & 0x07) << 18
              | (bytes[at + 1] & 0x3F) << 12
              | (bytes[at + 2] & 0x3F) << 6
              | bytes[at + 3] & 0x3F;
    };
  }

  /** Writes a code point at {@code at} and returns the position after it. */
  static int encode(int codePoint, byte[] bytes, int at) {
    if (codePoint < 0x80) {
      bytes[at] = (byte) codePoint;
      return at + 1;
    }
    if (codePoint < 0x800) {
      bytes[at] = (byte) (0xC0 | codePoint >> 6);
      bytes[at + 1] = (byte) (0x80 | codePoint & 0x3F);
      return at + 2;
    }
    if (codePoint < 0x10000) {
      bytes[at] = (byte) (0xE0 | codePoint >> 12);
      bytes[at + 1] = (byte) (0x80 | codePoint >> 6 & 0x3F);
      bytes[at + 2] = (byte) (0x80 | codePoint & 0x3F);
      return at + 3;
    }
    bytes[at] = (byte) (0xF0 | codePoint >> 18);
    bytes[at + 1] = (byte) (0x80 | codePoint >> 12 & 0x3F);
    bytes[at + 2] = (byte) (0x80 | codePoint >> 6 & 0x3F);
    bytes[at + 3] = (byte) (0x80 | codePoint & 0x3F);
    return at + 4;
  }
}
