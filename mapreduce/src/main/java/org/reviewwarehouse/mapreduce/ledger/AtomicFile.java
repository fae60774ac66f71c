package org.reviewwarehouse.mapreduce.ledger;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** Creates a file with its whole content in one step, or not at all. */
final class AtomicFile {
  private AtomicFile() {}

  /**
   * Creates the file unless it exists. Of several callers at once, one succeeds.
   *
   * @return whether this call created it
   */
  static boolean create(Path path, byte[] content, Configuration conf) throws IOException {
    FileSystem fs = path.getFileSystem(conf);
    // Readers of the directory, Hive among them, pass over names that begin with a dot.
    Path draft = new Path(path.getParent(), "." + path.getName() + "-" + UUID.randomUUID());
    if (fs instanceof LocalFileSystem local) {
      return createLocal(local.getRaw(), path, draft, content);
    }
    write(fs, draft, content);
    try {
      FileContext.getFileContext(path.toUri(), conf).rename(draft, path, Options.Rename.NONE);
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      fs.delete(draft, false);
      return false;
    }
  }

  /** A local rename replaces what it finds; a hard link does not. */
  private static boolean createLocal(FileSystem raw, Path path, Path draft, byte[] content)
      throws IOException {
    write(raw, draft, content);
    java.nio.file.Path from = Paths.get(draft.toUri().getPath());
    try {
      Files.createLink(Paths.get(path.toUri().getPath()), from);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.delete(from);
    }
  }

  private static void write(FileSystem fs, Path path, byte[] content) throws IOException {
    try (FSDataOutputStream out = fs.create(path, false)) {
      out.write(content);
      out.hsync();
    }
  }
}
