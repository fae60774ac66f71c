package org.reviewwarehouse.mapreduce.input;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.reviewwarehouse.mapreduce.Printable;
import org.reviewwarehouse.mapreduce.contract.Contracts;

/**
 * Gives mappers the records of raw files in {@link RecordBlock}s, by the splits of a plan that was
 * written before: both jobs of a run see the same ones.
 */
public final class RawInputFormat extends InputFormat<NullWritable, RecordBlock> {
  private static final String PLAN = "warehouse.input.plan";
  private static final String MAX_RECORD_BYTES = "warehouse.input.max.record.bytes";

  /** Writes the plan for the jobs of this configuration. */
  public static void setPlan(
      Configuration conf, Path path, List<RawSplit> splits, int maxRecordBytes) throws IOException {
    try (DataOutputStream out = path.getFileSystem(conf).create(path, false)) {
      out.writeInt(splits.size());
      for (RawSplit split : splits) {
        split.write(out);
      }
    }
    conf.set(PLAN, path.toString());
    conf.setInt(MAX_RECORD_BYTES, maxRecordBytes);
  }

  /**
   * Lets the jobs with this configuration, which run in one process, keep the text of compressed
   * files from one to the next.
   *
   * @param directory of the run, on the local file system; else nothing is kept
   */
  public static void keepText(Configuration conf, Path directory) {
    KeptText.enable(conf, directory);
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration conf = context.getConfiguration();
    Path path = new Path(conf.get(PLAN));
    List<InputSplit> splits = new ArrayList<>();
    try (DataInputStream in = path.getFileSystem(conf).open(path)) {
      for (int left = in.readInt(); left > 0; left--) {
        RawSplit split = new RawSplit();
        split.readFields(in);
        splits.add(split);
      }
    }
    return splits;
  }

  @Override
  public RecordReader<NullWritable, RecordBlock> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new BlockReader();
  }

  /** Says which file cannot be read. */
  public static IOException unreadable(RawFile file, IOException cause) {
    String what =
        file.isTable() || file.compression() == Compression.NONE
            ? ""
            : "it is truncated or no "
                + file.compression().name().toLowerCase(java.util.Locale.ROOT)
                + " file: ";
    return new UnreadableFileException(
        "Cannot read "
            + (file.isTable() ? "file of the table: " : "raw file: ")
            + Printable.of(file.path())
            + ", because "
            + what
            + cause.getMessage(),
        cause);
  }

  /** Reads the pieces of a split, one after the other. */
  public static final class BlockReader extends RecordReader<NullWritable, RecordBlock> {
    private Configuration conf;
    private RawSplit split;
    private int maxRecordBytes;
    private int piece = -1;
    private long bytesBefore;
    private ChecksumStream stream;
    private InputStream text;
    private boolean startsFile;
    private Framer framer;
    private final RecordBlock block = new RecordBlock();

    @Override
    public void initialize(InputSplit rawSplit, TaskAttemptContext context) {
      split = (RawSplit) rawSplit;
      conf = context.getConfiguration();
      maxRecordBytes = conf.getInt(MAX_RECORD_BYTES, 1 << 20);
    }

    @Override
    public boolean nextKeyValue() throws IOException {
      if (framer == null && !open()) {
        return false;
      }
      RawSplit.Piece current = split.pieces().get(piece);
      int crc;
      try {
        if (framer.next(block)) {
          block.file = current.file();
          block.piece = current.number();
          block.startsFile = startsFile;
          startsFile = false;
          return true;
        }
        framer.close();
        crc = 0;
        if (stream != null) {
          stream.drain();
          text.close();
          stream.close();
          crc = stream.value();
        }
      } catch (IOException e) {
        throw unreadable(current.file(), e);
      }
      block.endsWith(current, crc);
      bytesBefore += current.length();
      framer = null;
      return true;
    }

    private boolean open() throws IOException {
      if (++piece == split.pieces().size()) {
        return false;
      }
      RawSplit.Piece next = split.pieces().get(piece);
      RawFile file = next.file();
      long end = next.offset() + next.length();
      startsFile = next.offset() == 0;
      try {
        if (file.isTable()) {
          stream = null;
          text = null;
          framer = new TableFramer(new Path(file.path()), conf, Contracts.of(conf));
          return true;
        }
        long start = Math.max(0, next.offset() - 1);
        stream =
            new ChecksumStream(
                openFile(file.path(), start), start, next.offset(), end, file.length());
        text = text(file);
        framer =
            Framer.of(
                file.framing(),
                text,
                next.offset(),
                file.isSplittable() ? end : Long.MAX_VALUE,
                maxRecordBytes);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
      return true;
    }

    /**
     * The text behind the stream, which is read to its end even where the text was kept: its
     * checksum counts.
     */
    private InputStream text(RawFile file) throws IOException {
      if (file.length() == 0) {
        return stream;
      }
      KeptText kept = KeptText.of(file, conf);
      if (kept != null && kept.isThere()) {
        return kept.open();
      }
      InputStream text = file.compression().open(stream, conf);
      return kept == null ? text : kept.keep(text);
    }

    private FSDataInputStream openFile(String name, long start) throws IOException {
      Path path = new Path(name);
      FileSystem fs = path.getFileSystem(conf);
      // Our own checksum is taken while reading: the local file system's would be a second one.
      FileSystem raw = fs instanceof LocalFileSystem local ? local.getRaw() : fs;
      FSDataInputStream in = raw.open(path, 64 << 10);
      in.seek(start);
      return in;
    }

    @Override
    public NullWritable getCurrentKey() {
      return NullWritable.get();
    }

    @Override
    public RecordBlock getCurrentValue() {
      return block;
    }

    @Override
    public float getProgress() throws IOException {
      long all = split.getLength();
      long within =
          stream == null || framer == null
              ? 0
              : Math.max(0, stream.position() - split.pieces().get(piece).offset());
      return all == 0 ? 1 : Math.min(1, (float) (bytesBefore + within) / all);
    }

    @Override
    public void close() throws IOException {
      if (framer != null) {
        framer.close();
      }
      if (text != null) {
        text.close();
      }
      if (stream != null) {
        stream.close();
      }
    }
  }
}
