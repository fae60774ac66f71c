package org.reviewwarehouse.hive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what went wrong in what Hive says went wrong. A failed Tez task comes back as one message
 * with four attempts' stack traces in it; the cause is the innermost {@code Caused by} of the
 * first.
 */
final class Causes {
  private static final Pattern BOILERPLATE =
      Pattern.compile(
          "^(Error while (compiling|processing) statement: |FAILED: |Error running query: "
              + "|Execution Error, return code \\d+ from \\S+\\.?\\s+"
              + "|(SemanticException|HiveException|MetaException|RuntimeException)[: ]\\s*"
              + "|MetaException\\(message:|[a-z]\\w*(\\.\\w+)+\\.(?=[A-Z]))+");
  private static final Pattern CAUSED_BY = Pattern.compile("(?m)^Caused by: (.+)$");
  private static final Pattern THROWN =
      Pattern.compile("(?m)(?:^|[\\s:\\[])((?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error): .+)$");

  private Causes() {}

  /** The innermost cause of a failure, in one line that is never empty. */
  static String innermost(Throwable failure) {
    Throwable deepest = failure;
    for (Throwable t = failure; t != null && t != t.getCause(); t = t.getCause()) {
      if (t.getMessage() != null && !t.getMessage().isBlank()) {
        deepest = t;
      }
    }
    String message = deepest.getMessage();
    if (message == null || message.isBlank()) {
      return deepest.getClass().getSimpleName();
    }
    String line = shorten(innermost(message));
    return line.isEmpty() ? deepest.getClass().getSimpleName() : line;
  }

  private static String innermost(String message) {
    if (!message.contains("\n\tat ")) {
      return message;
    }
    // Later attempts repeat the first: their traces begin again after its last frame.
    int end = message.indexOf("\n], TaskAttempt ");
    String first = end < 0 ? message : message.substring(0, end);
    String found = null;
    Matcher causes = CAUSED_BY.matcher(first);
    while (causes.find()) {
      found = causes.group(1);
    }
    if (found != null) {
      return found;
    }
    Matcher thrown = THROWN.matcher(first);
    return thrown.find() ? thrown.group(1) : message.lines().findFirst().orElse(message);
  }

  private static String shorten(String message) {
    String line = BOILERPLATE.matcher(message.strip()).replaceFirst("");
    return line.replaceAll("\\s+", " ").strip();
  }
}
