package org.reviewwarehouse.mapreduce.clean;

import java.io.File;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.input.Compression;
import org.reviewwarehouse.mapreduce.input.Framing;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawInputFormat;
import org.reviewwarehouse.mapreduce.input.RawSplit;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;
import org.reviewwarehouse.mapreduce.row.Row;
import org.reviewwarehouse.mapreduce.row.RowBytes;

/** Reads raw files as the map tasks of a backfill read them, and counts what becomes of records. */
final class Reading {
  private static final long ARRIVAL = 20_000;

  private final Configuration conf = new Configuration(false);
  private final Contract contract;
  private final RowReader reader;
  private final RowVersion version;
  private final RowBytes bytes;

  final TaskReport.FileRows rows = new TaskReport.FileRows();
  long valid;

  /** Bytes of all records but skipped ones, as their lengths tell. */
  long lengths;

  Reading(Contract contract, String text) {
    this.contract = contract;
    conf.set("io.file.buffer.size", "65536");
    TaskContract.set(conf, text, contract, "run", ARRIVAL, Mode.BACKFILL, 1);
    conf.setInt("warehouse.input.max.record.bytes", contract.maxRecordBytes());
    reader = new RowReader(conf);
    version = new RowVersion(contract, 1);
    bytes = new RowBytes(contract);
  }

  /** Reads a file whose name tells its layout and compression. */
  void read(File path, int piece) throws IOException, InterruptedException {
    Layout layout = contract.layoutOf(Compression.cut(path.getName()));
    RawFile file =
        RawFile.raw(
            0,
            path.toURI().toString(),
            path.length(),
            ARRIVAL,
            layout.number(),
            Framing.of(layout));
    try (RawInputFormat.BlockReader blocks = new RawInputFormat.BlockReader()) {
      blocks.initialize(
          new RawSplit().add(new RawSplit.Piece(piece, file, 0, file.length())),
          new TaskAttemptContextImpl(conf, new TaskAttemptID()));
      while (blocks.nextKeyValue()) {
        RecordBlock block = blocks.getCurrentValue();
        if (!block.endsPiece()) {
          reader.read(block, rows, new Count());
        }
      }
    }
  }

  private final class Count implements RowReader.Sink {
    @Override
    public void rejected(Row row, long position, long length) {
      rows.reject(RowReader.rule(row));
      lengths += length;
    }

    @Override
    public void late(Row row) {
      throw new AssertionError("no row of a backfill is late");
    }

    /** Does with a row what both jobs do. */
    @Override
    public void valid(Row row, long place, long position) {
      valid++;
      lengths += row.to() - row.from();
      version.of(row, place);
      bytes.write(row);
    }
  }
}
