package org.reviewwarehouse.mapreduce.generate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.TimeForm;

/** Spells moments in the forms that a field allows. */
final class TimeSpelling {
  static final long MILLIS_PER_DAY = 86_400_000;

  private static final ZoneOffset[] OFFSETS = {
    ZoneOffset.UTC, ZoneOffset.ofHours(1), ZoneOffset.ofHours(9), ZoneOffset.ofHours(-7)
  };
  private static final DateTimeFormatter[] INSTANTS =
      formats(
          "yyyy-MM-dd HH:mm:ssxxx",
          "yyyy-MM-dd'T'HH:mm:ssxxx",
          "yyyy-MM-dd'T'HH:mm:ss.SSSxx",
          "yyyy-MM-dd'T'HH:mm:ss.SSSX",
          "yyyy-MM-dd HH:mm:ss.SSSxxx");
  private static final DateTimeFormatter[] LOCALS =
      formats("yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.SSS");

  private final TimeForm[] forms;
  private final ZoneId zone;

  TimeSpelling(Field field) {
    forms = field.forms().toArray(TimeForm[]::new);
    zone = field.zone();
  }

  /** A moment in one of the forms; in some a part of it is lost. */
  String spell(long millis, Draws draws) {
    return spell(millis, draws.oneOf(forms), draws);
  }

  /** A day, the same each time. */
  String spellDay(long epochDay) {
    return spell(epochDay * MILLIS_PER_DAY, forms[0], new Draws().seed(0));
  }

  private String spell(long millis, TimeForm form, Draws draws) {
    Instant instant = Instant.ofEpochMilli(millis);
    return switch (form) {
      case DAY -> LocalDate.ofEpochDay(Math.floorDiv(millis, MILLIS_PER_DAY)).toString();
      case INSTANT -> draws.oneOf(INSTANTS).format(instant.atOffset(draws.oneOf(OFFSETS)));
      case LOCAL -> draws.oneOf(LOCALS).format(LocalDateTime.ofInstant(instant, zone));
      case EPOCH_SECONDS -> Long.toString(Math.floorDiv(millis, 1000));
      case EPOCH_MILLIS -> Long.toString(millis);
    };
  }

  private static DateTimeFormatter[] formats(String... patterns) {
    DateTimeFormatter[] formats = new DateTimeFormatter[patterns.length];
    for (int i = 0; i < patterns.length; i++) {
      formats[i] = DateTimeFormatter.ofPattern(patterns[i], Locale.ROOT);
    }
    return formats;
  }
}
