package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.row.Row;
import org.reviewwarehouse.mapreduce.row.TsvParser;

/**
 * Goes through the lines of a task's blocks and sorts them into rejected, late and valid ones: the
 * same in every job of a run.
 */
final class RowReader {
  /** What is done with the lines; headers are passed over. */
  interface Lines {
    /**
     * @param position bytes of the decompressed file before the line
     * @param length bytes of the line, of which the row may hold only the first
     */
    void rejected(Row row, long position, long length) throws IOException, InterruptedException;

    void late(Row row) throws IOException, InterruptedException;

    /**
     * @param line number of the line in its split, from 0, headers counted
     */
    void valid(Row row, long line) throws IOException, InterruptedException;
  }

  private final Contract contract;
  private final TsvParser parser;
  private final long newestDay;
  private final int watermark;
  private long line;

  RowReader(Configuration conf) {
    contract = TaskContract.of(conf);
    parser = new TsvParser(contract);
    newestDay = TaskContract.newestDay(conf);
    watermark = TaskContract.watermark(conf);
  }

  Contract contract() {
    return contract;
  }

  /** Hands the lines of a block on, counting them as read. */
  void read(RecordBlock block, TaskReport.FileRows rows, Lines lines)
      throws IOException, InterruptedException {
    RawFile file = block.file();
    boolean known = file.arrival() != RawFile.NO_ARRIVAL;
    parser.newestDay(known ? file.arrival() : newestDay);
    long lateBefore = known && watermark >= 0 ? file.arrival() - watermark : Long.MIN_VALUE;
    Row row = parser.row();
    if (block.tooLong() > 0) {
      line++;
      rows.read++;
      parser.tooLong(block.bytes(), 0, block.length());
      lines.rejected(row, block.position(), block.tooLong());
      return;
    }
    byte[] bytes = block.bytes();
    int length = block.length();
    int at = 0;
    while (at < length) {
      int start = at;
      at = parser.parse(bytes, at);
      long number = line++;
      if (row.isHeader()) {
        continue;
      }
      rows.read++;
      if (row.reason() != null) {
        lines.rejected(row, block.position() + start, row.to() - row.from());
      } else if (row.number(contract.eventDay()) < lateBefore) {
        lines.late(row);
      } else {
        lines.valid(row, number);
      }
    }
  }

  /** How a broken rule is called in reports: the reason, and the field where there is one. */
  static String rule(Row row) {
    String reason = row.reason().label();
    return row.rejectedField() == null ? reason : reason + ":" + row.rejectedField().name();
  }
}
