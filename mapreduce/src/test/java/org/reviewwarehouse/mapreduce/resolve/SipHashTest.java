package org.reviewwarehouse.mapreduce.resolve;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import net.openhft.hashing.LongTupleHashFunction;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;

public class SipHashTest {
  /** By length of 00 01 02 …, under the key 00 01 … 0f: as the authors publish them. */
  private static final Map<Integer, String> PUBLISHED =
      Map.of(
          0, "a3817f04ba25a8e66df67214c7550293",
          1, "da87c1d86b99af44347659119b22fc45",
          7, "a1f1ebbed8dbc153c0b84aa61ff08239",
          8, "3b62a9ba6258f5610f83e264f31497b4",
          9, "264499060ad9baabc47f8b02bb6d71ed",
          15, "5493e99933b0a8117e08ec0f97cfc3d9",
          16, "6ee2a4ca67b054bbfd3315bf85230577",
          17, "473d06e8738db89854c066c47ae47740",
          31, "2939b0183223fafc1723de4f52c43d35",
          63, "5150d1772f50834a503e069a973fbd7c");

  @Rule public final Seed seed = new Seed();

  @Test
  public void isTheOneThatIsPublished() {
    SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    PUBLISHED.forEach(
        (length, expected) -> {
          byte[] bytes = new byte[length + 5];
          for (int i = 0; i < length; i++) {
            bytes[i + 3] = (byte) i;
          }
          long[] words = new long[2];
          hash.hash(bytes, 3, length, words);
          ByteBuffer out = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
          out.putLong(words[0]).putLong(words[1]);
          assertEquals("" + length, expected, HexFormat.of().formatHex(out.array()));
        });
  }

  @Test
  public void tellsKeysApartThatAFasterHashConfuses() {
    Random random = seed.random();
    long known = CraftedKeys.seed(random);
    for (int i = 0; i < 2_000; i++) {
      byte[][] pair = CraftedKeys.pair(CraftedKeys.mask(known), random);
      assertFalse(Arrays.equals(pair[0], pair[1]));
      LongTupleHashFunction faster = LongTupleHashFunction.xx128(known);
      assertArrayEquals("the attack is real", faster.hashBytes(pair[0]), faster.hashBytes(pair[1]));
      long[] one = new long[2];
      long[] two = new long[2];
      SipHash hash = new SipHash(known, ~known);
      hash.hash(pair[0], 0, 32, one);
      hash.hash(pair[1], 0, 32, two);
      assertNotEquals(one[0], two[0]);
      assertNotEquals(one[1], two[1]);
    }
  }

  /** Why a seed that nobody knows does not help the faster hash: one in 2 to the 18 will do. */
  @Test
  public void aFasterHashConfusesAPairUnderManySeeds() {
    // x + y is this whatever the seed; where they do not differ, both have the same bit, any.
    long sum = CraftedKeys.SECRET_0 + CraftedKeys.SECRET_1;
    long mask = likeliest(sum);
    long both = sum - mask >>> 1;
    assertEquals("the mask of one seed in 2 to the", 18, 64 - Long.bitCount(mask));
    Random random = seed.random();
    long a = random.nextLong();
    long b = a ^ mask ^ (1L << Long.numberOfTrailingZeros(~mask)); // and in one bit more
    byte[] one = key(a, b);
    byte[] two = key(b ^ mask, a ^ mask);
    assertFalse(Arrays.equals(one, two));
    for (int i = 0; i < 1_000; i++) {
      long x = both | random.nextLong() & mask;
      LongTupleHashFunction faster = LongTupleHashFunction.xx128(x - CraftedKeys.SECRET_0);
      assertArrayEquals(faster.hashBytes(one), faster.hashBytes(two));
    }
  }

  private static byte[] key(long first, long second) {
    ByteBuffer key = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    key.putLong(CraftedKeys.FIRST, first).putLong(CraftedKeys.SECOND, second);
    return key.array();
  }

  /** Of the values that {@code x ^ y} can have where x + y is known, one with the most bits. */
  private static long likeliest(long sum) {
    long mask = 0;
    int carry = 0;
    for (int bit = 0; bit < 64; bit++) {
      int ofSum = (int) (sum >>> bit) & 1;
      if (ofSum != carry) {
        mask |= 1L << bit;
      } else {
        carry = (int) ((bit < 63 ? ~(sum >>> bit + 1) : 0) & 1);
      }
    }
    return mask;
  }
}
