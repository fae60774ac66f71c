package org.reviewwarehouse.mapreduce.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Type;
import org.reviewwarehouse.mapreduce.row.Elements;
import org.reviewwarehouse.mapreduce.row.Numbers;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * A Parquet file of the rows of a feed, in the columns of {@link CleanSchema}. The bytes of a row
 * are copied once, into the page that they will be in; parquet-java's own classes then lay out
 * pages, checksums, indexes and the footer.
 */
public final class RowFile implements Closeable {
  /** Bounds in the page index are cut behind so many bytes. */
  private static final int INDEX_BYTES = 64;

  /** After so many bytes it is found out whether the row group is full. */
  private static final int CHECKED_BYTES = 1 << 20;

  /** Pages of all columns that are not full yet are to be half of a row group at most. */
  private static final int MOST_PAGE_BYTES = 1 << 20;

  private static final int LEAST_PAGE_BYTES = 1 << 16;

  private final MessageType schema;
  private final Map<String, String> footer;
  private final BytesInputCompressor compressor;
  private final long rowGroupBytes;
  private final ParquetFileWriter file;
  private final Field[] fields;
  private final ColumnPages[] columns;

  /** By field its columns: a MAP has two, its keys' and its values'. */
  private final ColumnPages[] first;

  private final ColumnPages[] second;
  private final NumberPages hashes;
  private ColumnChunkPageWriteStore store;
  private long rowsInGroup;
  private long unchecked;

  RowFile(
      OutputFile output,
      Contract contract,
      Map<String, String> footer,
      BytesInputCompressor compressor,
      long rowGroupBytes)
      throws IOException {
    schema = CleanSchema.of(contract);
    this.footer = footer;
    this.compressor = compressor;
    this.rowGroupBytes = rowGroupBytes;
    fields = contract.fields().toArray(Field[]::new);
    first = new ColumnPages[fields.length];
    second = new ColumnPages[fields.length];
    List<ColumnPages> all = new ArrayList<>();
    List<ColumnDescriptor> leaves = schema.getColumns();
    int pageBytes = (int) Math.max(LEAST_PAGE_BYTES, Math.min(MOST_PAGE_BYTES, rowGroupBytes / 4));
    for (Field field : fields) {
      int at = field.position();
      boolean isKey = contract.key().contains(field);
      first[at] =
          pages(leaves.get(all.size()), pageBytes, field.dictionary(), field.bloomFilter(), isKey);
      all.add(first[at]);
      if (field.type() == Type.MAP) {
        second[at] = pages(leaves.get(all.size()), pageBytes, true, false, false);
        all.add(second[at]);
      }
    }
    hashes = (NumberPages) pages(leaves.get(all.size()), pageBytes, false, false, false);
    all.add(hashes);
    columns = all.toArray(ColumnPages[]::new);
    file =
        new ParquetFileWriter(
            output,
            schema,
            ParquetFileWriter.Mode.CREATE,
            rowGroupBytes,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            INDEX_BYTES,
            Integer.MAX_VALUE,
            true);
    file.start();
    begin();
  }

  private static ColumnPages pages(
      ColumnDescriptor column,
      int pageBytes,
      boolean triesDictionary,
      boolean hasBloomFilter,
      boolean isKey) {
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case BINARY ->
          new TextPages(
              column,
              pageBytes,
              triesDictionary ? new TextDictionary() : null,
              hasBloomFilter,
              isKey);
      case BOOLEAN -> new BooleanPages(column, pageBytes);
      default -> {
        NumberLayout layout = new NumberLayout(column.getPrimitiveType());
        NumberDictionary dictionary = triesDictionary ? new NumberDictionary(layout) : null;
        yield new NumberPages(column, pageBytes, layout, dictionary, hasBloomFilter);
      }
    };
  }

  private void begin() {
    store =
        new ColumnChunkPageWriteStore(
            compressor, schema, HeapByteBufferAllocator.getInstance(), INDEX_BYTES, true);
    for (ColumnPages column : columns) {
      column.begin(store);
    }
  }

  /** Adds a row; its bytes may change after that. */
  public void write(Row row) throws IOException {
    for (Field field : fields) {
      first[field.position()].startRow();
      switch (field.type()) {
        case LIST -> addList(row, field);
        case MAP -> addMap(row, field);
        default -> add(row, field);
      }
    }
    hashes.startRow();
    hashes.add(row.hash());
    rowsInGroup++;
    unchecked += (long) (fields.length + 1) * Long.BYTES;
    if (unchecked >= CHECKED_BYTES) {
      unchecked = 0;
      if (heldBytes() >= rowGroupBytes) {
        endRowGroup();
        begin();
      }
    }
  }

  private void add(Row row, Field field) throws IOException {
    ColumnPages pages = first[field.position()];
    if (field.optional()) {
      if (row.isNull(field)) {
        pages.addNull(0);
        return;
      }
      pages.level(0, 1);
    }
    switch (field.type()) {
      case STRING -> {
        byte[] bytes = row.bytes(field);
        addText(pages, bytes, row.from(field), row.to(field));
      }
      case BOOLEAN -> ((BooleanPages) pages).add(row.number(field) != 0);
      default -> ((NumberPages) pages).add(row.number(field));
    }
  }

  private void addText(ColumnPages pages, byte[] bytes, int from, int to) {
    ((TextPages) pages).add(bytes, from, to);
    unchecked += to - from;
  }

  private void addList(Row row, Field field) throws IOException {
    ColumnPages pages = first[field.position()];
    if (row.isNull(field)) {
      pages.addNull(0);
      return;
    }
    int empty = field.optional() ? 1 : 0;
    byte[] bytes = row.bytes(field);
    int to = row.to(field);
    int from = row.from(field);
    if (from == to) {
      pages.addNull(empty);
    }
    int at = from;
    while (at < to) {
      pages.level(at == from ? 0 : 1, empty + 1);
      int text = at + Elements.HEAD;
      at = text + Elements.length(bytes, at);
      addText(pages, bytes, text, at);
    }
  }

  private void addMap(Row row, Field field) throws IOException {
    ColumnPages keys = first[field.position()];
    ColumnPages values = second[field.position()];
    values.startRow();
    if (row.isNull(field)) {
      keys.addNull(0);
      values.addNull(0);
      return;
    }
    int empty = field.optional() ? 1 : 0;
    byte[] bytes = row.bytes(field);
    int from = row.from(field);
    int to = row.to(field);
    if (from == to) {
      keys.addNull(empty);
      values.addNull(empty);
    }
    int at = from;
    while (at < to) {
      keys.level(at == from ? 0 : 1, empty + 1);
      values.level(at == from ? 0 : 1, empty + 1);
      int key = at + Elements.HEAD;
      int keyEnd = key + Elements.length(bytes, at);
      int value = keyEnd + Elements.HEAD;
      at = value + Elements.length(bytes, keyEnd);
      addText(keys, bytes, key, keyEnd);
      if (field.values() == Type.LONG) {
        ((NumberPages) values).add(Numbers.parse(bytes, value, at));
      } else {
        addText(values, bytes, value, at);
      }
    }
  }

  private long heldBytes() {
    long bytes = 0;
    for (ColumnPages column : columns) {
      bytes += column.heldBytes();
    }
    return bytes;
  }

  private void endRowGroup() throws IOException {
    for (ColumnPages column : columns) {
      column.end();
    }
    file.startBlock(rowsInGroup);
    store.flushToFileWriter(file);
    file.endBlock();
    store.close();
    rowsInGroup = 0;
  }

  /** Ends the file; it can be read from then on. */
  @Override
  public void close() throws IOException {
    if (rowsInGroup > 0) {
      endRowGroup();
    } else {
      store.close();
    }
    file.end(footer);
    file.close();
  }

  /** How many rows the footer counts; of a file that is closed. */
  public long rows() {
    return file.getFooter().getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
  }
}
