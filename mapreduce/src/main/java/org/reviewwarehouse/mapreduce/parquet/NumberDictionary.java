package org.reviewwarehouse.mapreduce.parquet;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** The different numbers of a column, in the order they came. */
final class NumberDictionary implements DictionaryPages.Dictionary {
  /** What does not fit has too many different values to be worth a dictionary. */
  private static final int MOST_VALUES = 1 << 16;

  /** A hash table with free places takes few steps; more mean that numbers were made to collide. */
  private static final int MOST_STEPS = 64;

  private final NumberLayout layout;

  /** Indices and one; 0 is a free place. */
  private int[] table = new int[64];

  private int shift = Long.SIZE - 6;
  private long[] numbers = new long[32];
  private int size;

  NumberDictionary(NumberLayout layout) {
    this.layout = layout;
  }

  /** The index of a number, which is new if it was not there; -1 if it cannot be taken. */
  int index(long number) {
    int slot = slot(number);
    for (int step = 0; step < MOST_STEPS; step++) {
      int index = table[slot] - 1;
      if (index < 0) {
        return add(slot, number);
      }
      if (numbers[index] == number) {
        return index;
      }
      slot = slot + 1 & table.length - 1;
    }
    return -1;
  }

  private int slot(long number) {
    return (int) (number * 0x9E3779B97F4A7C15L >>> shift);
  }

  private int add(int slot, long number) {
    if (size == MOST_VALUES) {
      return -1;
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size] = number;
    table[slot] = ++size;
    if (size * 2 > table.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    table = new int[table.length * 4];
    shift -= 2;
    for (int index = 0; index < size; index++) {
      int slot = slot(numbers[index]);
      while (table[slot] != 0) {
        slot = slot + 1 & table.length - 1;
      }
      table[slot] = index + 1;
    }
  }

  @Override
  public int size() {
    return size;
  }

  long number(int index) {
    return numbers[index];
  }

  @Override
  public int plainBytes() {
    return size * layout.width();
  }

  @Override
  public BytesInput plain() {
    byte[] plain = new byte[plainBytes()];
    for (int index = 0; index < size; index++) {
      layout.put(plain, index * layout.width(), numbers[index]);
    }
    return BytesInput.from(plain);
  }

  @Override
  public void clear() {
    Arrays.fill(table, 0);
    size = 0;
  }
}
