package org.reviewwarehouse.mapreduce.clean;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.MapFile;
import org.apache.hadoop.mapreduce.lib.output.MapFileOutputFormat;
import org.reviewwarehouse.mapreduce.resolve.Fate;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;

/**
 * The rows that do not win, in the order they are read. On disk they are longs by piece: the number
 * of the record in it with its fate, as {@link Fate#at} joins them.
 */
final class Losers implements Closeable {
  /** Takes the losers of one piece. */
  interface Output {
    void write(IntWritable piece, BytesWritable records) throws IOException, InterruptedException;
  }

  private final List<MapFile.Reader> readers = new ArrayList<>();
  private int piece = -1;
  private long[] records = {};
  private int next;

  /**
   * @param outputs of the jobs that found them
   */
  Losers(List<Path> outputs, Configuration conf) throws IOException {
    for (Path output : outputs) {
      readers.addAll(List.of(MapFileOutputFormat.getReaders(output, conf)));
    }
  }

  /** Writes losers in ascending order, so piece by piece. */
  static void write(long[] losers, Output output) throws IOException, InterruptedException {
    int from = 0;
    while (from < losers.length) {
      int piece = RowVersion.pieceOf(Fate.placeOf(losers[from]));
      int to = from;
      while (to < losers.length && RowVersion.pieceOf(Fate.placeOf(losers[to])) == piece) {
        to++;
      }
      ByteBuffer bytes = ByteBuffer.allocate((to - from) * Long.BYTES);
      for (int i = from; i < to; i++) {
        bytes.putLong(Fate.of(losers[i]).at(RowVersion.recordOf(Fate.placeOf(losers[i]))));
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
    if (next == records.length || Fate.placeOf(records[next]) != RowVersion.recordOf(place)) {
      return Fate.WINS;
    }
    return Fate.of(records[next++]);
  }

  private long[] read(int ofPiece) throws IOException {
    List<LongBuffer> parts = new ArrayList<>();
    for (MapFile.Reader reader : readers) {
      BytesWritable found = new BytesWritable();
      if (reader.get(new IntWritable(ofPiece), found) != null) {
        parts.add(ByteBuffer.wrap(found.getBytes(), 0, found.getLength()).asLongBuffer());
      }
    }
    long[] all = new long[parts.stream().mapToInt(LongBuffer::remaining).sum()];
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
}
