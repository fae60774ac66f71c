package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Partitioner;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.LazyOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;
import org.reviewwarehouse.mapreduce.FaultPoint;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.input.RawInputFormat;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.row.Row;
import org.reviewwarehouse.mapreduce.row.RowBytes;

/**
 * Last pass: maps over the same raw splits, passes over the losers and writes the zones. A map
 * writes one file for each period it meets; where the periods are too many to be open at once, the
 * accepted rows are first brought together by period, and reducers write one file after the other.
 */
final class WriteJob {
  private static final String RESOLVED = "warehouse.run.resolved";
  private static final String MATCHED = "warehouse.run.matched";

  private WriteJob() {}

  /**
   * @param resolved output of the resolve job
   * @param matched output of the match job; null if there was none
   * @param reducers 0: the maps write; otherwise so many tasks write by period
   * @param rowGroupBytes of each file that is open
   */
  static Job create(
      Configuration conf,
      Path resolved,
      Path matched,
      int reducers,
      long rowGroupBytes,
      Path output)
      throws IOException {
    Job job = Job.getInstance(conf, "write");
    job.setJarByClass(WriteJob.class);
    job.getConfiguration().set(RESOLVED, resolved.toString());
    if (matched != null) {
      job.getConfiguration().set(MATCHED, matched.toString());
    }
    ZoneFiles.setRowGroupBytes(job.getConfiguration(), rowGroupBytes);
    job.setInputFormatClass(RawInputFormat.class);
    job.setMapperClass(WriteMapper.class);
    job.setMapOutputKeyClass(IntWritable.class);
    job.setMapOutputValueClass(BytesWritable.class);
    job.setPartitionerClass(ByPeriod.class);
    job.setReducerClass(WriteReducer.class);
    job.setNumReduceTasks(reducers);
    job.setOutputKeyClass(IntWritable.class);
    job.setOutputValueClass(BytesWritable.class);
    // All output is Parquet beside the job's own, which stays empty: lazy, so that it does not
    // exist.
    LazyOutputFormat.setOutputFormatClass(job, SequenceFileOutputFormat.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  /** Records in; Parquet files beside, or out go the number of a period and a row of it. */
  static final class WriteMapper
      extends Mapper<NullWritable, RecordBlock, IntWritable, BytesWritable> {
    private final TaskReport report = new TaskReport();
    private final IntWritable period = new IntWritable();
    private final BytesWritable value = new BytesWritable();
    private RowReader reader;
    private Contract contract;
    private Losers losers;
    private ZoneFiles zones;
    private RowBytes rowBytes;
    private boolean byPeriod;

    @Override
    public void run(Context context) throws IOException, InterruptedException {
      TaskFailure.guard(context, () -> super.run(context));
    }

    @Override
    protected void setup(Context context) throws IOException, InterruptedException {
      Configuration conf = context.getConfiguration();
      reader = new RowReader(conf);
      contract = reader.contract();
      List<Path> outputs =
          Stream.of(RESOLVED, MATCHED)
              .map(conf::get)
              .filter(Objects::nonNull)
              .map(Path::new)
              .toList();
      losers = new Losers(outputs, conf);
      zones = new ZoneFiles(context, contract);
      rowBytes = new RowBytes(contract);
      byPeriod = context.getNumReduceTasks() > 0;
    }

    @Override
    protected void map(NullWritable key, RecordBlock block, Context context)
        throws IOException, InterruptedException {
      if (block.endsPiece()) {
        report.checksum(block);
        return;
      }
      FaultPoint.MID_WRITE.reach(context.getConfiguration());
      TaskReport.FileRows rows = report.file(block.file());
      reader.read(
          block,
          rows,
          new RowReader.Sink() {
            @Override
            public void rejected(Row row, long position, long length) throws IOException {
              rows.reject(RowReader.rule(row));
              zones.reject(row, block.file(), position, length);
            }

            @Override
            public void late(Row row) throws IOException {
              rows.late++;
              zones.late(row);
            }

            @Override
            public void valid(Row row, long place, long position)
                throws IOException, InterruptedException {
              switch (losers.of(place)) {
                case WINS -> {
                  rows.accepted++;
                  accept(row, context);
                }
                case DUPLICATE -> rows.duplicate++;
                case SUPERSEDED -> rows.superseded++;
                case WAITS -> {
                  rows.waiting++;
                  zones.late(row);
                }
              }
            }
          });
    }

    private void accept(Row row, Context context) throws IOException, InterruptedException {
      if (!byPeriod) {
        zones.accept(row);
        return;
      }
      period.set(contract.grain().number(row.eventDay()));
      rowBytes.write(row);
      value.set(rowBytes.bytes(), 0, rowBytes.length());
      context.write(period, value);
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      zones.close(report);
      losers.close();
      report.finish(context);
    }
  }

  /** Neighbouring periods go to different reducers, as they are likely to be of one size. */
  static final class ByPeriod extends Partitioner<IntWritable, BytesWritable> {
    @Override
    public int getPartition(IntWritable period, BytesWritable row, int reducers) {
      return Math.floorMod(period.get(), reducers);
    }
  }

  /** Rows by period in; one Parquet file a period beside. */
  static final class WriteReducer
      extends Reducer<IntWritable, BytesWritable, IntWritable, BytesWritable> {
    private final TaskReport report = new TaskReport();
    private ZoneFiles zones;
    private RowBytes rowBytes;

    @Override
    public void run(Context context) throws IOException, InterruptedException {
      TaskFailure.guard(context, () -> super.run(context));
    }

    @Override
    protected void setup(Context context) throws IOException, InterruptedException {
      Contract contract = TaskContract.of(context.getConfiguration());
      rowBytes = new RowBytes(contract);
      zones = new ZoneFiles(context, contract);
    }

    @Override
    protected void reduce(IntWritable period, Iterable<BytesWritable> rows, Context context)
        throws IOException {
      for (BytesWritable row : rows) {
        zones.accept(rowBytes.read(row.getBytes(), 0));
      }
      zones.closePeriods(report);
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      zones.close(report);
      report.finish(context);
    }
  }
}
