package org.reviewwarehouse.mapreduce.generate;

/**
 * The numbers from 0 to {@code size - 1} in another order that looks random, and back, without a
 * table: a reversible mix of as many bits as the size needs, repeated until the result is in range.
 */
final class Shuffle {
  private static final int ROUNDS = 3;

  private final long size;
  private final long mask;
  private final int shift;
  private final long[] factors = new long[ROUNDS];
  private final long[] inverses = new long[ROUNDS];
  private final long[] offsets = new long[ROUNDS];

  Shuffle(long size, long seed) {
    this.size = size;
    int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
    mask = -1L >>> Long.SIZE - bits;
    shift = (bits + 1) / 2; // by half and more, x ^ x >>> shift undoes itself
    Draws draws = new Draws().seed(seed);
    for (int i = 0; i < ROUNDS; i++) {
      factors[i] = draws.next() | 1;
      inverses[i] = inverse(factors[i]);
      offsets[i] = draws.next();
    }
  }

  /** What stands at a place. */
  long at(long place) {
    long x = place;
    do {
      for (int i = 0; i < ROUNDS; i++) {
        x = x * factors[i] + offsets[i] & mask;
        x ^= x >>> shift;
      }
    } while (x >= size);
    return x;
  }

  /** The place of a number. */
  long placeOf(long number) {
    long x = number;
    do {
      for (int i = ROUNDS - 1; i >= 0; i--) {
        x ^= x >>> shift;
        x = (x - offsets[i]) * inverses[i] & mask;
      }
    } while (x >= size);
    return x;
  }

  /** Of an odd number, modulo 2 to the 64: each of Newton's steps doubles the bits that fit. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int i = 0; i < 5; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
