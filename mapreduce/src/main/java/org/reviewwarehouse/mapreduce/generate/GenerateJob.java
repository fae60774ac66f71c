package org.reviewwarehouse.mapreduce.generate;

import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.LazyOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;
import org.reviewwarehouse.mapreduce.clean.TaskFailure;

/**
 * Writes raw files: maps only, each taking some of the files. What a file holds does not depend on
 * who writes it.
 */
final class GenerateJob {
  private static final String MAPPERS = "warehouse.generate.mappers";

  private GenerateJob() {}

  /**
   * @param mappers among which the files are shared out
   * @param output gets a directory for each arrival day
   */
  static Job create(Configuration conf, GenerateRequest request, int mappers, Path output)
      throws IOException {
    Job job = Job.getInstance(conf, "generate");
    job.setJarByClass(GenerateJob.class);
    request.setOn(job.getConfiguration());
    job.getConfiguration().setInt(MAPPERS, mappers);
    job.setInputFormatClass(FileNumbers.class);
    job.setMapperClass(GenerateMapper.class);
    job.setNumReduceTasks(0);
    job.setOutputKeyClass(NullWritable.class);
    job.setOutputValueClass(NullWritable.class);
    // All output is raw files beside the job's own, which stays empty: lazy, so that it does not
    // exist.
    LazyOutputFormat.setOutputFormatClass(job, SequenceFileOutputFormat.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  /** The number of a file in: days times files of a day, and the file of the day. Nothing out. */
  static final class GenerateMapper
      extends Mapper<IntWritable, NullWritable, NullWritable, NullWritable> {
    private static final int BUFFER_BYTES = 1 << 20;

    private GenerateRequest request;
    private FileWriter writer;
    private Path output;
    private FileSystem fs;

    @Override
    public void run(Context context) throws IOException, InterruptedException {
      TaskFailure.guard(context, () -> super.run(context));
    }

    @Override
    protected void setup(Context context) throws IOException, InterruptedException {
      request = GenerateRequest.of(context.getConfiguration());
      writer = new FileWriter(request);
      output = FileOutputFormat.getWorkOutputPath(context);
      FileSystem any = output.getFileSystem(context.getConfiguration());
      // Raw files come without the checksum files that the local file system adds.
      fs = any instanceof LocalFileSystem local ? local.getRaw() : any;
    }

    @Override
    protected void map(IntWritable number, NullWritable nothing, Context context)
        throws IOException {
      long arrival = request.from() + number.get() / request.files();
      int file = number.get() % request.files();
      Path directory = new Path(output, GenerateRequest.directory(arrival));
      try (OutputStream out = open(new Path(directory, request.fileName(file)))) {
        writer.write(arrival, file, out);
      }
    }

    private OutputStream open(Path path) throws IOException {
      OutputStream out = fs.create(path, false);
      return new BufferedOutputStream(request.gzip() ? new FastGzip(out) : out, BUFFER_BYTES);
    }

    @Override
    protected void cleanup(Context context) {
      for (Kind kind : Kind.values()) {
        context.getCounter(kind).increment(writer.count(kind));
      }
    }
  }

  /**
   * Java's own, as what Hadoop's writes depends on the native libraries it finds; at the level that
   * costs four times less than the default and makes files a fifth larger.
   */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 64 << 10);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Shares the numbers of the files out. */
  static final class FileNumbers extends InputFormat<IntWritable, NullWritable> {
    @Override
    public List<InputSplit> getSplits(JobContext context) {
      GenerateRequest request = GenerateRequest.of(context.getConfiguration());
      int files = request.files() * request.days();
      int mappers = Math.min(files, context.getConfiguration().getInt(MAPPERS, 1));
      List<InputSplit> splits = new ArrayList<>();
      for (int mapper = 0; mapper < mappers; mapper++) {
        int first = (int) ((long) files * mapper / mappers);
        splits.add(new FileRange(first, (int) ((long) files * (mapper + 1) / mappers)));
      }
      return splits;
    }

    @Override
    public RecordReader<IntWritable, NullWritable> createRecordReader(
        InputSplit split, TaskAttemptContext context) {
      return new RangeReader();
    }
  }

  /** Some files, one number after the other. */
  static final class FileRange extends InputSplit implements Writable {
    private int first;
    private int end;

    /** For the framework. */
    FileRange() {}

    FileRange(int first, int end) {
      this.first = first;
      this.end = end;
    }

    @Override
    public long getLength() {
      return end - first;
    }

    @Override
    public String[] getLocations() {
      return new String[0];
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeInt(first);
      out.writeInt(end);
    }

    @Override
    public void readFields(DataInput in) throws IOException {
      first = in.readInt();
      end = in.readInt();
    }
  }

  private static final class RangeReader extends RecordReader<IntWritable, NullWritable> {
    private final IntWritable number = new IntWritable();
    private FileRange range;
    private int next;

    @Override
    public void initialize(InputSplit split, TaskAttemptContext context) {
      range = (FileRange) split;
      next = range.first;
    }

    @Override
    public boolean nextKeyValue() {
      number.set(next++);
      return number.get() < range.end;
    }

    @Override
    public IntWritable getCurrentKey() {
      return number;
    }

    @Override
    public NullWritable getCurrentValue() {
      return NullWritable.get();
    }

    @Override
    public float getProgress() {
      return (float) (number.get() - range.first) / (range.end - range.first);
    }

    @Override
    public void close() {}
  }
}
