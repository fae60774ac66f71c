package org.reviewwarehouse.mapreduce.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.openhft.hashing.LongHashFunction;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** A BINARY column: each value is its length in four bytes, the lowest first, and its bytes. */
final class TextPages extends DictionaryPages {
  private static final int HEAD = Integer.BYTES;
  private static final LongHashFunction BLOOM_HASH = LongHashFunction.xx();
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle PREFIX =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final TextDictionary dictionary;
  private byte[] page = new byte[1 << 10];
  private int end;
  private int least;
  private int greatest;
  private long leastPrefix;
  private long greatestPrefix;

  /**
   * @param dictionary null: none is tried
   */
  TextPages(
      ColumnDescriptor column, int pageBytes, TextDictionary dictionary, boolean hasBloomFilter) {
    super(column, pageBytes, dictionary, hasBloomFilter);
    this.dictionary = dictionary;
  }

  void add(byte[] bytes, int from, int to) {
    if (hasBloomFilter()) {
      addToBloomFilter(BLOOM_HASH.hashBytes(bytes, from, to - from));
    }
    if (triesDictionary() && addIndex(dictionary.index(bytes, from, to), HEAD + to - from)) {
      return;
    }
    addPlain(bytes, from, to - from);
  }

  private void addPlain(byte[] bytes, int from, int length) {
    int at = end;
    int next = at + HEAD + length;
    if (next + Long.BYTES > page.length) { // a prefix can be read behind the last value
      page = grown(page, next + Long.BYTES);
    }
    INT.set(page, at, length);
    System.arraycopy(bytes, from, page, at + HEAD, length);
    end = next;
    plainBytes += HEAD + length;
    long prefix = prefix(at, length);
    if (values++ == 0) {
      least = at;
      greatest = at;
      leastPrefix = prefix;
      greatestPrefix = prefix;
    } else if (isLess(prefix, at, leastPrefix, least)) {
      least = at;
      leastPrefix = prefix;
    } else if (isLess(greatestPrefix, greatest, prefix, at)) {
      greatest = at;
      greatestPrefix = prefix;
    }
  }

  /** The first eight bytes, 0 where there are none, turned round to compare as signed. */
  private long prefix(int at, int length) {
    long prefix = (long) PREFIX.get(page, at + HEAD);
    if (length < Long.BYTES) {
      prefix = length == 0 ? 0 : prefix & -1L << Byte.SIZE * (Long.BYTES - length);
    }
    return prefix ^ Long.MIN_VALUE;
  }

  private boolean isLess(long prefix, int at, long otherPrefix, int other) {
    return prefix != otherPrefix ? prefix < otherPrefix : compare(page, at, page, other) < 0;
  }

  /** Compares, byte by byte and unsigned, the values whose heads are at these places. */
  private static int compare(byte[] bytes, int at, byte[] otherBytes, int other) {
    return Arrays.compareUnsigned(
        bytes,
        at + HEAD,
        at + HEAD + (int) INT.get(bytes, at),
        otherBytes,
        other + HEAD,
        other + HEAD + (int) INT.get(otherBytes, other));
  }

  private static Binary value(byte[] bytes, int at) {
    int length = (int) INT.get(bytes, at);
    return Binary.fromConstantByteArray(Arrays.copyOfRange(bytes, at + HEAD, at + HEAD + length));
  }

  @Override
  void addPlain(int index) {
    int at = dictionary.at(index);
    addPlain(dictionary.bytes(), at + HEAD, (int) INT.get(dictionary.bytes(), at));
  }

  @Override
  BytesInput plain() {
    return BytesInput.from(page, 0, end);
  }

  @Override
  void update(Statistics<?> statistics) {
    statistics.updateStats(value(page, least));
    statistics.updateStats(value(page, greatest));
  }

  @Override
  void update(Statistics<?> statistics, int[] ofIndices, int count) {
    byte[] bytes = dictionary.bytes();
    boolean[] isThere = new boolean[dictionary.size()];
    for (int i = 0; i < count; i++) {
      isThere[ofIndices[i]] = true;
    }
    int low = dictionary.at(ofIndices[0]);
    int high = low;
    for (int index = 0; index < isThere.length; index++) {
      int at = dictionary.at(index);
      if (isThere[index] && compare(bytes, at, bytes, low) < 0) {
        low = at;
      } else if (isThere[index] && compare(bytes, at, bytes, high) > 0) {
        high = at;
      }
    }
    statistics.updateStats(value(bytes, low));
    statistics.updateStats(value(bytes, high));
  }

  @Override
  void clear() {
    end = 0;
  }
}
