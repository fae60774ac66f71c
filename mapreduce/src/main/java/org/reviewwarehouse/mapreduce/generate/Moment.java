package org.reviewwarehouse.mapreduce.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.reviewwarehouse.mapreduce.contract.Sample;

/**
 * See {@link Sample.Time}.
 *
 * @param of the time that it follows; null if it follows none
 * @param isOfId the moment is that of an id, by which it is drawn
 * @param isEventDay the field tells the event day, which a later version may have another of
 * @param base days since 1970-01-01 of the first arrival
 * @param places which second each of so many rows has that must be apart; null if they need not
 */
record Moment(
    Sample.Time sample,
    Cell of,
    boolean isOfId,
    boolean isEventDay,
    long base,
    Shuffle places,
    TimeSpelling spelling)
    implements Values {
  /** A clock is wrong by up to two minutes, or by that doubled up to so many times: four years. */
  private static final int WRONG = 120_000;

  private static final int MOST_DOUBLED = 20;

  @Override
  public void write(Draft draft, Draws draws, Line line) {
    long millis = millis(draft, draws);
    line.append(spelling.spell(millis, draws));
  }

  /** Milliseconds since 1970-01-01. */
  @Override
  public long number(Draft draft, Draws draws) {
    return millis(draft, draws);
  }

  private long millis(Draft draft, Draws draws) {
    long millis = begin(draft, draws);
    if (sample.most() != 0 || sample.least() != 0) {
      millis += (sample.least() + draws.below(sample.most() - sample.least() + 1)) * 1000L;
    }
    if (sample.wrong() > 0 && draws.chance(sample.wrong())) {
      long wrong = (1L + draws.below(WRONG)) << draws.below(MOST_DOUBLED + 1);
      millis += draws.chance(0.5) ? wrong : -wrong;
    }
    if (places != null) {
      long row = Math.floorMod(draft.identity, sample.apart());
      long round = Math.floorDiv(Math.floorDiv(millis, 1000), sample.apart()) - 1;
      millis = (round * sample.apart() + places.at(row)) * 1000;
    }
    return first(millis);
  }

  private long begin(Draft draft, Draws draws) {
    if (isOfId) {
      return (base - draws.below(sample.days())) * TimeSpelling.MILLIS_PER_DAY
          - draws.below((int) TimeSpelling.MILLIS_PER_DAY);
    }
    return of != null
        ? of.number(draft)
        : draft.moment(isEventDay ? draft.eventDay : draft.firstDay);
  }

  /** The first moment of the unit that a moment is in. */
  private long first(long millis) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(millis, TimeSpelling.MILLIS_PER_DAY));
    return switch (sample.unit()) {
      case MILLI -> millis;
      case SECOND -> millis - Math.floorMod(millis, 1000L);
      case HOUR -> millis - Math.floorMod(millis, 3_600_000L);
      case DAY -> millis(day);
      case WEEK -> millis(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case MONTH -> millis(day.withDayOfMonth(1));
    };
  }

  private static long millis(LocalDate day) {
    return day.toEpochDay() * TimeSpelling.MILLIS_PER_DAY;
  }
}
