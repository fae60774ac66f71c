package org.reviewwarehouse.hive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A valid rating of an app as a raw file has it, by the rules of the feed, and by no code of the
 * jobs.
 *
 * @param id null where the source has none
 * @param app null where the source does not say
 * @param at null where no time is known
 * @param seen the day on which the file arrived
 */
record Rating(
    String id,
    String app,
    String platform,
    String author,
    int stars,
    Instant at,
    LocalDate day,
    LocalDate seen) {
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})"
              + "(?:[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)(Z|[+-]\\d{2}(?::?\\d{2})?)?)?");
  private static final ZoneId WHERE_NOT_SAID = ZoneId.of("Asia/Seoul");

  /**
   * Midnight where the text has only a day.
   *
   * @throws DateTimeException if the text tells no time
   */
  static Instant instant(String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      throw new DateTimeException(text);
    }
    LocalDate day = LocalDate.parse(parts.group(1));
    if (parts.group(2) == null) {
      return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    LocalDateTime local = day.atTime(LocalTime.parse(parts.group(2)));
    ZoneId zone = parts.group(3) == null ? WHERE_NOT_SAID : ZoneOffset.of(parts.group(3));
    return local.atZone(zone).toInstant();
  }

  /** The day, UTC. */
  static LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** When it was published, as far as that is known. */
  Instant since() {
    return at == null ? day.atStartOfDay().toInstant(ZoneOffset.UTC) : at;
  }

  /**
   * The newest version of each rating.
   *
   * @throws IllegalStateException if only a hash, which is the jobs' own, could say which that is
   */
  static Collection<Rating> newest(List<Rating> versions) {
    Map<List<Object>, Rating> newest = new LinkedHashMap<>();
    for (Rating version : versions) {
      newest.merge(version.key(), version, Rating::newer);
    }
    return newest.values();
  }

  private List<Object> key() {
    return id != null ? List.of(id) : List.of("" + app, platform, author, "" + at);
  }

  private static Rating newer(Rating a, Rating b) {
    if (a.seen.equals(b.seen) && !a.equals(b)) {
      throw new IllegalStateException("no order: " + a + " and " + b);
    }
    return a.seen.isAfter(b.seen) ? a : b;
  }
}
