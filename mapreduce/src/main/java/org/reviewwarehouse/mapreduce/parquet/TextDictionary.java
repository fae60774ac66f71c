package org.reviewwarehouse.mapreduce.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.openhft.hashing.LongHashFunction;
import org.apache.parquet.bytes.BytesInput;

/** The different texts of a column, in the order they came, as a dictionary page has them. */
final class TextDictionary implements DictionaryPages.Dictionary {
  private static final int MOST_BYTES = 1 << 20;
  private static final int HEAD = Integer.BYTES;
  private static final LongHashFunction HASH = LongHashFunction.xx3();
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final KeyIndex hashes = new KeyIndex();
  private byte[] bytes = new byte[256];
  private int[] places = new int[32];
  private int length;

  /** How many texts there are: {@link #hashes} may have one more, of a text that was not taken. */
  private int size;

  /**
   * The index of a text, which is new if it was not there; -1 if it cannot be taken: there are too
   * many, or it has the hash of another. After that no other is to be asked for.
   */
  int index(byte[] text, int from, int to) {
    int textLength = to - from;
    int index = hashes.of(HASH.hashBytes(text, from, textLength));
    if (index == size) {
      return add(text, from, textLength);
    }
    return index >= 0 && isAt(places[index], text, from, textLength) ? index : -1;
  }

  private boolean isAt(int place, byte[] text, int from, int textLength) {
    return (int) INT.get(bytes, place) == textLength
        && Arrays.equals(
            bytes, place + HEAD, place + HEAD + textLength, text, from, from + textLength);
  }

  private int add(byte[] text, int from, int textLength) {
    int next = length + HEAD + textLength;
    if (next > MOST_BYTES) {
      return -1;
    }
    if (next > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, next));
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
    }
    INT.set(bytes, length, textLength);
    System.arraycopy(text, from, bytes, length + HEAD, textLength);
    places[size] = length;
    length = next;
    return size++;
  }

  @Override
  public int size() {
    return size;
  }

  /** Holds the texts. */
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

  /** Where a text begins in {@link #bytes()}. */
  int from(int index) {
    return places[index] + HEAD;
  }

  /** How many bytes a text has. */
  int length(int index) {
    return (int) INT.get(bytes, places[index]);
  }

  /** Compares two texts, byte by byte and unsigned. */
  int compare(int index, int other) {
    int from = from(index);
    int otherFrom = from(other);
    return Arrays.compareUnsigned(
        bytes, from, from + length(index), bytes, otherFrom, otherFrom + length(other));
  }

  @Override
  public void clear() {
    hashes.clear();
    length = 0;
    size = 0;
  }
}
