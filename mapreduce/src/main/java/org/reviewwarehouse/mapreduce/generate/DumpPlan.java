package org.reviewwarehouse.mapreduce.generate;

/**
 * The rows of a feed of dumps: every night the whole dump, which is a little different from that of
 * the night before.
 *
 * <p>Entities have numbers. In a night, those of a range are there, and from night to night the
 * range moves on: the first few vanish, and as many new ones appear behind the last. In every
 * night, one of {@link #ROUND} changes; which, depends on the remainder of its number alone. So it
 * can be told of any row whether the last one of its entity is the same.
 */
final class DumpPlan implements Plan {
  /** An entity changes every so many nights. */
  static final int ROUND = 50;

  /** Entities are so many days older than the first night, at most. */
  static final int OLDEST_DAYS = 400;

  private static final long BAD = 1L << 40;
  private static final int NIGHT_SHIFT = 32;

  private final long seed;
  private final Breaches breaches;
  private final long from;
  private final long night;
  private final long lastNight;
  private final Shuffle shuffle;
  private final Draws draws = new Draws();

  private final long entities;
  private final long moved;
  private final long duplicates;
  private final long bad;

  /**
   * @param from first arrival day, days since 1970-01-01
   * @param nights how many there are in all
   * @param night the one that is planned, from 0
   * @param rows of each night, at least 1
   */
  DumpPlan(Breaches breaches, long seed, long from, long nights, long night, long rows) {
    this.seed = seed;
    this.breaches = breaches;
    this.from = from;
    this.night = night;
    lastNight = nights - 1;
    shuffle = new Shuffle(rows, Draws.mix(seed, night));
    moved = Math.round(rows * 0.01);
    duplicates = Math.round(rows * 0.01);
    bad = Math.round(rows * 0.01);
    entities = rows - duplicates - bad;
  }

  @Override
  public long count(Kind kind) {
    long first = night * moved;
    long end = first + entities;
    // Only those that vanish after this night have their last row in it.
    long last = night == lastNight ? entities : Math.min(moved, entities);
    long changed = changed(first, end) + changed(end - duplicates, end);
    return switch (kind) {
      case NEW -> last;
      case DUPLICATE -> entities - last + duplicates - changed;
      case LATER_VERSION -> changed;
      case LATE -> 0;
      case REJECTED -> bad;
    };
  }

  /** How many of the entities of this night in a range have another row in a later one. */
  private long changed(long first, long end) {
    long changed = 0;
    for (long later = night + 1; later <= Math.min(lastNight, night + ROUND); later++) {
      // Each changes once in these nights; it counts if it is still there then.
      long left = Math.max(first, later * moved);
      changed += left < end ? upTo(end, later) - upTo(left, later) : 0;
    }
    return changed;
  }

  /** How many entities with a number less than {@code end} change in a night. */
  private static long upTo(long end, long night) {
    return Math.floorDiv(end - 1 - night % ROUND, ROUND) + 1;
  }

  @Override
  public Breach breach(long badRow) {
    return breaches.of(badRow, (from + night) * bad);
  }

  @Override
  public void decide(long row, Draft draft) {
    draft.breach = null;
    long rank = shuffle.at(row);
    if (rank >= entities + duplicates) {
      long badRow = rank - entities - duplicates;
      describe(BAD + (night << NIGHT_SHIFT) + badRow, draft);
      draft.raise = 0;
      draft.kind = Kind.REJECTED;
      draft.breach = breach(badRow);
      return;
    }
    boolean isDuplicate = rank >= entities;
    long entity = night * moved + (isDuplicate ? rank - duplicates : rank);
    long lastSeen = moved == 0 ? lastNight : Math.min(lastNight, entity / moved);
    describe(entity, draft);
    draft.raise = version(entity, night);
    draft.textSeed = draft.raise == 0 ? draft.seed : Draws.mix(draft.seed, draft.raise);
    if (draft.raise != version(entity, lastSeen)) {
      draft.kind = Kind.LATER_VERSION;
    } else {
      draft.kind = isDuplicate || lastSeen > night ? Kind.DUPLICATE : Kind.NEW;
    }
  }

  private void describe(long identity, Draft draft) {
    draft.identity = identity;
    draft.seed = Draws.mix(seed, identity);
    draft.textSeed = draft.seed;
    long appears = moved == 0 || identity < entities ? 0 : (identity - entities) / moved + 1;
    draws.seed(~draft.seed);
    draft.eventDay = from + Math.min(appears, night) - 1 - draws.below(OLDEST_DAYS);
    draft.firstDay = draft.eventDay;
  }

  /** How often an entity has changed up to a night. */
  private static int version(long entity, long night) {
    return (int) Math.floorDiv(night - entity % ROUND, ROUND) + 1;
  }
}
