package org.reviewwarehouse.mapreduce.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.Advice;
import org.reviewwarehouse.mapreduce.Printable;

/**
 * The text of a compressed file, which the first pass of a run writes down while it unpacks it, and
 * the second reads. For jobs in one process on the local file system, whose page cache hands it
 * back: a file is unpacked at 300 MB/s. What cannot be kept is unpacked once more.
 */
final class KeptText {
  private static final String DIRECTORY = "warehouse.input.kept.text";
  private static final int BUFFER_BYTES = 256 << 10;

  /** A text that is so much longer than was to be expected is no longer kept, if it is long. */
  private static final int MOST_TIMES_EXPECTED = 4;

  private static final long LONG_BYTES = 1 << 20;

  private final RawFile file;
  private final FileSystem fs;
  private final Path path;
  private final Path unfinished;
  private final long mostBytes;

  private KeptText(RawFile file, LocalFileSystem local, Path path, long mostBytes) {
    this.file = file;
    fs = local.getRaw();
    this.path = path;
    unfinished = path.suffix(".unfinished");
    this.mostBytes = mostBytes;
  }

  /** Lets the jobs with this configuration keep their texts in a directory of the run. */
  static void enable(Configuration conf, Path directory) {
    conf.set(DIRECTORY, directory.toString());
  }

  /** The text of a file; null if the jobs keep none. */
  static KeptText of(RawFile file, Configuration conf) throws IOException {
    String directory = conf.get(DIRECTORY);
    if (directory == null || file.isTable() || file.compression() == Compression.NONE) {
      return null;
    }
    Path path = new Path(directory, Integer.toString(file.number()));
    return path.getFileSystem(conf) instanceof LocalFileSystem local
        ? new KeptText(
            file, local, path, Math.max(LONG_BYTES, MOST_TIMES_EXPECTED * file.plainBytes()))
        : null;
  }

  boolean isThere() throws IOException {
    return fs.exists(path);
  }

  /** The text as it was kept. */
  InputStream open() throws IOException {
    return fs.open(path, BUFFER_BYTES);
  }

  /** The same text, kept as soon as it has been read to its end. */
  InputStream keep(InputStream text) {
    return new Keeper(text);
  }

  /** The run goes on without the copy. */
  private void warn(IOException e) {
    System.err.println(
        "Cannot keep text of raw file: "
            + Printable.of(file.path())
            + ", so it is unpacked once more, because "
            + Advice.of(e));
  }

  private final class Keeper extends BulkStream {
    private final InputStream text;

    /** Null: the text is not kept, or not any more. */
    private OutputStream out;

    private long written;

    Keeper(InputStream text) {
      this.text = text;
      try {
        out = fs.create(unfinished, true, BUFFER_BYTES);
      } catch (IOException e) {
        warn(e);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = text.read(bytes, offset, length);
      if (out != null) {
        keep(bytes, offset, read);
      }
      return read;
    }

    /** Whoever reads has the text, whatever becomes of the copy. */
    private void keep(byte[] bytes, int offset, int read) {
      try {
        if (read < 0) {
          out.close();
          out = null;
          if (!fs.rename(unfinished, path)) {
            throw new IOException("its copy cannot be renamed to " + path);
          }
          return;
        }
        written += read;
        if (written <= mostBytes) {
          out.write(bytes, offset, read);
          return;
        }
      } catch (IOException e) {
        warn(e);
      }
      discard();
    }

    private void discard() {
      try (OutputStream closed = out) {
        out = null;
        fs.delete(unfinished, false);
      } catch (IOException e) {
        warn(e); // it lies in the directory of the run, which goes with it
      }
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        discard();
      }
      text.close();
    }
  }
}
