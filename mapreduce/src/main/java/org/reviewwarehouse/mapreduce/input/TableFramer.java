package org.reviewwarehouse.mapreduce.input;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.parquet.TableReader;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;
import org.reviewwarehouse.mapreduce.row.RowBytes;

/** Puts the rows of a file of the table into blocks, each as {@link RowBytes}. */
final class TableFramer implements Framer {
  private static final int BLOCK_BYTES = 256 << 10;

  private final TableReader reader;
  private final RowBytes row;
  private byte[] bytes = new byte[BLOCK_BYTES];
  private long position;

  TableFramer(Path path, Configuration conf, Contract contract) throws IOException {
    reader = new TableReader(path, conf, contract, TableReader.Columns.ALL);
    row = new RowBytes(contract);
  }

  @Override
  public boolean next(RecordBlock block) throws IOException {
    block.begin(bytes);
    block.position = position;
    int length = 0;
    while (length < BLOCK_BYTES) {
      Row next = reader.next();
      if (next == null) {
        break;
      }
      row.write(next);
      int end = length + row.length();
      if (bytes.length < end + RecordParser.PADDING) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + RecordParser.PADDING));
        block.bytes = bytes;
      }
      System.arraycopy(row.bytes(), 0, bytes, length, row.length());
      block.add(length, end, position++);
      length = end;
    }
    block.length = length;
    return length > 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
