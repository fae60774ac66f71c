package org.reviewwarehouse.mapreduce.parquet;

import java.util.Arrays;

/** Numbers the different keys of a column from 0, in the order they came. */
final class KeyIndex {
  /** What does not fit has too many different values to be worth a dictionary. */
  private static final int MOST_KEYS = 1 << 16;

  /** A hash table with free places takes few steps; more mean that keys were made to collide. */
  private static final int MOST_STEPS = 64;

  /** Numbers and one; 0 is a free place. */
  private int[] table = new int[64];

  private int shift = Long.SIZE - 6;
  private long[] keys = new long[32];
  private int size;

  /** The number of a key, which is the size before if the key is new; -1 if it cannot be taken. */
  int of(long key) {
    int slot = slot(key);
    for (int step = 0; step < MOST_STEPS; step++) {
      int number = table[slot] - 1;
      if (number < 0) {
        return add(slot, key);
      }
      if (keys[number] == key) {
        return number;
      }
      slot = slot + 1 & table.length - 1;
    }
    return -1;
  }

  private int slot(long key) {
    return (int) (key * 0x9E3779B97F4A7C15L >>> shift);
  }

  private int add(int slot, long key) {
    if (size == MOST_KEYS) {
      return -1;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    keys[size] = key;
    table[slot] = ++size;
    if (size * 2 > table.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    table = new int[table.length * 4];
    shift -= 2;
    for (int number = 0; number < size; number++) {
      int slot = slot(keys[number]);
      while (table[slot] != 0) {
        slot = slot + 1 & table.length - 1;
      }
      table[slot] = number + 1;
    }
  }

  int size() {
    return size;
  }

  long key(int number) {
    return keys[number];
  }

  void clear() {
    Arrays.fill(table, 0);
    size = 0;
  }
}
