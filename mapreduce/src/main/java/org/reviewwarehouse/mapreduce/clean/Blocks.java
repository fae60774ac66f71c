package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.mapreduce.Partitioner;

/**
 * Rows of a few longs, packed into blocks for the reducers that they go to: the framework sorts one
 * record for some thousand rows.
 */
public final class Blocks {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int MOST_ROWS_PER_BLOCK = 4096;
  private static final int LEAST_ROWS_PER_BLOCK = 16;

  /** What part of the heap the blocks may take, as the sort buffer needs it too. */
  private static final int PART_OF_HEAP = 8;

  /** So many are handed on at once: they and what they are looked up in stay in the cache. */
  private static final int ROWS_READ = 128;

  /** Takes the number of a reducer and a block for it; both are reused. */
  public interface Output {
    void write(IntWritable reducer, BytesWritable block) throws IOException, InterruptedException;
  }

  /** Takes some rows, one behind the other in an array that is reused. */
  public interface Rows {
    void take(long[] rows, int count) throws IOException, InterruptedException;
  }

  private final int size;
  private final Output output;
  private final byte[][] blocks;
  private final int[] filled;
  private final IntWritable reducer = new IntWritable();
  private final BytesWritable block = new BytesWritable();

  /**
   * @param size longs of a row
   */
  public Blocks(int reducers, int size, Output output) {
    this(reducers, size, Runtime.getRuntime().maxMemory(), output);
  }

  Blocks(int reducers, int size, long heapBytes, Output output) {
    this.size = size;
    this.output = output;
    blocks = new byte[reducers][rowsPerBlock(reducers, size, heapBytes) * size * Long.BYTES];
    filled = new int[reducers];
  }

  /** As many as fit, since large tables have thousands of reducers. */
  private static int rowsPerBlock(int reducers, int size, long heapBytes) {
    long fit = heapBytes / PART_OF_HEAP / reducers / (size * Long.BYTES);
    return (int) Math.max(LEAST_ROWS_PER_BLOCK, Math.min(fit, MOST_ROWS_PER_BLOCK));
  }

  /** How many reducers there are. */
  public int reducers() {
    return blocks.length;
  }

  /** Adds the first longs of a row. */
  public void add(long[] row, int to) throws IOException, InterruptedException {
    byte[] bytes = blocks[to];
    int at = filled[to];
    for (int i = 0; i < size; i++) {
      LONG.set(bytes, at, row[i]);
      at += Long.BYTES;
    }
    filled[to] = at;
    if (at == bytes.length) {
      write(to);
    }
  }

  /** Writes the blocks that are not full. */
  public void flush() throws IOException, InterruptedException {
    for (int to = 0; to < blocks.length; to++) {
      if (filled[to] > 0) {
        write(to);
      }
    }
  }

  private void write(int to) throws IOException, InterruptedException {
    reducer.set(to);
    block.set(blocks[to], 0, filled[to]);
    output.write(reducer, block);
    filled[to] = 0;
  }

  /**
   * Reads the rows of a block.
   *
   * @param size longs of a row
   */
  public static void read(BytesWritable block, int size, Rows rows)
      throws IOException, InterruptedException {
    byte[] bytes = block.getBytes();
    int length = block.getLength();
    long[] some = new long[ROWS_READ * size];
    int end = 0;
    for (int at = 0; at < length; at += Long.BYTES) {
      some[end++] = (long) LONG.get(bytes, at);
      if (end == some.length || at + Long.BYTES == length) {
        rows.take(some, end / size);
        end = 0;
      }
    }
  }

  /** Sends a block to the reducer it was filled for. */
  public static final class ByReducer extends Partitioner<IntWritable, BytesWritable> {
    @Override
    public int getPartition(IntWritable reducer, BytesWritable block, int reducers) {
      return reducer.get();
    }
  }
}
