package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.reviewwarehouse.mapreduce.Advice;
import org.reviewwarehouse.mapreduce.ShutdownOrder;

/** A directory that lasts as long as its run: also a run that is told to stop leaves none. */
public final class WorkDirectory implements AutoCloseable {
  private final FileSystem fs;
  private final Path path;
  private final Runnable delete = this::delete;

  /** Makes the directory. */
  public WorkDirectory(FileSystem fs, Path path) throws IOException {
    this.fs = fs;
    this.path = path;
    fs.mkdirs(path);
    ShutdownHookManager.get().addShutdownHook(delete, ShutdownOrder.DELETE_WORK);
  }

  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(delete);
      delete();
    }
  }

  private void delete() {
    try {
      fs.delete(path, true);
      deleteIfEmpty(path.getParent());
      deleteIfEmpty(path.getParent().getParent());
    } catch (IOException e) {
      System.err.println("Cannot delete directory: " + path + ", because " + Advice.of(e));
    }
  }

  /** Other runs may be at work in it. */
  private void deleteIfEmpty(Path parent) throws IOException {
    if (fs.listStatus(parent).length == 0) {
      fs.delete(parent, false);
    }
  }
}
