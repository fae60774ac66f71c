package org.reviewwarehouse.mapreduce.generate;

/** Numbers drawn from a seed (SplitMix64): the same on every machine. */
final class Draws {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  /** From here on, the numbers of another seed. */
  Draws seed(long seed) {
    state = seed;
    return this;
  }

  long next() {
    state += STEP;
    return mix(state);
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) ((next() >>> 33) * bound >>> 31);
  }

  /** A number from 0 to less than 1. */
  double unit() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** True with a probability. */
  boolean chance(double probability) {
    return unit() < probability;
  }

  /** One of some. */
  <T> T oneOf(T[] all) {
    return all[below(all.length)];
  }

  /** A seed that depends on two numbers. */
  static long mix(long one, long other) {
    return mix(mix(one + STEP) ^ other * 0xD1342543DE82EF95L);
  }

  private static long mix(long word) {
    long mixed = (word ^ word >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
