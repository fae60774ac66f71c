package org.reviewwarehouse.mapreduce.row;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Set;
import org.reviewwarehouse.mapreduce.contract.TimeForm;

/** Days and instants in raw bytes, in the forms that a field allows. */
final class Times {
  /** Not a time. */
  static final long NONE = Long.MIN_VALUE;

  private static final long MICROS = 1_000_000;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int DAY_LENGTH = 10;

  /** Seconds of 0001-01-01 and of 10000-01-01: four digits for the year. */
  private static final long FIRST_SECOND = -62_135_596_800L;

  private static final long END_SECOND = 253_402_300_800L;

  private final boolean days;
  private final boolean instants;
  private final boolean locals;
  private final boolean onlyDays;

  /** Microseconds in a unit of numbers; 0 where no numbers are allowed. */
  private final long unit;

  private final ZoneRules zone;

  Times(Set<TimeForm> forms, ZoneId zone) {
    days = forms.contains(TimeForm.DAY);
    instants = forms.contains(TimeForm.INSTANT);
    locals = forms.contains(TimeForm.LOCAL);
    onlyDays = days && forms.size() == 1;
    unit =
        forms.contains(TimeForm.EPOCH_SECONDS)
            ? MICROS
            : forms.contains(TimeForm.EPOCH_MILLIS) ? MICROS / 1000 : 0;
    this.zone = zone.getRules();
  }

  /** Days since 1970-01-01 of the day, UTC, that the text tells; {@link #NONE} if it tells none. */
  long day(byte[] bytes, int from, int to) {
    if (onlyDays || days && to - from == DAY_LENGTH) {
      long day = Days.parse(bytes, from, to);
      if (onlyDays || day != Days.NONE) {
        return day;
      }
    }
    long micros = instant(bytes, from, to);
    return micros == NONE ? Days.NONE : Math.floorDiv(micros, SECONDS_PER_DAY * MICROS);
  }

  /** Microseconds since 1970-01-01 UTC; {@link #NONE} if the text tells no time. */
  long instant(byte[] bytes, int from, int to) {
    if (unit > 0) {
      long number = Numbers.parse(bytes, from, to);
      if (number != Numbers.NONE) {
        long perSecond = MICROS / unit;
        boolean fits = number >= FIRST_SECOND * perSecond && number < END_SECOND * perSecond;
        return fits ? number * unit : NONE;
      }
    }
    if (to - from < DAY_LENGTH) {
      return NONE;
    }
    long day = Days.parse(bytes, from, from + DAY_LENGTH);
    if (day == Days.NONE) {
      return NONE;
    }
    long seconds = day * SECONDS_PER_DAY;
    if (to - from == DAY_LENGTH) {
      return days ? seconds * MICROS : NONE;
    }
    byte separator = bytes[from + DAY_LENGTH];
    return separator == 'T' || separator == ' '
        ? time(bytes, from + DAY_LENGTH + 1, to, seconds)
        : NONE;
  }

  /** {@code HH:MM[:SS[.fraction]]} and what follows. */
  private long time(byte[] bytes, int from, int to, long midnight) {
    int hour = twoDigits(bytes, from, to);
    int minute = twoDigitsAfterColon(bytes, from + 2, to);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return NONE;
    }
    long micros = (midnight + hour * 3600L + minute * 60L) * MICROS;
    int at = from + 5;
    if (at < to && bytes[at] == ':') {
      int second = twoDigitsAfterColon(bytes, at, to);
      if (second < 0 || second > 59) {
        return NONE;
      }
      micros += second * MICROS;
      at += 3;
      if (at < to && bytes[at] == '.') {
        int digits = at + 1;
        long place = MICROS / 10;
        for (at = digits; at < to && isDigit(bytes[at]); at++) {
          micros += (bytes[at] - '0') * place;
          place /= 10;
        }
        if (at == digits || at - digits > 9) {
          return NONE;
        }
      }
    }
    long utc = inZone(bytes, at, to, micros);
    return utc >= FIRST_SECOND * MICROS && utc < END_SECOND * MICROS ? utc : NONE;
  }

  private long inZone(byte[] bytes, int at, int to, long micros) {
    if (at == to) {
      return locals ? micros - localOffset(micros) * MICROS : NONE;
    }
    if (!instants) {
      return NONE;
    }
    if (bytes[at] == 'Z') {
      return at + 1 == to ? micros : NONE;
    }
    int sign = bytes[at] == '+' ? 1 : bytes[at] == '-' ? -1 : 0;
    int hours = twoDigits(bytes, at + 1, to);
    int minutes = 0;
    int end = at + 3;
    if (end < to) {
      boolean colon = bytes[end] == ':';
      minutes = twoDigits(bytes, colon ? end + 1 : end, to);
      end += colon ? 3 : 2;
    }
    if (sign == 0 || hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || end != to) {
      return NONE;
    }
    return micros - sign * (hours * 3600L + minutes * 60L) * MICROS;
  }

  private long localOffset(long micros) {
    if (zone.isFixedOffset()) {
      return zone.getOffset((java.time.Instant) null).getTotalSeconds();
    }
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), 0, ZoneOffset.UTC);
    return zone.getOffset(local).getTotalSeconds();
  }

  private static int twoDigitsAfterColon(byte[] bytes, int at, int to) {
    return at < to && bytes[at] == ':' ? twoDigits(bytes, at + 1, to) : -1;
  }

  private static int twoDigits(byte[] bytes, int at, int to) {
    return at + 1 < to && isDigit(bytes[at]) && isDigit(bytes[at + 1])
        ? (bytes[at] - '0') * 10 + bytes[at + 1] - '0'
        : -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
