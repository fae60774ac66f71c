package org.reviewwarehouse.mapreduce.parquet;

import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** A column of numbers. */
final class NumberPages extends DictionaryPages {
  private final NumberLayout layout;
  private final NumberDictionary dictionary;
  private byte[] page = new byte[1 << 9];
  private int end;
  private long least;
  private long greatest;

  /**
   * @param dictionary null: none is tried
   */
  NumberPages(
      ColumnDescriptor column,
      int pageBytes,
      NumberLayout layout,
      NumberDictionary dictionary,
      boolean hasBloomFilter) {
    super(column, pageBytes, dictionary, hasBloomFilter);
    this.layout = layout;
    this.dictionary = dictionary;
  }

  void add(long number) {
    if (hasBloomFilter()) {
      addToBloomFilter(layout.bloomHash(number));
    }
    if (triesDictionary() && addIndex(dictionary.index(number), layout.width())) {
      return;
    }
    addNumber(number);
  }

  private void addNumber(long number) {
    int width = layout.width();
    if (end + width > page.length) {
      page = grown(page, end + width);
    }
    layout.put(page, end, number);
    end += width;
    plainBytes += width;
    long sorted = layout.sorted(number);
    if (values++ == 0) {
      least = sorted;
      greatest = sorted;
    } else if (sorted < least) {
      least = sorted;
    } else if (sorted > greatest) {
      greatest = sorted;
    }
  }

  @Override
  void addPlain(int index) {
    addNumber(dictionary.number(index));
  }

  @Override
  Encoding encodePlain(List<BytesInput> parts) {
    parts.add(BytesInput.from(page, 0, end));
    return Encoding.PLAIN;
  }

  @Override
  void update(Statistics<?> statistics) {
    layout.update(statistics, layout.sorted(least));
    layout.update(statistics, layout.sorted(greatest));
  }

  @Override
  void update(Statistics<?> statistics, int[] ofIndices, int count) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      long sorted = layout.sorted(dictionary.number(ofIndices[i]));
      low = Math.min(low, sorted);
      high = Math.max(high, sorted);
    }
    layout.update(statistics, layout.sorted(low));
    layout.update(statistics, layout.sorted(high));
  }

  @Override
  void clear() {
    end = 0;
  }
}
