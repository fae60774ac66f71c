package org.reviewwarehouse.mapreduce.generate;

import java.nio.charset.StandardCharsets;

/** Writes texts as strings of JSON. */
final class JsonText {
  private static final String DIGITS = "0123456789abcdef";

  private JsonText() {}

  /**
   * Writes a text.
   *
   * @param onlyAscii all other characters are escaped; the text must be valid UTF-8 then
   */
  static void append(byte[] text, int from, int to, boolean onlyAscii, Line line) {
    line.append('"');
    int plain = from;
    for (int i = from; i < to; i++) {
      byte next = text[i];
      if (next < 0 && onlyAscii) {
        line.append(text, plain, i);
        int end = i;
        while (end < to && text[end] < 0) {
          end++;
        }
        new String(text, i, end - i, StandardCharsets.UTF_8)
            .chars()
            .forEach(c -> appendEscape(c, line));
        i = end - 1;
        plain = end;
      } else if (next >= 0 && next < ' ' || next == '"' || next == '\\') {
        line.append(text, plain, i);
        appendEscaped(next, line);
        plain = i + 1;
      }
    }
    line.append(text, plain, to);
    line.append('"');
  }

  private static void appendEscaped(byte next, Line line) {
    switch (next) {
      case '"', '\\' -> {
        line.append('\\');
        line.append((char) next);
      }
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> appendEscape(next, line);
    }
  }

  private static void appendEscape(int unit, Line line) {
    line.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      line.append(DIGITS.charAt(unit >> shift & 0xF));
    }
  }
}
