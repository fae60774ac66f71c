package org.reviewwarehouse.mapreduce.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.security.AccessControlException;

/** What takes one step on a file system, or does not happen at all: on HDFS and on a local disk. */
final class Renames {
  private final FileSystem fs;
  private final FileContext context; // null on a local disk

  Renames(Path path, Configuration conf) throws IOException {
    FileSystem known = path.getFileSystem(conf);
    if (known instanceof LocalFileSystem local) {
      fs = local.getRaw(); // its renames may copy, and its deletes are of several steps: not used
      context = null;
    } else {
      fs = known;
      context = FileContext.getFileContext(path.toUri(), conf);
    }
  }

  /** For everything that is not asked of this class; writes no checksum files. */
  FileSystem fs() {
    return fs;
  }

  /**
   * Renames a file or a directory.
   *
   * @throws IOException if the target exists, but for an empty directory that a local disk
   *     replaces; if the source does not; or if it cannot be told whether it is done
   */
  void rename(Path from, Path to) throws IOException {
    if (context != null) {
      context.rename(from, to, Options.Rename.NONE);
    } else if (Files.isDirectory(local(from))) {
      Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
    } else { // a local rename replaces the file that it finds; a hard link does not
      Files.createLink(local(to), local(from));
      Files.deleteIfExists(local(from));
    }
  }

  /** Deletes a directory if it is there, empty, and ours to delete. */
  void deleteEmpty(Path directory) throws IOException {
    try {
      if (context != null) {
        fs.delete(directory, false);
      } else {
        Files.deleteIfExists(local(directory));
      }
    } catch (PathIsNotEmptyDirectoryException
        | DirectoryNotEmptyException
        | AccessControlException
        | AccessDeniedException e) {
      return; // it does no harm
    }
  }

  private static java.nio.file.Path local(Path path) {
    return Paths.get(path.toUri().getPath());
  }
}
