package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskInputOutputContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.parquet.ParquetFiles;
import org.reviewwarehouse.mapreduce.parquet.RejectedRecord;
import org.reviewwarehouse.mapreduce.parquet.RowFile;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * The Parquet files that one task writes, below its work directory, each opened at its first row.
 */
final class ZoneFiles {
  /** Directory of the accepted rows, with one directory for each period. */
  static final String CLEAN = "clean";

  static final String LATE = "late";
  static final String REJECTED = "rejected";

  private static final String ROW_GROUP_BYTES = "warehouse.run.row.group.bytes";

  private final ParquetFiles files;
  private final Contract contract;
  private final Configuration conf;
  private final Path directory;
  private final String name;
  private final Map<String, RowFile> periods = new TreeMap<>();
  private final Map<String, Path> paths = new TreeMap<>();
  private final RowFile[] byDay = new RowFile[DayTable.SIZE];
  private RowFile late;
  private ParquetWriter<RejectedRecord> rejected;

  ZoneFiles(TaskInputOutputContext<?, ?, ?, ?> context, Contract contract)
      throws IOException, InterruptedException {
    this.contract = contract;
    conf = context.getConfiguration();
    directory = FileOutputFormat.getWorkOutputPath(context);
    TaskAttemptID task = context.getTaskAttemptID();
    name =
        String.format(
            Locale.ROOT,
            "part-%s-%05d.parquet",
            task.getTaskType() == org.apache.hadoop.mapreduce.TaskType.REDUCE ? "r" : "m",
            task.getTaskID().getId());
    long rowGroupBytes = conf.getLong(ROW_GROUP_BYTES, 128L << 20);
    files = new ParquetFiles(conf, contract, TaskContract.run(conf), rowGroupBytes);
  }

  static void setRowGroupBytes(Configuration conf, long bytes) {
    conf.setLong(ROW_GROUP_BYTES, bytes);
  }

  /** Writes a row to the file of its period. */
  void accept(Row row) throws IOException {
    long day = row.eventDay();
    int index = DayTable.index(day);
    boolean isListed = DayTable.day(index) == day; // else it shares the place of another
    RowFile file = isListed ? byDay[index] : null;
    if (file == null) {
      file = period(contract.grain().period(day));
      if (isListed) {
        byDay[index] = file;
      }
    }
    file.write(row);
  }

  void late(Row row) throws IOException {
    if (late == null) {
      late = files.rows(new Path(new Path(directory, LATE), name));
    }
    late.write(row);
  }

  void reject(Row row, RawFile file, long position, long length) throws IOException {
    if (rejected == null) {
      rejected = files.rejected(new Path(new Path(directory, REJECTED), name));
    }
    rejected.write(
        new RejectedRecord(
            row.bytes(),
            row.from(),
            row.to(),
            length,
            row.reason().label(),
            row.rejectedField() == null ? null : row.rejectedField().name(),
            file.path(),
            position,
            file.arrival() == RawFile.NO_ARRIVAL ? null : (int) file.arrival()));
  }

  /** Closes the files of the periods and reports what their footers count. */
  void closePeriods(TaskReport report) throws IOException {
    for (Map.Entry<String, RowFile> period : periods.entrySet()) {
      RowFile file = period.getValue();
      file.close();
      Path path = paths.get(period.getKey());
      long bytes = path.getFileSystem(conf).getFileStatus(path).getLen();
      report.written.add(new TaskReport.Written(period.getKey(), file.rows(), bytes));
    }
    periods.clear();
    java.util.Arrays.fill(byDay, null);
  }

  void close(TaskReport report) throws IOException {
    closePeriods(report);
    if (late != null) {
      late.close();
    }
    if (rejected != null) {
      rejected.close();
    }
    files.close();
  }

  private RowFile period(String period) throws IOException {
    RowFile file = periods.get(period);
    if (file == null) {
      Path path = new Path(new Path(new Path(directory, CLEAN), "period=" + period), name);
      file = files.rows(path);
      periods.put(period, file);
      paths.put(period, path);
    }
    return file;
  }
}
