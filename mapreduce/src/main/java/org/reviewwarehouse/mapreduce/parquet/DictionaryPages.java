package org.reviewwarehouse.mapreduce.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.column.values.bloomfilter.BloomFilterWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;

/**
 * A column that may have a dictionary and a Bloom filter. With a dictionary it writes indices as
 * long as the dictionary is small and pays, and the values themselves from then on, until the file
 * ends.
 */
abstract class DictionaryPages extends ColumnPages {
  private static final double BLOOM_FALSE_POSITIVES = 0.01;

  private final Dictionary dictionary;
  private boolean triesDictionary;
  private boolean isDictionaryUsed;
  private int[] indices = new int[64];
  private BloomFilterWriter bloomFilters;
  private long[] bloomHashes;
  private int bloomCount;

  /**
   * @param dictionary null: none is tried
   */
  DictionaryPages(
      ColumnDescriptor column, int pageBytes, Dictionary dictionary, boolean hasBloomFilter) {
    super(column, pageBytes);
    this.dictionary = dictionary;
    triesDictionary = dictionary != null;
    bloomHashes = hasBloomFilter ? new long[64] : null;
  }

  /** The different values of a row group, in the order they came. */
  interface Dictionary {
    int size();

    /** How many bytes the values are as PLAIN. */
    int plainBytes();

    /** The values as PLAIN. */
    BytesInput plain();

    void clear();
  }

  @Override
  void begin(ColumnChunkPageWriteStore store) {
    super.begin(store);
    bloomFilters = bloomHashes == null ? null : store.getBloomFilterWriter(column());
  }

  final boolean triesDictionary() {
    return triesDictionary;
  }

  /**
   * Adds a value by its index.
   *
   * @param index negative if the dictionary cannot take the value
   * @param bytes how many the value is as PLAIN
   * @return whether it was added; if not, the page has no indices any more, and takes the value so
   */
  final boolean addIndex(int index, int bytes) {
    if (index < 0) {
      leaveDictionary();
      return false;
    }
    if (values == indices.length) {
      indices = Arrays.copyOf(indices, values * 2);
    }
    indices[values++] = index;
    plainBytes += bytes;
    return true;
  }

  final boolean hasBloomFilter() {
    return bloomHashes != null;
  }

  /** Adds a value to the Bloom filter: its XXH64. */
  final void addToBloomFilter(long hash) {
    if (bloomCount == bloomHashes.length) {
      bloomHashes = Arrays.copyOf(bloomHashes, bloomCount * 2);
    }
    bloomHashes[bloomCount++] = hash;
  }

  private void leaveDictionary() {
    triesDictionary = false;
    int count = values;
    values = 0;
    plainBytes = 0;
    for (int i = 0; i < count; i++) {
      addPlain(indices[i]);
    }
  }

  private boolean pays() {
    long packed = (long) values * bits(Math.max(0, dictionary.size() - 1)) / Byte.SIZE;
    return dictionary.plainBytes() + packed < plainBytes;
  }

  @Override
  final Encoding encode(List<BytesInput> parts, Statistics<?> statistics) throws IOException {
    if (triesDictionary && !isDictionaryUsed && values > 0 && !pays()) {
      leaveDictionary();
    }
    if (!triesDictionary || values == 0) {
      if (values > 0) {
        update(statistics);
      }
      return encodePlain(parts);
    }
    isDictionaryUsed = true;
    int most = dictionary.size() - 1;
    try (RunLengthBitPackingHybridEncoder encoder = encoder(most)) {
      for (int i = 0; i < values; i++) {
        encoder.writeInt(indices[i]);
      }
      parts.add(BytesInput.from(new byte[] {(byte) bits(most)}));
      parts.add(BytesInput.copy(encoder.toBytes()));
    }
    update(statistics, indices, values);
    return Encoding.PLAIN_DICTIONARY;
  }

  @Override
  final void endChunk(PageWriter writer) throws IOException {
    if (isDictionaryUsed) {
      writer.writeDictionaryPage(
          new DictionaryPage(dictionary.plain(), dictionary.size(), Encoding.PLAIN_DICTIONARY));
      isDictionaryUsed = false;
    }
    if (dictionary != null) {
      dictionary.clear();
    }
    if (bloomHashes != null) {
      int bits =
          BlockSplitBloomFilter.optimalNumOfBits(Math.max(1, bloomCount), BLOOM_FALSE_POSITIVES);
      BlockSplitBloomFilter filter = new BlockSplitBloomFilter(bits / Byte.SIZE);
      for (int i = 0; i < bloomCount; i++) {
        filter.insertHash(bloomHashes[i]);
      }
      bloomFilters.writeBloomFilter(filter);
      bloomCount = 0;
    }
  }

  @Override
  final long heldBytes() {
    return super.heldBytes() + (long) bloomCount * Long.BYTES;
  }

  /** Adds the value at an index of the dictionary as it is. */
  abstract void addPlain(int index);

  /** Adds the values of a page without indices to its parts; there may be none. */
  abstract Encoding encodePlain(List<BytesInput> parts) throws IOException;

  /** Tells the least and the greatest value of a page without indices, which has one. */
  abstract void update(Statistics<?> statistics);

  /** Tells the least and the greatest of the values that have these indices. */
  abstract void update(Statistics<?> statistics, int[] ofIndices, int count);
}
