package org.reviewwarehouse.mapreduce.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import net.openhft.hashing.LongHashFunction;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.io.api.Binary;

/**
 * A BINARY column. Where there is no dictionary a page is DELTA_LENGTH_BYTE_ARRAY: the lengths of
 * its values, then their bytes, which compress better without lengths between them. A column whose
 * values are to be found where they lie, see {@link KeyReader}, is PLAIN: each value is its length
 * in four bytes, the lowest first, and its bytes.
 */
final class TextPages extends DictionaryPages {
  private static final int HEAD = Integer.BYTES;
  private static final LongHashFunction BLOOM_HASH = LongHashFunction.xx();
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle PREFIX =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** What parquet-java takes for blocks of lengths. */
  private static final int LENGTHS = 128;

  private static final int MINIBLOCKS = 4;
  private static final int MOST_LENGTHS_BYTES = 1 << 20;

  private final TextDictionary dictionary;

  /** The lengths of the page's values; null: they are PLAIN. */
  private final DeltaBinaryPackingValuesWriterForInteger lengths;

  private byte[] page = new byte[1 << 10];
  private int end;
  private int least;
  private int leastLength;
  private int greatest;
  private int greatestLength;
  private long leastPrefix;
  private long greatestPrefix;

  /**
   * @param dictionary null: none is tried
   * @param isPlain whether values have their lengths before them
   */
  TextPages(
      ColumnDescriptor column,
      int pageBytes,
      TextDictionary dictionary,
      boolean hasBloomFilter,
      boolean isPlain) {
    super(column, pageBytes, dictionary, hasBloomFilter);
    this.dictionary = dictionary;
    lengths =
        isPlain
            ? null
            : new DeltaBinaryPackingValuesWriterForInteger(
                LENGTHS,
                MINIBLOCKS,
                256,
                MOST_LENGTHS_BYTES,
                HeapByteBufferAllocator.getInstance());
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
    int at = lengths == null ? end + HEAD : end;
    int next = at + length;
    if (next + Long.BYTES > page.length) { // a prefix can be read behind the last value
      page = grown(page, next + Long.BYTES);
    }
    if (lengths == null) {
      INT.set(page, end, length);
    } else {
      lengths.writeInteger(length);
    }
    System.arraycopy(bytes, from, page, at, length);
    end = next;
    plainBytes += HEAD + length;
    // Of the source where it can be: what was just written to the page is slow to read again.
    long prefix =
        from + Long.BYTES <= bytes.length ? prefix(bytes, from, length) : prefix(page, at, length);
    if (values++ == 0) {
      setLeast(at, length, prefix);
      setGreatest(at, length, prefix);
    } else if (isLess(prefix, at, length, leastPrefix, least, leastLength)) {
      setLeast(at, length, prefix);
    } else if (isLess(greatestPrefix, greatest, greatestLength, prefix, at, length)) {
      setGreatest(at, length, prefix);
    }
  }

  private void setLeast(int at, int length, long prefix) {
    least = at;
    leastLength = length;
    leastPrefix = prefix;
  }

  private void setGreatest(int at, int length, long prefix) {
    greatest = at;
    greatestLength = length;
    greatestPrefix = prefix;
  }

  /** The first eight bytes, 0 where there are none, turned round to compare as signed. */
  private static long prefix(byte[] bytes, int at, int length) {
    long prefix = (long) PREFIX.get(bytes, at);
    if (length < Long.BYTES) {
      prefix = length == 0 ? 0 : prefix & -1L << Byte.SIZE * (Long.BYTES - length);
    }
    return prefix ^ Long.MIN_VALUE;
  }

  private boolean isLess(
      long prefix, int at, int length, long otherPrefix, int other, int otherLength) {
    return prefix != otherPrefix
        ? prefix < otherPrefix
        : Arrays.compareUnsigned(page, at, at + length, page, other, other + otherLength) < 0;
  }

  private static Binary value(byte[] bytes, int at, int length) {
    return Binary.fromConstantByteArray(Arrays.copyOfRange(bytes, at, at + length));
  }

  @Override
  void addPlain(int index) {
    addPlain(dictionary.bytes(), dictionary.from(index), dictionary.length(index));
  }

  @Override
  Encoding encodePlain(List<BytesInput> parts) {
    if (lengths != null) {
      parts.add(lengths.getBytes());
    }
    parts.add(BytesInput.from(page, 0, end));
    return lengths == null ? Encoding.PLAIN : Encoding.DELTA_LENGTH_BYTE_ARRAY;
  }

  @Override
  void update(Statistics<?> statistics) {
    statistics.updateStats(value(page, least, leastLength));
    statistics.updateStats(value(page, greatest, greatestLength));
  }

  @Override
  void update(Statistics<?> statistics, int[] ofIndices, int count) {
    byte[] bytes = dictionary.bytes();
    boolean[] isThere = new boolean[dictionary.size()];
    for (int i = 0; i < count; i++) {
      isThere[ofIndices[i]] = true;
    }
    int low = ofIndices[0];
    int high = low;
    for (int index = 0; index < isThere.length; index++) {
      if (isThere[index] && dictionary.compare(index, low) < 0) {
        low = index;
      } else if (isThere[index] && dictionary.compare(index, high) > 0) {
        high = index;
      }
    }
    statistics.updateStats(value(bytes, dictionary.from(low), dictionary.length(low)));
    statistics.updateStats(value(bytes, dictionary.from(high), dictionary.length(high)));
  }

  @Override
  void clear() {
    end = 0;
    if (lengths != null) {
      lengths.reset();
    }
  }
}
