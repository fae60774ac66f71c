package org.reviewwarehouse.mapreduce.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.reviewwarehouse.mapreduce.contract.Field.Cleaning;

/**
 * Cleans one text at a time, as its field's contract says. What needs no change is not copied:
 * after {@link #clean} the text is {@link #bytes()} from {@link #from()} to {@link #to()}, valid
 * until the next call.
 */
public final class TextCleaner {
  private static final byte[] LINE_BREAK = "<br />".getBytes(StandardCharsets.US_ASCII);

  /** So far behind an ampersand a semicolon is looked for; names and numbers are shorter. */
  private static final int LONGEST_REFERENCE = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long AMPERSANDS = ONES * '&';
  private static final long LESS_THANS = ONES * '<';
  private static final long UNDERSCORES = ONES * '_';

  private final boolean html;
  private final boolean underscores;
  private final boolean trim;
  private final boolean lower;
  private byte[] own = new byte[1024];
  private byte[] bytes;
  private int from;
  private int to;

  public TextCleaner(Set<Cleaning> cleaning) {
    html = cleaning.contains(Cleaning.HTML);
    underscores = cleaning.contains(Cleaning.UNDERSCORES);
    trim = cleaning.contains(Cleaning.TRIM);
    lower = cleaning.contains(Cleaning.LOWER);
  }

  public byte[] bytes() {
    return bytes;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** Cleans the valid UTF-8 from {@code textFrom} to {@code textTo}; the source is not changed. */
  public void clean(byte[] text, int textFrom, int textTo) {
    bytes = text;
    from = textFrom;
    to = textTo;
    if (html || underscores || lower) {
      int first = next(text, textFrom, textTo);
      if (first < to) {
        rewrite(first);
      }
    }
    if (trim) {
      while (from < to && isSpace(bytes[to - 1])) {
        to--;
      }
      while (from < to && isSpace(bytes[from])) {
        from++;
      }
    }
  }

  /** The first place from {@code at} on where the text may change; {@code end} if there is none. */
  private int next(byte[] text, int at, int end) {
    int i = at;
    if (!lower) {
      while (i <= end - 2 * Long.BYTES
          && (found((long) LONG.get(text, i)) | found((long) LONG.get(text, i + Long.BYTES)))
              == 0) {
        i += 2 * Long.BYTES;
      }
      while (i <= end - Long.BYTES) {
        long found = found((long) LONG.get(text, i));
        if (found != 0) {
          return i + (Long.numberOfTrailingZeros(found) >>> 3);
        }
        i += Long.BYTES;
      }
    }
    while (i < end && !changes(text[i])) {
      i++;
    }
    return i;
  }

  /** A bit in the first byte of eight that may change; behind it others may have one, too. */
  private long found(long word) {
    long found = 0;
    if (html) {
      found = zeroBytes(word ^ AMPERSANDS) | zeroBytes(word ^ LESS_THANS);
    }
    if (underscores) {
      found |= zeroBytes(word ^ UNDERSCORES);
    }
    return found;
  }

  /** A bit in each byte that is zero; behind the first of them others may have it too. */
  private static long zeroBytes(long word) {
    return word - ONES & ~word & HIGH_BITS;
  }

  private boolean changes(byte b) {
    return html && (b == '&' || b == '<')
        || underscores && b == '_'
        || lower && (b < 0 || b >= 'A' && b <= 'Z');
  }

  /**
   * Copies the text with its changes. A reference never becomes longer ({@code &le;} has 4 bytes,
   * its character 3), but a small letter may have 3 bytes where the capital has 2.
   */
  private void rewrite(int first) {
    byte[] source = bytes;
    int end = to;
    int most = lower ? (end - from) / 2 * 3 + 3 : end - from;
    if (own.length < most) {
      own = Arrays.copyOf(own, Math.max(own.length * 2, most));
    }
    int written = 0;
    int copied = from;
    int at = first;
    while (at < end) {
      System.arraycopy(source, copied, own, written, at - copied);
      written += at - copied;
      byte b = source[at];
      if (html && b == '&') {
        int semicolon = semicolon(source, at + 1, end);
        int codePoint =
            semicolon < 0 ? HtmlEntities.NONE : HtmlEntities.codePoint(source, at + 1, semicolon);
        if (codePoint == HtmlEntities.NONE) {
          own[written++] = b;
          at++;
        } else {
          // An underscore that was escaped is one all the same.
          written = put(underscores && codePoint == '_' ? ' ' : codePoint, written);
          at = semicolon + 1;
        }
      } else if (html && b == '<' && isLineBreak(source, at, end)) {
        own[written++] = '\n';
        at += LINE_BREAK.length;
      } else if (lower && b < 0) {
        written = put(Utf8.decode(source, at), written);
        at += Utf8.length(b);
      } else {
        int ascii = underscores && b == '_' ? ' ' : b;
        own[written++] = (byte) (lower ? Character.toLowerCase(ascii) : ascii);
        at++;
      }
      copied = at;
      at = next(source, at, end);
    }
    System.arraycopy(source, copied, own, written, end - copied);
    bytes = own;
    from = 0;
    to = written + end - copied;
  }

  private int put(int codePoint, int written) {
    return Utf8.encode(lower ? Character.toLowerCase(codePoint) : codePoint, own, written);
  }

  private static int semicolon(byte[] source, int at, int end) {
    int limit = Math.min(end, at + LONGEST_REFERENCE);
    for (int i = at; i < limit; i++) {
      if (source[i] == ';') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isLineBreak(byte[] source, int at, int end) {
    return end - at >= LINE_BREAK.length
        && Arrays.equals(source, at, at + LINE_BREAK.length, LINE_BREAK, 0, LINE_BREAK.length);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }
}
