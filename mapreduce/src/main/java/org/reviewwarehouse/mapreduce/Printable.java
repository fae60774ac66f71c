package org.reviewwarehouse.mapreduce;

import java.util.regex.Pattern;

/** Names that others have given, as they can be shown to people. */
public final class Printable {
  /** Of controls, of line ends, and of those that turn the direction of what follows. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  private Printable() {}

  /**
   * The name in one line that does nothing to a terminal: a tab is written {@code \\u0009}, and so
   * are other characters that have no look of their own.
   */
  public static String of(String name) {
    return UNPRINTABLE
        .matcher(name)
        .replaceAll(found -> String.format("\\\\u%04X", (int) found.group().charAt(0)));
  }
}
