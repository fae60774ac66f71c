package org.reviewwarehouse.mapreduce.row;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The code points that HTML's character references stand for, looked up in raw bytes. */
final class HtmlEntities {
  /** No reference: what stands there is text. */
  static final int NONE = -1;

  /** The longest name has 8 letters, so that a name fits into a long. */
  private static final int LONGEST_NAME = 8;

  /** Of a code point, without leading zeros. */
  private static final int MOST_DIGITS = 7;

  private static final int SLOTS = 1024;
  private static final long[] NAMES = new long[SLOTS];
  private static final int[] CODE_POINTS = new int[SLOTS];

  static {
    try (InputStream file = HtmlEntities.class.getResourceAsStream("html-entities.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] entity = line.split(" ");
          byte[] name = entity[0].getBytes(StandardCharsets.US_ASCII);
          long packed = pack(name, 0, name.length);
          int slot = slot(packed);
          NAMES[slot] = packed;
          CODE_POINTS[slot] = Integer.parseInt(entity[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HtmlEntities() {}

  /**
   * The code point of a reference without its {@code &} and {@code ;}: {@code amp}, {@code #34} or
   * {@code #x22}. {@link #NONE} if there is no such reference.
   */
  static int codePoint(byte[] bytes, int from, int to) {
    if (from == to) {
      return NONE;
    }
    if (bytes[from] == '#') {
      return numeric(bytes, from + 1, to);
    }
    if (to - from > LONGEST_NAME || bytes[from] == 0) { // a 0 in front leaves no trace in the long
      return NONE;
    }
    long packed = pack(bytes, from, to);
    int slot = slot(packed);
    return NAMES[slot] == packed ? CODE_POINTS[slot] : NONE;
  }

  private static int numeric(byte[] bytes, int from, int to) {
    boolean hexadecimal = from < to && (bytes[from] | 0x20) == 'x';
    int digits = hexadecimal ? from + 1 : from;
    if (digits == to) {
      return NONE;
    }
    while (digits < to - 1 && bytes[digits] == '0') {
      digits++;
    }
    if (to - digits > MOST_DIGITS) {
      return NONE;
    }
    int codePoint = 0;
    for (int i = digits; i < to; i++) {
      int digit = Character.digit(bytes[i], hexadecimal ? 16 : 10);
      if (digit < 0) {
        return NONE;
      }
      codePoint = codePoint * (hexadecimal ? 16 : 10) + digit;
    }
    boolean isCharacter =
        codePoint > 0
            && codePoint <= Character.MAX_CODE_POINT
            && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    return isCharacter ? codePoint : NONE;
  }

  private static long pack(byte[] bytes, int from, int to) {
    long packed = 0;
    for (int i = from; i < to; i++) {
      packed = packed << 8 | bytes[i] & 0xFF;
    }
    return packed;
  }

  /** The slot that holds a name, or the free one where it belongs. */
  private static int slot(long packed) {
    int slot = (int) (packed * 0x9E3779B97F4A7C15L >>> 54);
    while (NAMES[slot] != 0 && NAMES[slot] != packed) {
      slot = slot + 1 & SLOTS - 1;
    }
    return slot;
  }
}
