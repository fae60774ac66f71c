package org.reviewwarehouse.hive;

import java.util.ArrayList;
import java.util.List;

/** Splits a HiveQL script into its statements. */
final class Statements {
  private final String text;
  private final StringBuilder statement = new StringBuilder();
  private final List<String> statements = new ArrayList<>();
  private int at;

  private Statements(String text) {
    this.text = text;
  }

  /**
   * The statements of a script, without their semicolons, without comments outside quotes, and
   * without the empty ones. A semicolon inside {@code '…'}, {@code "…"}, {@code `…`} or a comment
   * ({@code -- …} to the end of the line, {@code /* … *}{@code /}) does not end a statement; a
   * backslash protects the character after it in the first two. Hints ({@code /*+ … *}{@code /})
   * are kept.
   *
   * @throws WarehouseException if a quote or a comment is not closed
   */
  static List<String> split(String text) {
    Statements splitter = new Statements(text);
    splitter.run();
    return splitter.statements;
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        quoted(c);
      } else if (text.startsWith("--", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at) && !text.startsWith("/*+", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw unclosed("/*", at);
        }
        statement.append(' ');
        at = end + 2;
      } else if (c == ';') {
        finish();
        at++;
      } else {
        statement.append(c);
        at++;
      }
    }
    finish();
  }

  private void quoted(char quote) {
    int start = at;
    for (at++; at < text.length() && text.charAt(at) != quote; at++) {
      if (text.charAt(at) == '\\' && quote != '`') {
        at++;
      }
    }
    if (at >= text.length()) {
      throw unclosed(String.valueOf(quote), start);
    }
    at++;
    statement.append(text, start, at);
  }

  private void finish() {
    String trimmed = statement.toString().strip();
    if (!trimmed.isEmpty()) {
      statements.add(trimmed);
    }
    statement.setLength(0);
  }

  private WarehouseException unclosed(String what, int start) {
    long line = text.substring(0, start).lines().count();
    boolean first = start == 0 || text.charAt(start - 1) == '\n';
    return new WarehouseException(
        "Cannot split the script: the "
            + what
            + " of line "
            + Math.max(1, first ? line + 1 : line)
            + ", because it is never closed");
  }
}
