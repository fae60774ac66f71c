package org.reviewwarehouse.mapreduce.clean;

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
 * The lines of one split that are not written, in the order they are read. On disk they are longs
 * by split: the line's number shifted left by one, the lowest bit set for a superseded row.
 */
final class Losers {
  /** Takes the losers of one split. */
  interface Output {
    void write(IntWritable split, BytesWritable lines) throws IOException, InterruptedException;
  }

  private final long[] lines;
  private int next;

  private Losers(long[] lines) {
    this.lines = lines;
  }

  /** Writes losers as {@code WinnerTable.losers} gives them: ascending, so split by split. */
  static void write(long[] losers, Output output) throws IOException, InterruptedException {
    int from = 0;
    while (from < losers.length) {
      int split = RowVersion.splitOf(losers[from] >>> 1);
      int to = from;
      while (to < losers.length && RowVersion.splitOf(losers[to] >>> 1) == split) {
        to++;
      }
      ByteBuffer bytes = ByteBuffer.allocate((to - from) * Long.BYTES);
      for (int i = from; i < to; i++) {
        bytes.putLong(RowVersion.recordOf(losers[i] >>> 1) << 1 | losers[i] & 1);
      }
      output.write(new IntWritable(split), new BytesWritable(bytes.array()));
      from = to;
    }
  }

  /** The losers of a split, from the output of the resolve job. */
  static Losers read(Path output, int split, Configuration conf) throws IOException {
    LongBuffer[] parts;
    MapFile.Reader[] readers = MapFileOutputFormat.getReaders(output, conf);
    try {
      parts = new LongBuffer[readers.length];
      for (int i = 0; i < readers.length; i++) {
        BytesWritable found = new BytesWritable();
        boolean any = readers[i].get(new IntWritable(split), found) != null;
        parts[i] = ByteBuffer.wrap(found.getBytes(), 0, any ? found.getLength() : 0).asLongBuffer();
      }
    } finally {
      for (MapFile.Reader reader : readers) {
        reader.close();
      }
    }
    long[] lines = new long[Arrays.stream(parts).mapToInt(LongBuffer::remaining).sum()];
    int at = 0;
    for (LongBuffer part : parts) {
      int count = part.remaining();
      part.get(lines, at, count);
      at += count;
    }
    Arrays.sort(lines);
    return new Losers(lines);
  }

  /** What a line is; lines must be asked for in ascending order. */
  Fate of(long line) {
    if (next == lines.length || lines[next] >>> 1 != line) {
      return Fate.WINS;
    }
    return (lines[next++] & 1) == 0 ? Fate.DUPLICATE : Fate.SUPERSEDED;
  }

  enum Fate {
    WINS,
    DUPLICATE,
    SUPERSEDED
  }
}
