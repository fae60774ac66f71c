package org.reviewwarehouse.mapreduce.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.openhft.hashing.LongHashFunction;
import org.apache.parquet.bytes.BytesInput;

/** The different texts of a column, in the order they came, as a dictionary page has them. */
final class TextDictionary implements DictionaryPages.Dictionary {
  /** What does not fit has too many different values to be worth a dictionary. */
  private static final int MOST_VALUES = 1 << 16;

  private static final int MOST_BYTES = 1 << 20;

  /** A hash table with free places takes few steps; more mean that texts were made to collide. */
  private static final int MOST_STEPS = 64;

  private static final int HEAD = Integer.BYTES;
  private static final LongHashFunction HASH = LongHashFunction.xx3();
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Indices and one; 0 is a free place. */
  private int[] table = new int[64];

  private byte[] bytes = new byte[256];
  private int[] places = new int[32];
  private long[] hashes = new long[32];
  private int length;
  private int size;

  /** The index of a text, which is new if it was not there; -1 if it cannot be taken. */
  int index(byte[] text, int from, int to) {
    int textLength = to - from;
    long hash = HASH.hashBytes(text, from, textLength);
    int slot = (int) hash & table.length - 1;
    for (int step = 0; step < MOST_STEPS; step++) {
      int index = table[slot] - 1;
      if (index < 0) {
        return add(slot, hash, text, from, textLength);
      }
      if (hashes[index] == hash && isAt(places[index], text, from, textLength)) {
        return index;
      }
      slot = slot + 1 & table.length - 1;
    }
    return -1;
  }

  private boolean isAt(int place, byte[] text, int from, int textLength) {
    return (int) INT.get(bytes, place) == textLength
        && Arrays.equals(
            bytes, place + HEAD, place + HEAD + textLength, text, from, from + textLength);
  }

  private int add(int slot, long hash, byte[] text, int from, int textLength) {
    int next = length + HEAD + textLength;
    if (size == MOST_VALUES || next > MOST_BYTES) {
      return -1;
    }
    if (next > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, next));
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    INT.set(bytes, length, textLength);
    System.arraycopy(text, from, bytes, length + HEAD, textLength);
    places[size] = length;
    hashes[size] = hash;
    length = next;
    table[slot] = ++size;
    if (size * 2 > table.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    table = new int[table.length * 4];
    for (int index = 0; index < size; index++) {
      int slot = (int) hashes[index] & table.length - 1;
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

  /** The texts, each its length in four bytes, the lowest first, and its bytes. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public int plainBytes() {
    return length;
  }

  @Override
  public BytesInput plain() {
    return BytesInput.from(bytes, 0, length);
  }

  /** Where a text begins, with its length. */
  int at(int index) {
    return places[index];
  }

  @Override
  public void clear() {
    Arrays.fill(table, 0);
    length = 0;
    size = 0;
  }
}
