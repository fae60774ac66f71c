package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.MapFileOutputFormat;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawInputFormat;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.resolve.Fate;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;
import org.reviewwarehouse.mapreduce.resolve.WinnerTable;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * First pass: which rows lose. Maps over the raw records and shuffles a few longs a row, never its
 * text. The reducers keep the winner of each key and write the records of the losers by piece.
 */
final class ResolveJob {
  private static final String KEEP_WINNERS = "warehouse.run.keep.winners";

  private ResolveJob() {}

  /**
   * @param sortMegabytes memory for the versions of one split, so that they are sorted once
   * @param keepWinners whether the winners are kept to meet the table: see {@link WinnerFiles}
   */
  static Job create(
      Configuration conf, int reducers, int sortMegabytes, boolean keepWinners, Path output)
      throws IOException {
    Job job = Job.getInstance(conf, "resolve");
    job.getConfiguration().setBoolean(KEEP_WINNERS, keepWinners);
    job.getConfiguration().setInt(MRJobConfig.IO_SORT_MB, sortMegabytes);
    job.setJarByClass(ResolveJob.class);
    job.setInputFormatClass(RawInputFormat.class);
    job.setMapperClass(ResolveMapper.class);
    job.setMapOutputKeyClass(IntWritable.class);
    job.setMapOutputValueClass(BytesWritable.class);
    job.setPartitionerClass(Blocks.ByReducer.class);
    job.setReducerClass(ResolveReducer.class);
    job.setNumReduceTasks(reducers);
    job.setOutputKeyClass(IntWritable.class);
    job.setOutputValueClass(BytesWritable.class);
    job.setOutputFormatClass(MapFileOutputFormat.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  /** Records in; out go the reducer's number and a block of versions for it. */
  static final class ResolveMapper
      extends Mapper<NullWritable, RecordBlock, IntWritable, BytesWritable> {
    private final TaskReport report = new TaskReport();
    private RowReader reader;
    private RowVersion version;
    private Blocks blocks;
    private PeriodCounts periods;
    private Expectations expectations;

    @Override
    public void run(Context context) throws IOException, InterruptedException {
      TaskFailure.guard(context, () -> super.run(context));
    }

    @Override
    protected void setup(Context context) {
      Configuration conf = context.getConfiguration();
      reader = new RowReader(conf);
      Contract contract = reader.contract();
      expectations = new Expectations(contract);
      version = new RowVersion(contract, TaskContract.keySeed(conf));
      blocks =
          new Blocks(
              Math.max(1, context.getNumReduceTasks()), RowVersion.size(contract), context::write);
      periods = new PeriodCounts(contract.grain());
    }

    @Override
    protected void map(NullWritable key, RecordBlock block, Context context)
        throws IOException, InterruptedException {
      if (block.endsPiece()) {
        report.checksum(block);
        return;
      }
      RawFile file = block.file();
      long arrival = reader.arrival(file);
      TaskReport.FileRows rows = report.file(file);
      reader.read(
          block,
          rows,
          new RowReader.Sink() {
            @Override
            public void rejected(Row row, long position, long length) {
              String rule = RowReader.rule(row);
              rows.reject(rule);
              report.example(rule, file.number(), position, row);
            }

            @Override
            public void late(Row row) {
              rows.late++;
            }

            @Override
            public void valid(Row row, long place, long position)
                throws IOException, InterruptedException {
              expectations.check(
                  row,
                  arrival,
                  expectation -> {
                    report.unmet(expectation.label(), file.number());
                    report.example(expectation.label(), file.number(), position, row);
                  });
              periods.add(row.eventDay());
              long[] words = version.of(row, place);
              blocks.add(words, version.reducer(words, blocks.reducers()));
            }
          });
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      blocks.flush();
      periods.addTo(report.periods);
      report.finish(context);
    }
  }

  /** Blocks of versions in; out go, by split, the losers' lines: see {@link Losers}. */
  static final class ResolveReducer
      extends Reducer<IntWritable, BytesWritable, IntWritable, BytesWritable> {
    private final TaskReport report = new TaskReport();
    private PeriodCounts periods;
    private WinnerTable winners;
    private int size;

    @Override
    public void run(Context context) throws IOException, InterruptedException {
      TaskFailure.guard(context, () -> super.run(context));
    }

    @Override
    protected void setup(Context context) {
      Contract contract = TaskContract.of(context.getConfiguration());
      periods = new PeriodCounts(contract.grain());
      size = RowVersion.size(contract);
      winners = new WinnerTable(size, TaskContract.keySeed(context.getConfiguration()));
    }

    @Override
    protected void reduce(IntWritable key, Iterable<BytesWritable> blocks, Context context)
        throws IOException, InterruptedException {
      for (BytesWritable block : blocks) {
        Blocks.read(block, size, winners::addAll);
        context.progress();
      }
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      long[] losers = winners.losers();
      long superseded = 0;
      for (long loser : losers) {
        superseded += Fate.of(loser) == Fate.SUPERSEDED ? 1 : 0;
      }
      context.getCounter(Rows.ACCEPTED).increment(winners.keys());
      context.getCounter(Rows.SUPERSEDED).increment(superseded);
      context.getCounter(Rows.DUPLICATE).increment(losers.length - superseded);
      Losers.write(losers, context::write);
      winners.winners((table, at) -> periods.add(winners.day(at)));
      periods.addTo(report.won);
      if (context.getConfiguration().getBoolean(KEEP_WINNERS, false)) {
        WinnerFiles.write(winners, size, context);
      }
      report.finish(context);
    }
  }
}
