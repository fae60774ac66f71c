package org.reviewwarehouse.hive;

import org.jline.utils.WCWidth;

/** Text as a terminal shows it: Korean and emoji take two cells, an accent of its own none. */
final class Cells {
  private static final String CUT = "…";

  private Cells() {}

  /** How many cells a text without control characters takes. */
  static int width(String text) {
    return text.codePoints().map(Cells::width).sum();
  }

  private static int width(int character) {
    return Math.max(0, WCWidth.wcwidth(character));
  }

  /** The text, or as much of it as takes at most so many cells with a … at its end. */
  static String cut(String text, int cells) {
    if (width(text) <= cells) {
      return text;
    }
    int end = 0;
    for (int room = cells - 1; end < text.length(); ) {
      int character = text.codePointAt(end);
      room -= width(character);
      if (room < 0) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end) + CUT;
  }
}
