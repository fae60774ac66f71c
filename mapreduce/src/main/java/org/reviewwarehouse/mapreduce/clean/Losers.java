package org.reviewwarehouse.mapreduce.clean;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.MapFile;
import org.apache.hadoop.mapreduce.lib.output.MapFileOutputFormat;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;

/**
 * The rows that are not written, in the order they are read. On disk they are longs by piece: the
 * number of the record in it shifted left by one, the lowest bit set for a superseded row.
 */
final class Losers implements Closeable {
  /** Takes the losers of one piece. */
  interface Output {
    void write(IntWritable piece, BytesWritable records) throws IOException, InterruptedException;
  }

  private final MapFile.Reader[] readers;
  private int piece = -1;
  private long[] records = {};
  private int next;

  /**
   * @param output of the resolve job
   */
  Losers(Path output, Configuration conf) throws IOException {
    readers = MapFileOutputFormat.getReaders(output, conf);
  }

  /** Writes losers as {@code WinnerTable.losers} gives them: ascending, so piece by piece. */
  static void write(long[] losers, Output output) throws IOException, InterruptedException {
    int from = 0;
    while (from < losers.length) {
      int piece = RowVersion.pieceOf(losers[from] >>> 1);
      int to = from;
      while (to < losers.length && RowVersion.pieceOf(losers[to] >>> 1) == piece) {
        to++;
      }
      ByteBuffer bytes = ByteBuffer.allocate((to - from) * Long.BYTES);
      for (int i = from; i < to; i++) {
        bytes.putLong(RowVersion.recordOf(losers[i] >>> 1) << 1 | losers[i] & 1);
      }
      output.write(new IntWritable(piece), new BytesWritable(bytes.array()));
      from = to;
    }
  }

  /** What the row at a place is; those of one piece must be asked for in ascending order. */
  Fate of(long place) throws IOException {
    if (RowVersion.pieceOf(place) != piece) {
      piece = RowVersion.pieceOf(place);
      records = read(piece);
      next = 0;
    }
    if (next == records.length || records[next] >>> 1 != RowVersion.recordOf(place)) {
      return Fate.WINS;
    }
    return (records[next++] & 1) == 0 ? Fate.DUPLICATE : Fate.SUPERSEDED;
  }

  /** Whether a piece has any. */
  boolean any(int ofPiece) throws IOException {
    return read(ofPiece).length > 0;
  }

  private long[] read(int ofPiece) throws IOException {
    LongBuffer[] parts = new LongBuffer[readers.length];
    for (int i = 0; i < readers.length; i++) {
      BytesWritable found = new BytesWritable();
      boolean any = readers[i].get(new IntWritable(ofPiece), found) != null;
      parts[i] = ByteBuffer.wrap(found.getBytes(), 0, any ? found.getLength() : 0).asLongBuffer();
    }
    long[] all = new long[Arrays.stream(parts).mapToInt(LongBuffer::remaining).sum()];
    int at = 0;
    for (LongBuffer part : parts) {
      int count = part.remaining();
      part.get(all, at, count);
      at += count;
    }
    Arrays.sort(all);
    return all;
  }

  @Override
  public void close() throws IOException {
    for (MapFile.Reader reader : readers) {
      reader.close();
    }
  }

  enum Fate {
    WINS,
    DUPLICATE,
    SUPERSEDED
  }
}
