package org.reviewwarehouse.mapreduce.resolve;

import java.util.Arrays;

/**
 * Keeps the winning version of each key and remembers the others. An open-addressing table of
 * longs: no object per row.
 *
 * <p>Which version wins depends only on the set of versions, not on the order they come in. What
 * the losers are called is decided at the end, against the winner: a duplicate has the same
 * content, a superseded version another.
 */
public final class WinnerTable {
  private static final int FIRST_CAPACITY = 1 << 12;
  private static final double LOAD = 0.6;

  private final int size;
  private long[] table;
  private int capacity;
  private int keys;
  private long[] losers = new long[1 << 10];
  private int losersEnd;

  /**
   * @param size longs of a version: see {@link RowVersion}
   */
  public WinnerTable(int size) {
    this.size = size;
    capacity = FIRST_CAPACITY;
    table = new long[capacity * size];
  }

  /** How many keys there are, and so winners. */
  public int keys() {
    return keys;
  }

  /** Takes the version that begins at {@code at}. */
  public void add(long[] version, int at) {
    if (keys >= capacity * LOAD) {
      grow();
    }
    int slot = slot(table, capacity, version[at], version[at + 1]);
    if (isFree(table, slot)) {
      System.arraycopy(version, at, table, slot, size);
      keys++;
    } else if (beats(version, at, slot)) {
      lose(table, slot);
      System.arraycopy(version, at, table, slot, size);
    } else {
      lose(version, at);
    }
  }

  /**
   * Where the losers are, in ascending order: their positions shifted left by one, the lowest bit
   * set where the loser is superseded and clear where it is a duplicate.
   */
  public long[] losers() {
    long[] positions = new long[losersEnd / 4];
    for (int i = 0; i < positions.length; i++) {
      int loser = i * 4;
      int winner = slot(table, capacity, losers[loser], losers[loser + 1]);
      boolean superseded = table[winner + size - 2] != losers[loser + 2];
      positions[i] = losers[loser + 3] << 1 | (superseded ? 1 : 0);
    }
    Arrays.sort(positions);
    return positions;
  }

  private boolean beats(long[] version, int at, int slot) {
    for (int i = 2; i < size - 1; i++) {
      int difference = Long.compareUnsigned(version[at + i], table[slot + i]);
      if (difference != 0) {
        return difference > 0;
      }
    }
    return version[at + size - 1] < table[slot + size - 1];
  }

  private void lose(long[] from, int at) {
    if (losersEnd == losers.length) {
      losers = Arrays.copyOf(losers, losers.length * 2);
    }
    losers[losersEnd++] = from[at];
    losers[losersEnd++] = from[at + 1];
    losers[losersEnd++] = from[at + size - 2];
    losers[losersEnd++] = from[at + size - 1];
  }

  private void grow() {
    int doubled = Math.multiplyExact(capacity, 2);
    long[] grown = new long[Math.multiplyExact(doubled, size)];
    for (int slot = 0; slot < table.length; slot += size) {
      if (!isFree(table, slot)) {
        int target = slot(grown, doubled, table[slot], table[slot + 1]);
        System.arraycopy(table, slot, grown, target, size);
      }
    }
    table = grown;
    capacity = doubled;
  }

  /** Where a key is, or the free place where it belongs. */
  private int slot(long[] in, int slots, long first, long second) {
    int index = RowVersion.spread(first, second) & slots - 1;
    while (true) {
      int slot = index * size;
      if (in[slot] == first && in[slot + 1] == second || isFree(in, slot)) {
        return slot;
      }
      index = index + 1 & slots - 1;
    }
  }

  /** The second long of a key is never 0: it holds a length or the mark of a hash. */
  private static boolean isFree(long[] in, int slot) {
    return in[slot + 1] == 0;
  }
}
