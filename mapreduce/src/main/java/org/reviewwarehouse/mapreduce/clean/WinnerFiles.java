package org.reviewwarehouse.mapreduce.clean;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskInputOutputContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.reviewwarehouse.mapreduce.resolve.WinnerTable;

/**
 * The winners among the new rows, beside the output of the resolve job: their versions, one after
 * the other.
 */
final class WinnerFiles implements Closeable {
  private static final String DIRECTORY = "_winners"; // readers of the output pass over it
  private static final int BUFFER_BYTES = 1 << 20;

  private final FileSystem fs;
  private final int size;
  private final long seed;
  private final Deque<FileStatus> files = new ArrayDeque<>();
  private DataInputStream in;
  private long left;

  /**
   * @param output of the resolve job
   * @param size longs of a version
   * @param seed that the versions were made with
   */
  WinnerFiles(Path output, int size, long seed, Configuration conf) throws IOException {
    this.size = size;
    this.seed = seed;
    fs = output.getFileSystem(conf);
    for (FileStatus file : fs.listStatus(new Path(output, DIRECTORY))) {
      files.add(file);
    }
  }

  /** Writes the winners of one reducer. */
  static void write(WinnerTable winners, int size, TaskInputOutputContext<?, ?, ?, ?> context)
      throws IOException, InterruptedException {
    Path directory = new Path(FileOutputFormat.getWorkOutputPath(context), DIRECTORY);
    Path path = new Path(directory, context.getTaskAttemptID().getTaskID().toString());
    FileSystem fs = path.getFileSystem(context.getConfiguration());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(fs.create(path, true), BUFFER_BYTES))) {
      winners.winners(
          (table, at) -> {
            for (int i = at; i < at + size; i++) {
              out.writeLong(table[i]);
            }
          });
    }
  }

  /** The next winners, at most so many; null behind the last. */
  WinnerTable next(long most) throws IOException {
    WinnerTable winners = new WinnerTable(size, seed);
    long[] version = new long[size];
    while (winners.keys() < most && (left > 0 || open())) {
      for (int i = 0; i < size; i++) {
        version[i] = in.readLong();
      }
      left--;
      winners.add(version, 0);
    }
    return winners.keys() == 0 ? null : winners;
  }

  private boolean open() throws IOException {
    while (left == 0 && !files.isEmpty()) {
      close();
      FileStatus file = files.poll();
      left = file.getLen() / ((long) size * Long.BYTES);
      in =
          new DataInputStream(
              new java.io.BufferedInputStream(fs.open(file.getPath()), BUFFER_BYTES));
    }
    return left > 0;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
