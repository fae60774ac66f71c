package org.reviewwarehouse.mapreduce.parquet;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class KeyIndexTest {
  private static final int MOST = 1 << 16;

  private final KeyIndex index = new KeyIndex();

  @Test
  public void keysAreNumberedInTheOrderTheyCome() {
    for (int round = 0; round < 2; round++) {
      Random random = new Random(round);
      Map<Long, Integer> expected = new HashMap<>();
      for (int i = 0; i < 100_000; i++) {
        long key = random.nextInt(40_000) * 1_000_003L - 7;
        assertEquals((int) expected.computeIfAbsent(key, any -> expected.size()), index.of(key));
      }
      assertEquals(expected.size(), index.size());
      expected.forEach((key, number) -> assertEquals((long) key, index.key(number)));
      index.clear();
      assertEquals(0, index.size());
    }
  }

  @Test
  public void noMoreAreTakenThanADictionaryIsWorth() {
    for (int key = 0; key < MOST; key++) {
      assertEquals(key, index.of(key));
    }
    assertEquals(-1, index.of(MOST));
    assertEquals("those that are there are found all the same", 17, index.of(17));
  }

  @Test
  public void keysThatWereMadeToCollideAreRefused() {
    long inverse = inverse(0x9E3779B97F4A7C15L);
    int refused = 0;
    for (long key = 1; key <= 1_000; key++) {
      refused += index.of(key * inverse) < 0 ? 1 : 0;
    }
    assertTrue(refused + " refused", refused > 900);
  }

  /** What an odd number times gives 1, modulo 2^64. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int i = 0; i < 6; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
