package org.reviewwarehouse.oozie;

import java.io.PrintStream;

/**
 * A terminal, on which a table is drawn anew in its place, or anything else, to which it is not.
 */
final class Screen {
  /** To the upper left corner, and everything below it erased. */
  private static final String HOME = "\033[H\033[J";

  private final PrintStream out;
  private final boolean redraws;
  private String last = "";

  private Screen(PrintStream out, boolean redraws) {
    this.out = out;
    this.redraws = redraws;
  }

  static Screen of(PrintStream out) {
    boolean isDumb = "dumb".equals(System.getenv("TERM"));
    return new Screen(out, out == System.out && System.console() != null && !isDumb);
  }

  boolean redraws() {
    return redraws;
  }

  /** Leaves what was on the screen before the first table. */
  void show(String text) {
    if (last.isEmpty()) {
      out.print(text);
    } else if (!text.equals(last)) {
      out.print(HOME + text);
    }
    out.flush();
    last = text;
  }
}
