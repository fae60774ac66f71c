package org.reviewwarehouse.hive;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * Values as HiveQL writes them. Each method promises that what it returns is one literal whatever
 * it is given, and says with an {@link IllegalArgumentException} what it does not take.
 */
final class Literal {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,19})?");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private Literal() {}

  /** Digits; a minus keeps to itself, as two of them in a row would begin a comment. */
  static String integer(String value) {
    return number(value, INTEGER, "an integer of at most 18 digits");
  }

  static String decimal(String value) {
    return number(value, DECIMAL, "a number such as 12, -3 or 0.25");
  }

  private static String number(String value, Pattern pattern, String rule) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException("it must be " + rule);
    }
    return value.startsWith("-") ? "(" + value + ")" : value;
  }

  /**
   * The text in quotes. A dollar sign is escaped, too: HiveServer2 would put a variable of its own
   * in the place of <code>${env:HOME}</code>.
   */
  static String text(String value) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        throw new IllegalArgumentException(
            String.format("it must not hold control characters (it has U+%04X)", (int) c));
      }
      switch (c) {
        case '\\', '\'' -> quoted.append('\\').append(c);
        case '$' -> quoted.append("\\u0024");
        default -> quoted.append(c);
      }
    }
    return quoted.append('\'').toString();
  }

  /** The day in quotes, {@code 'YYYY-MM-DD'}. */
  static String day(String value) {
    try {
      if (DAY.matcher(value).matches()) {
        return text(LocalDate.parse(value).toString());
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new IllegalArgumentException("it must be a day, YYYY-MM-DD");
  }
}
