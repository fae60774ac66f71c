package org.reviewwarehouse.mapreduce.generate;

import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Sample;

/**
 * The rows of a feed of events: most are new, and some follow up others of that day or the day
 * before.
 *
 * <p>A shuffle gives every row a rank, and ranks are cut into ranges, one for each kind. The first
 * new rows by rank are those that are followed up: the n-th duplicate has the n-th of them, so that
 * none is followed up twice and all numbers are known before any row is written.
 */
final class DayPlan implements Plan {
  /** Rows older than the watermark are so many days older, at most. */
  static final int LATEST_DAYS = 60;

  private static final double NOT_OF_ARRIVAL = 0.3;
  private static final int MOST_RAISE = 5;
  private static final int DAY_SHIFT = 32;

  private final Contract contract;
  private final long seed;
  private final long arrival;
  private final long rows;
  private final boolean first;
  private final DayPlan before;
  private final Shuffle shuffle;
  private final Breaches breaches;
  private final Draws draws = new Draws();
  private final boolean raisesCounts;
  private final boolean raisesDay;
  private final boolean isByArrival;

  private final long fresh;
  private final long duplicatesAcross;
  private final long versionsAcross;
  private final long duplicates;
  private final long versions;
  private final long late;
  private final long bad;

  /**
   * @param arrival days since 1970-01-01
   * @param rows of each day, at least 1
   * @param first there are no rows of the day before
   */
  DayPlan(
      Contract contract,
      Columns columns,
      Breaches breaches,
      long seed,
      long arrival,
      long rows,
      boolean first) {
    this(contract, columns, breaches, seed, arrival, rows, first, true);
  }

  private DayPlan(
      Contract contract,
      Columns columns,
      Breaches breaches,
      long seed,
      long arrival,
      long rows,
      boolean first,
      boolean followsUp) {
    this.contract = contract;
    this.breaches = breaches;
    this.seed = Draws.mix(seed, arrival);
    this.arrival = arrival;
    this.rows = rows;
    this.first = first;
    before =
        followsUp
            ? new DayPlan(contract, columns, breaches, seed, arrival - 1, rows, first, false)
            : null;
    shuffle = new Shuffle(rows, this.seed);
    raisesCounts = contract.order().stream().anyMatch(each -> isRaised(each.field(), contract));
    raisesDay = columns.ordersByEventDay();
    isByArrival = columns.ordersByArrival();
    boolean raisesWithinDay = raisesCounts || raisesDay && contract.watermarkDays() > 0;

    duplicatesAcross = contract.watermarkDays() > 0 ? perMille(10) : 0;
    versionsAcross = raisesDay || isByArrival && contract.watermarkDays() > 0 ? perMille(5) : 0;
    duplicates = perMille(20);
    versions = raisesWithinDay ? perMille(5) : 0;
    late = perMille(10);
    bad = perMille(10);
    fresh = rows - duplicatesAcross - versionsAcross - duplicates - versions - late - bad;
  }

  /** A later version has more in the field. */
  static boolean isRaised(Field field, Contract contract) {
    return field.sample() != null
        && field.sample().shape() instanceof Sample.Count
        && contract.ordersBy(field)
        && !contract.key().contains(field);
  }

  private long perMille(int share) {
    return Math.round(rows * share / 1000.0);
  }

  @Override
  public long count(Kind kind) {
    return switch (kind) {
      case NEW -> first ? fresh + duplicatesAcross + versionsAcross : fresh;
      case DUPLICATE -> first ? duplicates : duplicates + duplicatesAcross;
      case LATER_VERSION -> first ? versions : versions + versionsAcross;
      case LATE -> late;
      case REJECTED -> bad;
    };
  }

  @Override
  public Breach breach(long badRow) {
    return breaches.of(badRow, arrival * bad);
  }

  @Override
  public void decide(long row, Draft draft) {
    draft.raise = 0;
    draft.breach = null;
    long rank = shuffle.at(row);
    long own = fresh + (first ? duplicatesAcross + versionsAcross : 0);
    if (rank < own) {
      fresh(row, rank, draft);
      return;
    }
    long number = rank - fresh;
    if (number < duplicatesAcross) {
      before.followed(duplicates + versions + number, draft);
      draft.kind = Kind.DUPLICATE;
      return;
    }
    number -= duplicatesAcross;
    if (number < versionsAcross) {
      before.followed(duplicates + versions + duplicatesAcross + number, draft);
      laterVersion(row, !isByArrival, draft);
      return;
    }
    number -= versionsAcross;
    if (number < duplicates) {
      followed(number, draft);
      draft.kind = Kind.DUPLICATE;
      return;
    }
    number -= duplicates;
    if (number < versions) {
      followed(duplicates + number, draft);
      laterVersion(row, raisesDay(number), draft);
      return;
    }
    number -= versions;
    fresh(row, rank, draft);
    if (number < late) {
      draft.kind = Kind.LATE;
      draws.seed(~draft.seed);
      draft.eventDay = arrival - contract.watermarkDays() - 1 - draws.below(LATEST_DAYS);
      draft.firstDay = draft.eventDay;
    } else {
      draft.kind = Kind.REJECTED;
      draft.breach = breach(number - late);
    }
  }

  /** The new row that is followed up as the n-th. */
  private void followed(long rank, Draft draft) {
    fresh(shuffle.placeOf(rank), rank, draft);
  }

  private void fresh(long row, long rank, Draft draft) {
    draft.kind = Kind.NEW;
    draft.identity = arrival << DAY_SHIFT | row;
    draft.seed = Draws.mix(seed, row);
    draft.textSeed = draft.seed;
    draft.eventDay = arrival - age(rank, draft.seed);
    draft.firstDay = draft.eventDay;
  }

  /** Days between a new row's event and its arrival. */
  private int age(long rank, long rowSeed) {
    int least = 0;
    int most = contract.watermarkDays();
    long version = rank - duplicates;
    if (version >= 0 && version < versions && raisesDay(version)) {
      least = 1; // its later version is of a later day
    }
    long across = version - versions;
    if (across >= 0 && across < duplicatesAcross + (isByArrival ? versionsAcross : 0)) {
      most--; // what follows it up arrives a day later, and must not be late then
    }
    draws.seed(~rowSeed);
    return draws.chance(NOT_OF_ARRIVAL) ? least + draws.below(most - least + 1) : least;
  }

  /** Of the later versions within a day, one half is of a later day, the other has more counts. */
  private boolean raisesDay(long version) {
    return raisesDay && contract.watermarkDays() > 0 && (!raisesCounts || version % 2 == 0);
  }

  private void laterVersion(long row, boolean laterDay, Draft draft) {
    draft.kind = Kind.LATER_VERSION;
    draft.textSeed = Draws.mix(seed, row);
    draws.seed(~draft.textSeed);
    if (laterDay) {
      draft.eventDay = arrival;
    }
    if (isByArrival) {
      draft.raise = 1; // so that whatever has two values has the other
    } else if (!laterDay || draws.chance(0.5)) {
      draft.raise = 1 + draws.below(MOST_RAISE);
    }
  }
}
