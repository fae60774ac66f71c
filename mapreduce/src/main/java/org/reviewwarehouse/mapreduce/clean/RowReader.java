package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;
import org.reviewwarehouse.mapreduce.row.RowBytes;

/**
 * Goes through the records of a task's blocks and sorts them into rejected, late and valid ones:
 * the same in every job of a run.
 */
final class RowReader {
  /** What is done with the records; what is no row is passed over. */
  interface Sink {
    /**
     * @param position bytes of the decompressed file before the record
     * @param length bytes of the record, of which the row may hold only the first
     */
    void rejected(Row row, long position, long length) throws IOException, InterruptedException;

    void late(Row row) throws IOException, InterruptedException;

    /**
     * @param place of the record: see {@code RowVersion.place}; headers are counted
     * @param position bytes of the decompressed file before the record
     */
    void valid(Row row, long place, long position) throws IOException, InterruptedException;
  }

  private final Contract contract;
  private final RecordParser[] parsers;
  private final RowBytes rowBytes;
  private final long newestDay;
  private final int watermark;
  private int piece = -1;
  private long record;

  RowReader(Configuration conf) {
    contract = TaskContract.of(conf);
    parsers =
        contract.layouts().stream()
            .map(layout -> RecordParser.of(contract, layout))
            .toArray(RecordParser[]::new);
    rowBytes = new RowBytes(contract);
    newestDay = TaskContract.newestDay(conf);
    watermark = TaskContract.watermark(conf);
  }

  Contract contract() {
    return contract;
  }

  /**
   * The day on which a file arrived, days since 1970-01-01; where nobody knows it, that of the run.
   */
  long arrival(RawFile file) {
    return file.arrival() == RawFile.NO_ARRIVAL ? newestDay : file.arrival();
  }

  /** Hands the records of a block on, counting them as read. */
  void read(RecordBlock block, TaskReport.FileRows rows, Sink sink)
      throws IOException, InterruptedException {
    if (piece != block.piece()) {
      piece = block.piece();
      record = 0;
    }
    RawFile file = block.file();
    if (file.isTable()) {
      for (int i = 0; i < block.count(); i++) {
        rows.read++;
        Row row = rowBytes.read(block.bytes(), block.from(i));
        sink.valid(row, RowVersion.place(piece, record++), i);
      }
      return;
    }
    RecordParser parser = parsers[file.layout()];
    boolean known = file.arrival() != RawFile.NO_ARRIVAL;
    long arrival = arrival(file);
    if (block.startsFile()) {
      parser.begin(arrival);
    } else {
      parser.arrival(arrival);
    }
    boolean canBeLate = known && watermark >= 0 && contract.eventDay() != null;
    long lateBefore = canBeLate ? file.arrival() - watermark : Long.MIN_VALUE;
    Row row = parser.row();
    byte[] bytes = block.bytes();
    if (!block.isCut()) {
      int length = block.length();
      int at = 0;
      while (at < length) {
        int start = at;
        at = parser.parse(bytes, at, length);
        hand(row, block.position() + start, row.to() - row.from(), lateBefore, rows, sink);
      }
      return;
    }
    for (int i = 0; i < block.count(); i++) {
      if (block.fault(i) == null) {
        parser.parse(bytes, block.from(i), block.to(i));
      } else {
        parser.reject(bytes, block.from(i), block.to(i), block.fault(i));
      }
      hand(row, block.position(i), block.length(i), lateBefore, rows, sink);
    }
  }

  private void hand(
      Row row, long position, long length, long lateBefore, TaskReport.FileRows rows, Sink sink)
      throws IOException, InterruptedException {
    long place = RowVersion.place(piece, record++);
    if (row.isSkipped()) {
      return;
    }
    rows.read++;
    if (row.reason() != null) {
      sink.rejected(row, position, length);
    } else if (row.eventDay() < lateBefore) {
      sink.late(row);
    } else {
      sink.valid(row, place, position);
    }
  }

  /** How a broken rule is called in reports: the reason, and the field where there is one. */
  static String rule(Row row) {
    String reason = row.reason().label();
    return row.rejectedField() == null ? reason : reason + ":" + row.rejectedField().name();
  }
}
