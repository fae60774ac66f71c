package org.reviewwarehouse.oozie;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Consecutive days, both ends included. */
record Days(LocalDate from, LocalDate to) {

  /** With what {@code --from} and {@code --to} are if they are not given; empty if they must be. */
  static Options addTo(Options options, String otherwise) {
    return options
        .addOption(Program.option("from", "DAY", "the first arrival day" + otherwise))
        .addOption(Program.option("to", "DAY", "the last one"));
  }

  /** What {@code --from} and {@code --to} say; null without both. */
  static Days of(CommandLine line) throws ParseException {
    if (!line.hasOption("from") && !line.hasOption("to")) {
      return null;
    }
    if (!line.hasOption("from") || !line.hasOption("to")) {
      throw new ParseException(
          "Cannot tell the days, because --from and --to belong together, each a day");
    }
    return between(line.getOptionValue("from"), line.getOptionValue("to"));
  }

  /** Reads {@code FROM..TO}, or one day. */
  static Days parse(String text) throws ParseException {
    String[] bounds = text.split("\\.\\.", 2);
    return between(bounds[0], bounds[bounds.length - 1]);
  }

  private static Days between(String from, String to) throws ParseException {
    Days days = new Days(day(from), day(to));
    if (days.to.isBefore(days.from)) {
      throw new ParseException(
          "Cannot read days: " + days + ", because the last is before the first");
    }
    return days;
  }

  static LocalDate day(String text) throws ParseException {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new ParseException(
          "Cannot read day: " + text + ", because it is not a day like 2015-08-31");
    }
  }

  List<LocalDate> all() {
    return from.datesUntil(to.plusDays(1)).toList();
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  boolean overlaps(Days other) {
    return !other.to.isBefore(from) && !other.from.isAfter(to);
  }

  /**
   * Days that need not follow each other, in order, as few ranges as can be.
   *
   * @param most days of a range
   */
  static List<Days> ranges(Collection<LocalDate> days, int most) {
    List<Days> ranges = new ArrayList<>();
    LocalDate first = null;
    LocalDate last = null;
    for (LocalDate day : new TreeSet<>(days)) {
      if (first != null && (!day.equals(last.plusDays(1)) || !day.isBefore(first.plusDays(most)))) {
        ranges.add(new Days(first, last));
        first = null;
      }
      first = first == null ? day : first;
      last = day;
    }
    if (first != null) {
      ranges.add(new Days(first, last));
    }
    return ranges;
  }

  /** As the apps take it: {@code FROM..TO}, or one day. */
  @Override
  public String toString() {
    return from.equals(to) ? from.toString() : from + ".." + to;
  }
}
