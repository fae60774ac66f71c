package org.reviewwarehouse.mapreduce.resolve;

import java.util.Arrays;
import java.util.Random;

/**
 * Pairs of keys of 32 printable bytes that XXH3 of 128 bits confuses where its seed is known. It
 * multiplies two words of the key, each under a word of the secret: {@code (a ^ x) * (b ^ y)}, with
 * {@code x = s0 + seed} and {@code y = s1 - seed}, and adds {@code a + b}. The product stays where
 * the factors change places: {@code b ^ x ^ y} for {@code a} and {@code a ^ x ^ y} for {@code b};
 * the sum stays where a and b differ in all bits of {@code x ^ y}.
 *
 * <p>The seed matters by {@code x ^ y} alone, and as x + y is a constant, some values of it belong
 * to one seed in 2 to the 18 each.
 */
public final class CraftedKeys {
  static final long SECRET_0 = 0xdb979083e96dd4deL;
  static final long SECRET_1 = 0x1f67b3b7a4a44072L;

  /** Where the two words are in a key of 32 bytes. */
  static final int FIRST = 16;

  static final int SECOND = 24;

  private CraftedKeys() {}

  /** Where the bits of the two words must differ under a seed. */
  public static long mask(long seed) {
    return SECRET_0 + seed ^ SECRET_1 - seed;
  }

  /** A seed whose mask lets keys be printable: it leaves the highest bit of each byte alone. */
  public static long seed(Random random) {
    long seed;
    do {
      seed = random.nextLong();
    } while ((mask(seed) & 0x8080808080808080L) != 0);
    return seed;
  }

  /** Two different keys that collide under all seeds that have a mask. */
  public static byte[][] pair(long mask, Random random) {
    while (true) {
      byte[] one = new byte[32];
      byte[] two = new byte[32];
      for (int i = 0; i < Long.BYTES; i++) {
        int differ = (int) (mask >>> 8 * i) & 0x7F;
        int a;
        int b;
        do {
          a = printable(random);
          b = ~a & differ | printable(random) & ~differ;
        } while (!isPrintable(b)
            || !isPrintable(a & differ | b & ~differ)
            || !isPrintable(b & differ | a & ~differ));
        one[FIRST + i] = (byte) a;
        one[SECOND + i] = (byte) b;
        two[FIRST + i] = (byte) (b ^ differ);
        two[SECOND + i] = (byte) (a ^ differ);
      }
      for (int i = 0; i < FIRST; i++) {
        one[i] = two[i] = (byte) printable(random);
      }
      if (!Arrays.equals(one, two)) {
        return new byte[][] {one, two};
      }
    }
  }

  private static int printable(Random random) {
    return '!' + random.nextInt('~' - '!' + 1);
  }

  private static boolean isPrintable(int each) {
    return each >= '!' && each <= '~';
  }
}
