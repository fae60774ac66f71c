package org.reviewwarehouse.mapreduce.parquet;

import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/** A BOOLEAN column: a bit a value, the lowest of a byte first. There is no dictionary for it. */
final class BooleanPages extends ColumnPages {
  private byte[] page = new byte[1 << 7];
  private int trues;

  BooleanPages(ColumnDescriptor column, int pageBytes) {
    super(column, pageBytes);
  }

  void add(boolean value) {
    int at = values >>> 3;
    int bit = values & 7;
    if (at == page.length) {
      page = grown(page, at + 1);
    }
    if (bit == 0) {
      page[at] = 0;
      plainBytes++;
    }
    if (value) {
      page[at] |= (byte) (1 << bit);
      trues++;
    }
    values++;
  }

  @Override
  Encoding encode(List<BytesInput> parts, Statistics<?> statistics) {
    parts.add(BytesInput.from(page, 0, plainBytes));
    if (values > 0) {
      statistics.updateStats(trues == values);
      statistics.updateStats(trues > 0);
    }
    return Encoding.PLAIN;
  }

  @Override
  void clear() {
    trues = 0;
  }

  @Override
  void endChunk(PageWriter writer) {}
}
