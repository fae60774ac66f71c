package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.BitSet;
import org.junit.Test;

public class ShuffleTest {
  @Test
  public void everyNumberComesOnceAndIsFoundAgain() {
    for (int size : new int[] {1, 2, 3, 7, 64, 65, 1000, 4097}) {
      Shuffle shuffle = new Shuffle(size, 42);
      BitSet seen = new BitSet(size);
      for (int place = 0; place < size; place++) {
        long number = shuffle.at(place);
        assertTrue("of " + size + " numbers: " + number, number >= 0 && number < size);
        seen.set((int) number);
        assertEquals("of " + size + " numbers", place, shuffle.placeOf(number));
      }
      assertEquals(size, seen.cardinality());
    }
  }

  @Test
  public void largeRangesAreFoundAgainToo() {
    for (long size : new long[] {2_000_000_000L, 1L << 62, Long.MAX_VALUE}) {
      Shuffle shuffle = new Shuffle(size, 7);
      for (long place = 1; place < size / 3; place *= 3) {
        assertEquals(place, shuffle.placeOf(shuffle.at(place)));
      }
    }
  }

  @Test
  public void anotherSeedIsAnotherOrder() {
    int same = 0;
    for (int place = 0; place < 1000; place++) {
      same += new Shuffle(1000, 1).at(place) == new Shuffle(1000, 2).at(place) ? 1 : 0;
    }
    assertTrue("numbers at the same place: " + same, same < 20);
  }
}
