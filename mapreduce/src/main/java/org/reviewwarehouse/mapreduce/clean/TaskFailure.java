package org.reviewwarehouse.mapreduce.clean;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.reviewwarehouse.mapreduce.Advice;

/**
 * How the reason of a failed task reaches the one who started the run. A job only tells that it
 * failed, and the local runner not even which task; so a task leaves a file with its message.
 */
public final class TaskFailure {
  private static final String DIRECTORY = "warehouse.run.failures";

  /** What a task does. */
  public interface Work {
    void run() throws IOException, InterruptedException;
  }

  private TaskFailure() {}

  /** Where the tasks of the jobs of a configuration leave their messages. */
  public static void setDirectory(Configuration conf, Path directory) {
    conf.set(DIRECTORY, directory.toString());
  }

  /** Does the work of a task; if it fails, its message is kept. */
  public static void guard(TaskAttemptContext context, Work work)
      throws IOException, InterruptedException {
    try {
      work.run();
    } catch (IOException | RuntimeException | Error e) {
      keep(context, e);
      throw e;
    }
  }

  private static void keep(TaskAttemptContext context, Throwable failure) {
    String directory = context.getConfiguration().get(DIRECTORY);
    if (directory == null) {
      return;
    }
    Path path = new Path(directory, context.getTaskAttemptID().toString());
    try (DataOutputStream out = path.getFileSystem(context.getConfiguration()).create(path, true)) {
      out.write(Advice.of(failure).getBytes(StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) { // on a full disk there is no room for it either
      failure.addSuppressed(e);
    }
  }

  /**
   * The message of an attempt, or why none can leave one; null if nobody knows.
   *
   * @param isToBlame whether the job failed for that attempt, by its name: of others, of earlier
   *     jobs too, the retry may have succeeded
   */
  static String message(Configuration conf, Predicate<String> isToBlame) throws IOException {
    Path directory = new Path(conf.get(DIRECTORY));
    FileSystem fs = directory.getFileSystem(conf);
    if (fs.exists(directory)) {
      for (FileStatus file : fs.listStatus(directory)) {
        if (file.getLen() > 0 && isToBlame.test(file.getPath().getName())) {
          try (DataInputStream in = fs.open(file.getPath())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        }
      }
    }
    return obstacle(fs, new Path(directory, "none"));
  }

  /** What keeps files from being written there: most likely the tasks' failure too. */
  private static String obstacle(FileSystem fs, Path path) throws IOException {
    try {
      DataOutputStream out = fs.create(path, true);
      try {
        out.write(0);
      } finally {
        out.close();
      }
    } catch (IOException e) {
      return Advice.of(e);
    }
    fs.delete(path, false);
    return null;
  }
}
