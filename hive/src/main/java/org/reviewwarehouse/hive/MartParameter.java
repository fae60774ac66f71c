package org.reviewwarehouse.hive;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of a mart, from a line of its header:
 *
 * <pre>-- parameter: outage_day day 2021-12-25 day of the outage, in question_zone</pre>
 *
 * The statement asks for it as <code>${hivevar:outage_day}</code>; a site sets it with the property
 * {@code warehouse.mart.outage_day}.
 *
 * @param value the default, not yet as a literal
 */
record MartParameter(String name, Type type, String value, String meaning) {
  /** Before the name of the property that sets a parameter. */
  static final String PROPERTY = "warehouse.mart.";

  private static final Pattern LINE =
      Pattern.compile(
          "--\\s*parameter:\\s*([a-z][a-z0-9_]{0,127})\\s+([a-z]+)\\s+('(?:[^']|'')*'|[^'\\s]\\S*)"
              + "\\s+(\\S.*)");

  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  /** What a value may be, and how the statement gets it. */
  enum Type {
    /** Digits, put in bare. */
    INTEGER(value -> Literal.integer(value.strip())),

    /** Digits with a point, put in bare. */
    DECIMAL(value -> Literal.decimal(value.strip())),

    /** Anything but control characters, quoted. */
    TEXT(Literal::text),

    /** YYYY-MM-DD, quoted. */
    DAY(value -> Literal.day(value.strip())),

    /** HH:MM of a day, quoted. */
    TIME(value -> time(value.strip())),

    /**
     * A region such as Asia/Seoul or an offset such as +01:00, quoted. Hive's functions take +01:00
     * for UTC without a word, but know GMT+01:00.
     */
    ZONE(value -> zone(value.strip())),

    /** What {@link Condition} allows, in parentheses. */
    CONDITION(value -> Condition.parse(value).toString());

    private final UnaryOperator<String> literal;

    Type(UnaryOperator<String> literal) {
      this.literal = literal;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static String time(String value) {
    if (!MartParameter.TIME.matcher(value).matches()) {
      throw new IllegalArgumentException("it must be a time, HH:MM, 00:00 to 23:59");
    }
    return Literal.text(value);
  }

  /** As it was given: a mart that hands an offset to Hive's functions has to put GMT before it. */
  private static String zone(String value) {
    try {
      return Literal.text(ZoneId.of(value).getId());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "it must be a time zone such as UTC, Asia/Seoul or +01:00", e);
    }
  }

  /**
   * The parameters of a script, in the order of its lines.
   *
   * @throws IllegalStateException if a line is not as it must be
   */
  static List<MartParameter> of(Script script) {
    List<MartParameter> parameters = new ArrayList<>();
    for (String line : script.text().lines().toList()) {
      if (line.matches("--\\s*parameters?\\s*:.*")) {
        parameters.add(parse(script.name(), line.strip()));
      }
    }
    return parameters;
  }

  private static MartParameter parse(String mart, String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalStateException(
          "marts/"
              + mart
              + ".hql has a line that is not like `-- parameter: NAME TYPE DEFAULT MEANING`: "
              + line);
    }
    String word = parts.group(3);
    String value =
        word.startsWith("'") ? word.substring(1, word.length() - 1).replace("''", "'") : word;
    Type type;
    try {
      type = Type.valueOf(parts.group(2).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "marts/" + mart + ".hql has a parameter of no known type: " + line, e);
    }
    MartParameter parameter = new MartParameter(parts.group(1), type, value, parts.group(4));
    try {
      parameter.literal(value);
    } catch (WarehouseException e) {
      throw new IllegalStateException("marts/" + mart + ".hql: " + e.getMessage(), e);
    }
    return parameter;
  }

  /** Whether two marts may both have it: all but the words about it is the same. */
  boolean agrees(MartParameter other) {
    return type == other.type && value.equals(other.value);
  }

  /**
   * A value as the statement gets it.
   *
   * @throws WarehouseException if the value is not of the type
   */
  String literal(String value) {
    try {
      return type.literal.apply(value);
    } catch (IllegalArgumentException e) {
      throw new WarehouseException(
          "Cannot use parameter: " + name + " = " + value + ", because " + e.getMessage(), e);
    }
  }
}
