package org.reviewwarehouse.mapreduce.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.input.NLineInputFormat;
import org.apache.hadoop.mapreduce.lib.output.NullOutputFormat;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.clean.Blocks;
import org.reviewwarehouse.mapreduce.clean.LocalJobs;
import org.reviewwarehouse.mapreduce.clean.MapSlots;
import org.reviewwarehouse.mapreduce.clean.Step;
import org.reviewwarehouse.mapreduce.clean.TaskFailure;
import org.reviewwarehouse.mapreduce.clean.WorkDirectory;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Zones;
import org.reviewwarehouse.mapreduce.parquet.TableReader;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;
import org.reviewwarehouse.mapreduce.resolve.WinnerTable;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * Counts the rows of a table that have the key of another row. Maps over the live files, reads only
 * the key and shuffles 128 bits a row, packed into blocks.
 */
public final class UniqueKeys {
  /** What the reducers count. */
  enum Count {
    ROWS,
    KEYS
  }

  private static final int KEY_WORDS = 2;
  private static final String SEED = "warehouse.verify.key.seed";
  private static final String SEPARATOR = "\t";

  private UniqueKeys() {}

  /**
   * Counts.
   *
   * @param partitions of the clean zone that make the table
   * @param progress what people see while it goes on
   * @return the rows beyond one per key
   * @throws org.reviewwarehouse.mapreduce.WarehouseException if a file cannot be read
   */
  public static long check(
      Zones zones,
      Contracts.Source source,
      List<LedgerEntry.Partition> partitions,
      Configuration conf,
      PrintStream progress)
      throws IOException, InterruptedException {
    FileSystem fs = zones.root().getFileSystem(conf);
    Path work = new Path(zones.work(), "verify-" + UUID.randomUUID());
    try (WorkDirectory directory = new WorkDirectory(fs, work)) {
      Configuration own = new Configuration(conf);
      Contracts.setOn(own, source.text(), source.contract().grain());
      own.setLong(SEED, new SecureRandom().nextLong());
      TaskFailure.setDirectory(own, new Path(work, "failures"));
      Path splits = new Path(work, "splits");
      List<FileStatus> files = files(zones, partitions, fs);
      LocalJobs.choose(own, files.stream().mapToLong(FileStatus::getLen).sum());
      writeSplits(files, MapSlots.of(own).count(), splits, fs);
      long rows = partitions.stream().mapToLong(LedgerEntry.Partition::rows).sum();
      long perReducer = conf.getLong(Settings.ROWS_PER_REDUCER, Settings.ROWS_PER_REDUCER_DEFAULT);
      Job job = create(own, splits, (int) Math.max(1, (rows + perReducer - 1) / perReducer));
      Step.run(job, progress);
      return job.getCounters().findCounter(Count.ROWS).getValue()
          - job.getCounters().findCounter(Count.KEYS).getValue();
    }
  }

  private static Job create(Configuration conf, Path splits, int reducers) throws IOException {
    Job job = Job.getInstance(conf, "verify");
    job.setJarByClass(UniqueKeys.class);
    job.setInputFormatClass(NLineInputFormat.class);
    NLineInputFormat.addInputPath(job, splits);
    NLineInputFormat.setNumLinesPerSplit(job, 1);
    job.setMapperClass(KeyMapper.class);
    job.setMapOutputKeyClass(IntWritable.class);
    job.setMapOutputValueClass(BytesWritable.class);
    job.setPartitionerClass(Blocks.ByReducer.class);
    job.setReducerClass(KeyReducer.class);
    job.setNumReduceTasks(reducers);
    job.setOutputFormatClass(NullOutputFormat.class);
    return job;
  }

  /** The largest first. */
  private static List<FileStatus> files(
      Zones zones, List<LedgerEntry.Partition> partitions, FileSystem fs) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (LedgerEntry.Partition partition : partitions) {
      files.addAll(List.of(fs.listStatus(zones.clean(partition))));
    }
    files.sort(Comparator.comparingLong(FileStatus::getLen).reversed());
    return files;
  }

  /** Deals the files out to the map tasks: a line of paths for each. */
  private static void writeSplits(List<FileStatus> files, int slots, Path path, FileSystem fs)
      throws IOException {
    List<List<String>> splits = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (i < slots) {
        splits.add(new ArrayList<>());
      }
      splits.get(i % slots).add(files.get(i).getPath().toString());
    }
    try (OutputStream out = fs.create(path, false)) {
      for (List<String> split : splits) {
        String line = String.join(SEPARATOR, split) + "\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Paths of files in; out go the reducer's number and a block of keys for it. */
  static final class KeyMapper extends Mapper<LongWritable, Text, IntWritable, BytesWritable> {
    private Contract contract;
    private RowVersion version;
    private Blocks blocks;

    @Override
    public void run(Context context) throws IOException, InterruptedException {
      TaskFailure.guard(context, () -> super.run(context));
    }

    @Override
    protected void setup(Context context) {
      Configuration conf = context.getConfiguration();
      contract = Contracts.of(conf);
      version = new RowVersion(contract, conf.getLong(SEED, 0));
      blocks = new Blocks(context.getNumReduceTasks(), KEY_WORDS, context::write);
    }

    @Override
    protected void map(LongWritable offset, Text split, Context context)
        throws IOException, InterruptedException {
      for (String path : split.toString().split(SEPARATOR)) {
        try (TableReader reader =
            new TableReader(
                new Path(path), context.getConfiguration(), contract, TableReader.Columns.KEY)) {
          for (Row row = reader.next(); row != null; row = reader.next()) {
            long[] key = version.key(row);
            blocks.add(key, version.reducer(key, blocks.reducers()));
          }
        }
      }
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      blocks.flush();
    }
  }

  /** Blocks of keys in; nothing out, they are counted. */
  static final class KeyReducer
      extends Reducer<IntWritable, BytesWritable, NullWritable, NullWritable> {
    /** A key, and a content and a place that are the same in all: only keys are counted. */
    private final long[] version = new long[5];

    @Override
    public void run(Context context) throws IOException, InterruptedException {
      TaskFailure.guard(context, () -> super.run(context));
    }

    @Override
    protected void reduce(IntWritable number, Iterable<BytesWritable> blocks, Context context)
        throws IOException, InterruptedException {
      WinnerTable keys =
          new WinnerTable(version.length, context.getConfiguration().getLong(SEED, 0));
      Counter rows = context.getCounter(Count.ROWS);
      for (BytesWritable block : blocks) {
        Blocks.read(
            block,
            KEY_WORDS,
            (some, count) -> {
              for (int i = 0; i < count; i++) {
                System.arraycopy(some, i * KEY_WORDS, version, 0, KEY_WORDS);
                keys.add(version, 0);
              }
            });
        rows.increment(block.getLength() / (KEY_WORDS * Long.BYTES));
        context.progress();
      }
      context.getCounter(Count.KEYS).increment(keys.keys());
    }
  }
}
