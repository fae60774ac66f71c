package org.reviewwarehouse.mapreduce.resolve;

import java.io.IOException;
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
  private static final long FILTER_BITS = 16;

  private final int size;
  private final long seed;
  private long[] table;
  private int capacity;
  private int keys;
  private long[] losers = new long[1 << 10];
  private int losersEnd;

  /** Kept so that the compiler keeps the reading. */
  private long lastRead;

  /** A bit for the keys that share a hash of their own: most keys of others find none set. */
  private long[] filter = new long[1];

  private int filteredKeys;

  /**
   * @param size longs of a version: see {@link RowVersion}
   * @param seed that the versions were made with
   */
  public WinnerTable(int size, long seed) {
    this.size = size;
    this.seed = seed;
    capacity = FIRST_CAPACITY;
    table = new long[capacity * size];
  }

  /** Bytes of memory that a large table takes for each of its keys at most: just after it grew. */
  public static long mostBytesPerKey(int size) {
    return (long) (3 / LOAD) * size * Long.BYTES;
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
   * Takes some versions, one behind the other. A large table is not in the processor's cache: it is
   * read first at all places where they belong, as reads that do not wait for each other take
   * hardly longer than one.
   */
  public void addAll(long[] versions, int count) {
    long read = 0;
    for (int at = 0; at < count * size; at += size) {
      int index = RowVersion.spread(versions[at], versions[at + 1], seed) & capacity - 1;
      read += table[index * size] + table[index * size + size - 1];
    }
    lastRead = read;
    for (int at = 0; at < count * size; at += size) {
      add(versions, at);
    }
  }

  /** The losers, by place: see {@link Fate#at}. */
  public long[] losers() {
    long[] all = new long[losersEnd / 4];
    for (int i = 0; i < all.length; i++) {
      int loser = i * 4;
      int winner = slot(table, capacity, losers[loser], losers[loser + 1]);
      all[i] = fate(hash(winner), losers[loser + 2]).at(losers[loser + 3]);
    }
    Arrays.sort(all);
    return all;
  }

  /** What a version is called that lost to another. */
  public static Fate fate(long winnerHash, long loserHash) {
    return winnerHash == loserHash ? Fate.DUPLICATE : Fate.SUPERSEDED;
  }

  /** Takes the words of each winner. */
  public interface Winners {
    /**
     * @param table that holds the version
     * @param at where it begins
     */
    void take(long[] table, int at) throws IOException;
  }

  public void winners(Winners winners) throws IOException {
    for (int slot = 0; slot < table.length; slot += size) {
      if (!isFree(table, slot)) {
        winners.take(table, slot);
      }
    }
  }

  /** Where the winner of a version's key is; negative if there is none. */
  public int find(long[] version) {
    if (filteredKeys != keys) {
      filter();
    }
    int bit = RowVersion.spread(version[0], version[1], seed) & filter.length * Long.SIZE - 1;
    if ((filter[bit >>> 6] & 1L << bit) == 0) {
      return -1;
    }
    int slot = slot(table, capacity, version[0], version[1]);
    return isFree(table, slot) ? -1 : slot;
  }

  /** The table of a large day does not fit in the processor's cache, sixteen bits a key do. */
  private void filter() {
    int bits = 64;
    while (bits < 1 << 30 && bits < keys * FILTER_BITS) {
      bits *= 2;
    }
    filter = new long[bits / Long.SIZE];
    for (int slot = 0; slot < table.length; slot += size) {
      if (!isFree(table, slot)) {
        int bit = RowVersion.spread(table[slot], table[slot + 1], seed) & bits - 1;
        filter[bit >>> 6] |= 1L << bit;
      }
    }
    filteredKeys = keys;
  }

  /** The winner at a slot is newer than a version; of two with the same content neither is. */
  public boolean isNewer(int slot, long[] version) {
    return RowVersion.compare(table, slot, version, 0, size) > 0;
  }

  public long hash(int slot) {
    return table[slot + size - 2];
  }

  public long place(int slot) {
    return table[slot + size - 1];
  }

  /** The event day of the winner at a slot, days since 1970-01-01. */
  public int day(int slot) {
    return RowVersion.day(table, slot, size);
  }

  private boolean beats(long[] version, int at, int slot) {
    int difference = RowVersion.compare(version, at, table, slot, size);
    return difference > 0 || difference == 0 && version[at + size - 1] < place(slot);
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
    int index = RowVersion.spread(first, second, seed) & slots - 1;
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
