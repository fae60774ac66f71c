package org.reviewwarehouse.mapreduce.row;

import java.nio.charset.StandardCharsets;

/** Numbers in raw bytes. */
public final class Numbers {
  /** Not a number. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int MOST_DIGITS = 18;
  private static final long[] POWERS = new long[MOST_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= MOST_DIGITS; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Numbers() {}

  /**
   * The number written in decimal digits, at most 18, with an optional minus sign; {@link #NONE} if
   * it is none.
   */
  public static long parse(byte[] bytes, int from, int to) {
    int digits = from < to && bytes[from] == '-' ? from + 1 : from;
    if (digits == to || to - digits > MOST_DIGITS) {
      return NONE;
    }
    long number = 0;
    for (int i = digits; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return digits == from ? number : -number;
  }

  /**
   * A decimal number in units of its last place: at most {@code precision} digits, of which the
   * last {@code scale} stand behind the point; more may stand there if they are zeros. {@link
   * #NONE} if it is none.
   */
  static long parseDecimal(byte[] bytes, int from, int to, int precision, int scale) {
    int digits = from < to && bytes[from] == '-' ? from + 1 : from;
    long number = 0;
    int behind = -1; // digits behind the point; -1 before it
    int count = 0;
    for (int i = digits; i < to; i++) {
      int digit = bytes[i] - '0';
      if (bytes[i] == '.' && behind < 0 && i > digits) {
        behind = 0;
        continue;
      }
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      count++;
      if (behind >= scale) {
        if (digit != 0) {
          return NONE;
        }
        continue;
      }
      behind += behind < 0 ? 0 : 1;
      number = number * 10 + digit;
      if (number >= POWERS[MOST_DIGITS]) {
        return NONE;
      }
    }
    if (count == 0 || bytes[to - 1] == '.') {
      return NONE;
    }
    int missing = scale - Math.max(behind, 0);
    if (number >= POWERS[precision - missing < 0 ? 0 : precision - missing] && number > 0) {
      return NONE;
    }
    number *= POWERS[missing];
    return digits == from ? number : -number;
  }

  /** A finite number, with a point or an exponent where it needs one; NaN if it is none. */
  static double parseDouble(byte[] bytes, int from, int to) {
    int at = from < to && bytes[from] == '-' ? from + 1 : from;
    int first = at;
    at = behindDigits(bytes, at, to);
    boolean isNumber = at > first;
    if (at < to && bytes[at] == '.') {
      int fraction = at + 1;
      at = behindDigits(bytes, fraction, to);
      isNumber &= at > fraction;
    }
    if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
      int exponent = at + 1;
      exponent += exponent < to && (bytes[exponent] == '-' || bytes[exponent] == '+') ? 1 : 0;
      at = behindDigits(bytes, exponent, to);
      isNumber &= at > exponent;
    }
    if (!isNumber || at != to) {
      return Double.NaN;
    }
    double number =
        Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    return Double.isInfinite(number) ? Double.NaN : number;
  }

  private static int behindDigits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }
}
