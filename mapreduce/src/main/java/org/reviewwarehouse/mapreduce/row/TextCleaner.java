package org.reviewwarehouse.mapreduce.row;

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
      int first = firstToChange();
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

  private int firstToChange() {
    int at = from;
    while (at < to) {
      byte b = bytes[at];
      boolean changes =
          html && (b == '&' || b == '<')
              || underscores && b == '_'
              || lower && (b < 0 || b >= 'A' && b <= 'Z');
      if (changes) {
        return at;
      }
      at++;
    }
    return at;
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
    int written = first - from;
    System.arraycopy(source, from, own, 0, written);
    int at = first;
    while (at < end) {
      byte b = source[at];
      if (html && b == '&') {
        int semicolon = semicolon(source, at + 1, end);
        int codePoint =
            semicolon < 0 ? HtmlEntities.NONE : HtmlEntities.codePoint(source, at + 1, semicolon);
        if (codePoint != HtmlEntities.NONE) {
          // An underscore that was escaped is one all the same.
          written = put(underscores && codePoint == '_' ? ' ' : codePoint, written);
          at = semicolon + 1;
          continue;
        }
      } else if (html && b == '<' && isLineBreak(source, at, end)) {
        own[written++] = '\n';
        at += LINE_BREAK.length;
        continue;
      }
      if (lower && b < 0) {
        int codePoint = Utf8.decode(source, at);
        at += Utf8.length(b);
        written = put(codePoint, written);
        continue;
      }
      int ascii = underscores && b == '_' ? ' ' : b;
      own[written++] = (byte) (lower && ascii >= 0 ? Character.toLowerCase(ascii) : ascii);
      at++;
    }
    bytes = own;
    from = 0;
    to = written;
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
