package org.reviewwarehouse.mapreduce.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;

/**
 * One leaf column of a file: takes values and hands them on as data pages (version 1), each with
 * its levels, its statistics and one encoding. Values are kept as they will stand in the page, so
 * that it is made without passing over them again.
 */
abstract class ColumnPages {
  /** Booleans and nulls are next to no bytes. */
  private static final int PAGE_VALUES = 1 << 18;

  private static final int MOST_LEVEL_BYTES = 1 << 20;

  private final ColumnDescriptor column;
  private final int pageBytes;
  private final RunLengthBitPackingHybridEncoder repetitions;
  private final RunLengthBitPackingHybridEncoder definitions;
  private PageWriter pages;
  private int rows;
  private int nulls;

  /** How many values the page has, nulls left out. */
  int values;

  /** How many bytes the values of the page are as PLAIN. */
  int plainBytes;

  /**
   * @param pageBytes a page ends when its values are so many bytes as PLAIN
   */
  ColumnPages(ColumnDescriptor column, int pageBytes) {
    this.column = column;
    this.pageBytes = pageBytes;
    repetitions = levels(column.getMaxRepetitionLevel());
    definitions = levels(column.getMaxDefinitionLevel());
  }

  private static RunLengthBitPackingHybridEncoder levels(int most) {
    return most == 0 ? null : encoder(most);
  }

  /** An encoder of numbers from 0. */
  static RunLengthBitPackingHybridEncoder encoder(int most) {
    return new RunLengthBitPackingHybridEncoder(
        bits(most), 64, MOST_LEVEL_BYTES, HeapByteBufferAllocator.getInstance());
  }

  /** How many bits the numbers from 0 take. */
  static int bits(int most) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(most);
  }

  /**
   * An array for more values of the page, with what there is of it. It doubles, but not beyond what
   * a page needs.
   *
   * @param needed bytes
   */
  final byte[] grown(byte[] page, int needed) {
    int wholePage = pageBytes + pageBytes / 16;
    int doubled = page.length * 2;
    return Arrays.copyOf(
        page,
        needed <= wholePage
            ? Math.max(needed, Math.min(doubled, wholePage))
            : Math.max(needed, doubled));
  }

  final ColumnDescriptor column() {
    return column;
  }

  /** Begins a row group. */
  void begin(ColumnChunkPageWriteStore store) {
    pages = store.getPageWriter(column);
  }

  /** Begins a row: only between rows a page may end. */
  final void startRow() throws IOException {
    if (plainBytes >= pageBytes || values + nulls >= PAGE_VALUES) {
      endPage();
    }
    rows++;
  }

  /**
   * Says where in its row the value stands that is added next. A column without levels needs it
   * not.
   */
  final void level(int repetition, int definition) throws IOException {
    if (repetitions != null) {
      repetitions.writeInt(repetition);
    }
    if (definitions != null) {
      definitions.writeInt(definition);
    }
  }

  /** Says that the row has no value, and at which level it ends. */
  final void addNull(int definition) throws IOException {
    level(0, definition);
    nulls++;
  }

  private void endPage() throws IOException {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.setNumNulls(nulls);
    List<BytesInput> parts = new ArrayList<>();
    addLevels(repetitions, parts);
    addLevels(definitions, parts);
    Encoding encoding = encode(parts, statistics);
    pages.writePage(
        parts.size() == 1 ? parts.get(0) : BytesInput.concat(parts),
        values + nulls,
        rows,
        statistics,
        encodingOf(repetitions),
        encodingOf(definitions),
        encoding);
    rows = 0;
    nulls = 0;
    values = 0;
    plainBytes = 0;
    clear();
  }

  private static void addLevels(RunLengthBitPackingHybridEncoder levels, List<BytesInput> parts)
      throws IOException {
    if (levels != null) {
      BytesInput bytes = BytesInput.copy(levels.toBytes());
      levels.reset();
      parts.add(BytesInput.fromInt((int) bytes.size()));
      parts.add(bytes);
    }
  }

  private static Encoding encodingOf(RunLengthBitPackingHybridEncoder levels) {
    return levels == null ? Encoding.BIT_PACKED : Encoding.RLE;
  }

  /** Ends the row group: hands on what is left of it. */
  final void end() throws IOException {
    if (rows > 0) {
      endPage();
    }
    endChunk(pages);
  }

  /** How many bytes the row group has in memory. */
  long heldBytes() {
    return pages.getMemSize() + plainBytes;
  }

  /** Adds the values of the page to its parts, and their least and greatest to the statistics. */
  abstract Encoding encode(List<BytesInput> parts, Statistics<?> statistics) throws IOException;

  /** Forgets the values of the page. */
  abstract void clear();

  /** Hands on what the pages of a row group have in common. */
  abstract void endChunk(PageWriter writer) throws IOException;
}
