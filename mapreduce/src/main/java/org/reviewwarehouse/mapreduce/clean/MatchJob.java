package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.MapFileOutputFormat;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawInputFormat;
import org.reviewwarehouse.mapreduce.input.RawSplit;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.parquet.KeyReader;
import org.reviewwarehouse.mapreduce.parquet.TableReader;
import org.reviewwarehouse.mapreduce.resolve.Fate;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;
import org.reviewwarehouse.mapreduce.resolve.WinnerTable;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * Second pass: the winners among the new rows meet the rows of the table. The new ones are few and
 * every map holds them in memory, in several passes if need be; of the table each map scans its
 * files, and of most files only the key. As the table has one row per key, a map decides alone.
 */
final class MatchJob {
  private static final String RESOLVED = "warehouse.run.resolved";
  private static final String ROWS_PER_PASS = "warehouse.run.rows.per.pass";
  private static final String OPEN_FROM = "warehouse.run.open.from";

  private MatchJob() {}

  /**
   * @param resolved output of the resolve job
   * @param rowsPerPass how many winners a map holds at once
   * @param openFrom the first period in which rows are replaced; null if they are in all
   */
  static Job create(
      Configuration conf, Path resolved, long rowsPerPass, String openFrom, Path output)
      throws IOException {
    Job job = Job.getInstance(conf, "match");
    job.setJarByClass(MatchJob.class);
    job.getConfiguration().set(RESOLVED, resolved.toString());
    job.getConfiguration().setLong(ROWS_PER_PASS, rowsPerPass);
    if (openFrom != null) {
      job.getConfiguration().set(OPEN_FROM, openFrom);
    }
    job.setInputFormatClass(RawInputFormat.class);
    job.setMapperClass(MatchMapper.class);
    job.setNumReduceTasks(0);
    job.setOutputKeyClass(IntWritable.class);
    job.setOutputValueClass(BytesWritable.class);
    job.setOutputFormatClass(MapFileOutputFormat.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  /** Files of the table in; out go, by piece, the rows that lose: see {@link Losers}. */
  static final class MatchMapper
      extends Mapper<NullWritable, RecordBlock, IntWritable, BytesWritable> {
    private final TaskReport report = new TaskReport();
    private Configuration conf;
    private Contract contract;
    private RowVersion version;
    private String openFrom;
    private long[] losers = new long[1 << 10];
    private int end;

    @Override
    public void run(Context context) throws IOException, InterruptedException {
      TaskFailure.guard(context, () -> match(context));
    }

    private void match(Context context) throws IOException, InterruptedException {
      conf = context.getConfiguration();
      contract = TaskContract.of(conf);
      openFrom = conf.get(OPEN_FROM, "");
      long seed = TaskContract.keySeed(conf);
      version = new RowVersion(contract, seed);
      Path resolved = new Path(conf.get(RESOLVED));
      RawSplit split = (RawSplit) context.getInputSplit();
      try (WinnerFiles files = new WinnerFiles(resolved, RowVersion.size(contract), seed, conf)) {
        long most = conf.getLong(ROWS_PER_PASS, Long.MAX_VALUE);
        boolean isFirst = true;
        for (WinnerTable winners = files.next(most); winners != null; winners = files.next(most)) {
          for (RawSplit.Piece piece : split.pieces()) {
            meet(piece, winners, isFirst, context);
          }
          isFirst = false;
        }
      }
      Arrays.sort(losers, 0, end);
      Losers.write(Arrays.copyOf(losers, end), context::write);
      report.finish(context);
    }

    private void meet(RawSplit.Piece piece, WinnerTable winners, boolean isFirst, Context context)
        throws IOException {
      RawFile file = piece.file();
      TaskReport.FileRows rows = report.file(file);
      try {
        long scanned = rowsIfNoneMeets(file, winners, context);
        if (scanned < 0) {
          scanned = meetAll(piece, winners, rows, context);
        }
        if (isFirst) {
          rows.read = scanned;
        }
      } catch (IOException e) {
        throw RawInputFormat.unreadable(file, e);
      }
    }

    /** Scans the keys of a file: how many rows it has, negative once a key is that of a winner. */
    private long rowsIfNoneMeets(RawFile file, WinnerTable winners, Context context)
        throws IOException {
      if (KeyReader.reads(contract)) {
        return keysIfNoneMeets(file, winners, context);
      }
      long rows = 0;
      try (TableReader reader = open(file, TableReader.Columns.KEY)) {
        for (Row row = reader.next(); row != null; row = reader.next()) {
          if (winners.find(version.key(row)) >= 0) {
            return -1;
          }
          rows++;
          report(rows, context);
        }
      }
      return rows;
    }

    private long keysIfNoneMeets(RawFile file, WinnerTable winners, Context context)
        throws IOException {
      long rows = 0;
      try (KeyReader keys = KeyReader.open(new Path(file.path()), conf, contract)) {
        while (keys.next()) {
          if (winners.find(version.key(keys.bytes(), keys.from(), keys.to())) >= 0) {
            return -1;
          }
          rows++;
          report(rows, context);
        }
      }
      return rows;
    }

    private long meetAll(
        RawSplit.Piece piece, WinnerTable winners, TaskReport.FileRows rows, Context context)
        throws IOException {
      boolean isClosed = piece.file().period().compareTo(openFrom) < 0;
      long record = 0;
      try (TableReader reader = open(piece.file(), TableReader.Columns.VERSION)) {
        for (Row row = reader.next(); row != null; row = reader.next()) {
          long[] live = version.of(row, RowVersion.place(piece.number(), record++));
          int winner = winners.find(live);
          if (winner >= 0) {
            decide(live, winners, winner, isClosed, rows, context);
          }
          report(record, context);
        }
      }
      return record;
    }

    private void decide(
        long[] live,
        WinnerTable winners,
        int winner,
        boolean isClosed,
        TaskReport.FileRows rows,
        Context context) {
      long liveHash = live[live.length - 2];
      if (!winners.isNewer(winner, live)) {
        Fate fate = WinnerTable.fate(liveHash, winners.hash(winner));
        lose(fate, winners, winner);
        context.getCounter(fate == Fate.DUPLICATE ? Rows.DUPLICATE : Rows.SUPERSEDED).increment(1);
      } else if (isClosed) {
        lose(Fate.WAITS, winners, winner);
        context.getCounter(Rows.LATE).increment(1);
      } else {
        Fate fate = WinnerTable.fate(winners.hash(winner), liveHash);
        add(fate.at(live[live.length - 1]));
        if (fate == Fate.DUPLICATE) {
          rows.duplicate++;
        } else {
          rows.superseded++;
        }
      }
    }

    private void lose(Fate fate, WinnerTable winners, int winner) {
      add(fate.at(winners.place(winner)));
      report.won.merge(contract.grain().number(winners.day(winner)), -1L, Long::sum);
    }

    private void add(long loser) {
      if (end == losers.length) {
        losers = Arrays.copyOf(losers, losers.length * 2);
      }
      losers[end++] = loser;
    }

    private TableReader open(RawFile file, TableReader.Columns columns) throws IOException {
      return new TableReader(new Path(file.path()), conf, contract, columns);
    }

    /** Keeps the task from being taken for hung. */
    private static void report(long rows, Context context) {
      if ((rows & 0xFFFF) == 0) {
        context.progress();
      }
    }
  }
}
