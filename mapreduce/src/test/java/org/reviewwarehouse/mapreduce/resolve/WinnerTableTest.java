package org.reviewwarehouse.mapreduce.resolve;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;

public class WinnerTableTest {
  private static final int SIZE = 6;

  @Rule public final Seed seed = new Seed();

  @Test
  public void theGreatestWinsWhereverItComes() {
    long[] old = version(1, 10, 0, 100, 1);
    long[] older = version(1, 9, 7, 300, 2);
    long[] newest = version(1, 11, 0, 50, 3);
    for (List<long[]> versions :
        List.of(
            List.of(newest, old, older),
            List.of(old, newest, older),
            List.of(old, older, newest))) {
      WinnerTable table = table(versions);
      assertEquals(1, table.keys());
      assertArrayEquals(new long[] {superseded(1), superseded(2)}, table.losers());
    }
  }

  @Test
  public void theHashDecidesBetweenEqualOrders() {
    long[] low = version(1, 10, 3, 5, 1);
    long[] high = version(1, 10, 3, -1, 2); // unsigned, the greatest
    assertArrayEquals(new long[] {superseded(1)}, table(List.of(low, high)).losers());
    assertArrayEquals(new long[] {superseded(1)}, table(List.of(high, low)).losers());
  }

  @Test
  public void ofEqualContentTheFirstPlaceWinsAndTheOthersAreDuplicates() {
    long[] first = version(1, 10, 0, 5, 1);
    long[] second = version(1, 10, 0, 5, 2);
    long[] third = version(1, 10, 0, 5, 3);
    long[] expected = {duplicate(2), duplicate(3)};
    assertArrayEquals(expected, table(List.of(first, second, third)).losers());
    assertArrayEquals(expected, table(List.of(third, second, first)).losers());
    assertArrayEquals(expected, table(List.of(second, first, third)).losers());
  }

  @Test
  public void aLoserIsNamedByTheWinnerAndNotByWhoBeatItFirst() {
    long[] old = version(1, 10, 0, 5, 1);
    long[] sameOld = version(1, 10, 0, 5, 2);
    long[] newer = version(1, 11, 0, 6, 3);
    assertArrayEquals(
        new long[] {superseded(1), superseded(2)}, table(List.of(old, sameOld, newer)).losers());
  }

  @Test
  public void readsAVersionFromTheMiddleOfAnArray() {
    long[] array = new long[SIZE + 3];
    System.arraycopy(version(1, 10, 0, 5, 1), 0, array, 2, SIZE);
    WinnerTable table = new WinnerTable(SIZE, 42);
    table.add(array, 2);
    Arrays.fill(array, 0);
    table.add(version(1, 10, 0, 5, 2), 0);
    assertEquals("what was added is copied", 1, table.keys());
    assertArrayEquals(new long[] {duplicate(2)}, table.losers());
  }

  @Test
  public void agreesWithANaiveReferenceInWhateverOrderVersionsCome() {
    Random random = seed.random();
    for (int i = 0; i < 500; i++) {
      List<long[]> versions = new ArrayList<>();
      int keys = 1 + random.nextInt(20);
      for (int count = random.nextInt(100); count > 0; count--) {
        versions.add(
            version(
                random.nextInt(keys),
                random.nextInt(3) - 1,
                random.nextInt(3),
                random.nextInt(4) - 2,
                RowVersion.place(random.nextInt(3), versions.size())));
      }
      Map<Long, long[]> winners = winners(versions);
      long[] losers = losers(versions, winners);
      for (int order = 0; order < 4; order++) {
        WinnerTable table = table(versions);
        assertEquals(winners.size(), table.keys());
        assertArrayEquals(losers, table.losers());
        Collections.shuffle(versions, random);
      }
    }
  }

  @Test
  public void growsOverManyKeys() {
    Random random = seed.random();
    List<long[]> versions = new ArrayList<>();
    for (int i = 0; i < 300_000; i++) {
      versions.add(version(random.nextInt(200_000), random.nextInt(5), 0, random.nextInt(), i));
    }
    Map<Long, long[]> winners = winners(versions);
    WinnerTable table = table(versions);
    assertEquals(winners.size(), table.keys());
    assertArrayEquals(losers(versions, winners), table.losers());
  }

  /** Without a seed they would all begin at one place, and each look at all before it. */
  @Test
  public void keysThatAreMadeToFallTogetherDoNot() {
    Set<Integer> places = new HashSet<>();
    WinnerTable table = new WinnerTable(SIZE, 42);
    int keys = 200_000;
    for (int i = 0; i < keys; i++) {
      String end = String.format("%07d", i);
      String key = end.substring(4) + "P" + end.substring(0, 4) + end; // the first long undoes it
      long first = 0;
      long second = 0;
      for (int at = 0; at < 15; at++) {
        first = at < 8 ? first << 8 | key.charAt(at) : first;
        second = at < 8 ? second : second << 8 | key.charAt(at);
      }
      second = second << 8 | 16; // as of a key of 15 bytes
      assertEquals("one place without a seed", 0x40L << 32, first ^ Long.rotateLeft(second, 32));
      places.add(RowVersion.spread(first, second, 42));
      table.add(new long[] {first, second, 0, 0, i, i}, 0);
    }
    assertEquals(keys, table.keys());
    assertTrue(places.size() + " places", places.size() > 0.99 * keys);
  }

  /**
   * A version of the key that a number names; words of both kinds, exact and hashed. The event day,
   * in the low half of the last order word, must not count.
   */
  private static long[] version(long key, long order, long order2, long hash, long position) {
    long second = key % 2 == 0 ? 1 : key * 0x9E3779B97F4A7C15L & ~0xFFL | 0x80;
    return new long[] {key, second, order, order2 << 32 | position * 31 & 0xFFFF, hash, position};
  }

  private static WinnerTable table(List<long[]> versions) {
    WinnerTable table = new WinnerTable(SIZE, 42);
    table.addAll(versions.stream().flatMapToLong(Arrays::stream).toArray(), versions.size());
    return table;
  }

  private static Map<Long, long[]> winners(List<long[]> versions) {
    Map<Long, long[]> winners = new HashMap<>();
    for (long[] version : versions) {
      winners.merge(version[0], version, (a, b) -> compare(a, b) > 0 ? a : b);
    }
    return winners;
  }

  private static int compare(long[] a, long[] b) {
    long[] one = {a[2], a[3] >>> 32, a[4]};
    long[] two = {b[2], b[3] >>> 32, b[4]};
    int byOrderAndHash = Arrays.compareUnsigned(one, two);
    return byOrderAndHash != 0 ? byOrderAndHash : Long.compare(b[5], a[5]);
  }

  private static long[] losers(List<long[]> versions, Map<Long, long[]> winners) {
    return versions.stream()
        .filter(version -> winners.get(version[0]) != version)
        .mapToLong(
            version ->
                winners.get(version[0])[4] == version[4]
                    ? duplicate(version[5])
                    : superseded(version[5]))
        .sorted()
        .toArray();
  }

  private static long superseded(long position) {
    return Fate.SUPERSEDED.at(position);
  }

  private static long duplicate(long position) {
    return Fate.DUPLICATE.at(position);
  }
}
