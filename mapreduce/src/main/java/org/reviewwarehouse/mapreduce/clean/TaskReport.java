package org.reviewwarehouse.mapreduce.clean;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskInputOutputContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.reviewwarehouse.mapreduce.input.FileChecksum;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * What one task counted, written as a file beside its output: committed or thrown away with it, so
 * that a task that ran twice counts once.
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class TaskReport {
  /** So many examples of a broken rule are shown. */
  static final int EXAMPLES = 10;

  static final String DIRECTORY = "_reports"; // readers of the output pass over it

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Rows of one raw file. */
  @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
  static final class FileRows {
    long read;
    long accepted;
    long duplicate;
    long superseded;
    long late;

    /** Too new for the row of the table that they would replace. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    long waiting;

    /** By {@code reason} or {@code reason:field}. */
    final Map<String, Long> rejected = new TreeMap<>();

    long rejectedRows() {
      return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    void reject(String rule) {
      rejected.merge(rule, 1L, Long::sum);
    }

    void add(FileRows other) {
      read += other.read;
      accepted += other.accepted;
      duplicate += other.duplicate;
      superseded += other.superseded;
      late += other.late;
      waiting += other.waiting;
      other.rejected.forEach((rule, rows) -> rejected.merge(rule, rows, Long::sum));
    }
  }

  /**
   * A record that broke a rule or goes against an expectation.
   *
   * @param file number of its file in the run
   * @param position bytes of the decompressed file before it
   * @param text its beginning
   */
  record Example(int file, long position, String text) {
    static final Comparator<Example> ORDER =
        Comparator.comparingInt(Example::file).thenComparingLong(Example::position);

    private static final int LONGEST = 200;

    static Example of(int file, long position, Row row) {
      int length = Math.min(row.to() - row.from(), LONGEST);
      String text = new String(row.bytes(), row.from(), length, StandardCharsets.UTF_8);
      return new Example(
          file, position, text.replaceAll("\\p{Cntrl}", " ") + (length == LONGEST ? "..." : ""));
    }
  }

  /** CRC32C of the piece of a raw file that begins at an offset. */
  record Checksum(int file, long offset, int crc) {}

  /** A Parquet file of the clean zone, its rows as its footer counts them. */
  record Written(String period, long rows, long bytes) {}

  final Map<Integer, FileRows> files = new TreeMap<>();

  /** Rows of the files of the table, by their number in the run; none of them counts as read. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  final Map<Integer, FileRows> live = new TreeMap<>();

  final List<Checksum> checksums = new ArrayList<>();

  /** Rows that may be accepted, by number of the period: see {@code Grain.number}. */
  final Map<Integer, Long> periods = new TreeMap<>();

  /** Winners by number of the period; the match job takes off those that do not win after all. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  final Map<Integer, Long> won = new TreeMap<>();

  final List<Written> written = new ArrayList<>();

  /** Valid rows that go against an expectation, by its label and the number of their file. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  final Map<String, Map<Integer, Long>> unmet = new TreeMap<>();

  /** The first records by rule or expectation that they break, at most {@link #EXAMPLES}. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  final Map<String, List<Example>> examples = new TreeMap<>();

  FileRows file(int number) {
    return files.computeIfAbsent(number, any -> new FileRows());
  }

  /** The rows of a file, raw or of the table. */
  FileRows file(RawFile file) {
    return file.isLive()
        ? live.computeIfAbsent(file.number(), any -> new FileRows())
        : file(file.number());
  }

  void unmet(String expectation, int file) {
    unmet.computeIfAbsent(expectation, any -> new TreeMap<>()).merge(file, 1L, Long::sum);
  }

  /** Keeps a record as an example, unless there are enough. */
  void example(String rule, int file, long position, Row row) {
    List<Example> kept = examples.computeIfAbsent(rule, any -> new ArrayList<>());
    if (kept.size() < EXAMPLES) {
      kept.add(Example.of(file, position, row));
    }
  }

  /** Keeps the checksum of a piece of a raw file, which the block ends. */
  void checksum(RecordBlock end) {
    if (!end.file().isTable()) {
      checksums.add(new Checksum(end.file().number(), end.position(), end.crc()));
    }
  }

  /** CRC32C of a file, joined from its pieces. */
  int checksum(RawFile file) throws IOException {
    List<Checksum> pieces =
        checksums.stream()
            .filter(piece -> piece.file() == file.number())
            .sorted(Comparator.comparingLong(Checksum::offset))
            .toList();
    int crc = 0;
    for (int i = 0; i < pieces.size(); i++) {
      long end = i + 1 < pieces.size() ? pieces.get(i + 1).offset() : file.length();
      crc = FileChecksum.join(crc, pieces.get(i).crc(), end - pieces.get(i).offset());
    }
    return crc;
  }

  void add(TaskReport other) {
    other.files.forEach((number, rows) -> file(number).add(rows));
    other.live.forEach(
        (number, rows) -> live.computeIfAbsent(number, any -> new FileRows()).add(rows));
    checksums.addAll(other.checksums);
    other.periods.forEach((period, rows) -> periods.merge(period, rows, Long::sum));
    other.won.forEach((period, rows) -> won.merge(period, rows, Long::sum));
    written.addAll(other.written);
    other.unmet.forEach(
        (expectation, files) ->
            files.forEach(
                (file, rows) ->
                    unmet
                        .computeIfAbsent(expectation, any -> new TreeMap<>())
                        .merge(file, rows, Long::sum)));
    other.examples.forEach(
        (rule, some) ->
            examples.merge(
                rule,
                some,
                (one, two) ->
                    Stream.concat(one.stream(), two.stream())
                        .sorted(Example.ORDER)
                        .limit(EXAMPLES)
                        .toList()));
  }

  /** Writes the report beside the task's output, and its sums into the job's counters. */
  void finish(TaskInputOutputContext<?, ?, ?, ?> context) throws IOException, InterruptedException {
    FileRows all = new FileRows();
    files.values().forEach(all::add);
    context.getCounter(Rows.READ).increment(all.read);
    context.getCounter(Rows.ACCEPTED).increment(all.accepted);
    context.getCounter(Rows.DUPLICATE).increment(all.duplicate);
    context.getCounter(Rows.SUPERSEDED).increment(all.superseded);
    context.getCounter(Rows.REJECTED).increment(all.rejectedRows());
    context.getCounter(Rows.LATE).increment(all.late + all.waiting);
    Path directory = new Path(FileOutputFormat.getWorkOutputPath(context), DIRECTORY);
    Path path = new Path(directory, context.getTaskAttemptID().getTaskID() + ".json");
    try (OutputStream out = path.getFileSystem(context.getConfiguration()).create(path, true)) {
      JSON.writeValue(out, this);
    }
  }

  /** The reports of a job, one for each task that wrote one. */
  static List<TaskReport> read(Path output, Configuration conf) throws IOException {
    FileSystem fs = output.getFileSystem(conf);
    List<TaskReport> reports = new ArrayList<>();
    for (FileStatus file : fs.listStatus(new Path(output, DIRECTORY))) {
      try (InputStream in = fs.open(file.getPath())) {
        reports.add(JSON.readValue(in, TaskReport.class));
      }
    }
    return reports;
  }

  static TaskReport sum(List<TaskReport> reports) {
    TaskReport sum = new TaskReport();
    reports.forEach(sum::add);
    return sum;
  }
}
