package org.reviewwarehouse.hive;

import java.util.regex.Pattern;

/**
 * What may become part of a statement. HiveQL has no bound parameters in DDL, so everything from
 * outside passes one of these strict patterns first; none lets a quote, a backslash, a semicolon or
 * a blank through.
 */
enum Names {
  DATABASE("database", "[a-z][a-z0-9_]{0,127}", "lower-case letters, digits and _"),
  FEED("feed", "[a-z][a-z0-9_]{0,99}", "lower-case letters, digits and _"),
  MART("mart", "[a-z][a-z0-9_]{0,127}", "lower-case letters, digits and _"),
  RUN("run", "[0-9]{6,9}-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}", "like 000001-20151120T085644Z-1a2b3c4d"),
  PERIOD(
      "period", "all|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", "all, or like 2015, 2015-08 or 2015-08-31"),
  ROOT(
      "root",
      "([a-z][a-z0-9+.-]*://[A-Za-z0-9._:@-]*)?(/[A-Za-z0-9_=+@-][A-Za-z0-9._=+@-]*)+/?",
      "an absolute path of letters, digits and ._=+@- with an optional scheme and host");

  private final String what;
  private final Pattern pattern;
  private final String rule;

  Names(String what, String pattern, String rule) {
    this.what = what;
    this.pattern = Pattern.compile(pattern);
    this.rule = rule;
  }

  /**
   * @return the value itself
   * @throws WarehouseException if the value is null or anything but what the pattern allows
   */
  String check(String value) {
    if (value == null || !pattern.matcher(value).matches()) {
      throw new WarehouseException(
          "Cannot use " + what + ": " + value + ", because it must be " + rule);
    }
    return value;
  }
}
