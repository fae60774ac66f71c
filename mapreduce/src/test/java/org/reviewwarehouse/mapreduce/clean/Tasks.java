package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskInputOutputContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.input.Framer;
import org.reviewwarehouse.mapreduce.input.Framing;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RecordBlock;

/** What MRUnit leaves out of a task's context, and lines for it to read. */
final class Tasks {
  static final String RUN = "000001-20150901T000000Z-00000000";
  static final LocalDate ARRIVAL = LocalDate.of(2015, 9, 2);

  private Tasks() {}

  /** The settings of a daily run of product_reviews with a watermark of two days. */
  static void configure(Configuration conf) {
    configure(conf, Reviews.CONTRACT_TEXT);
  }

  static void configure(Configuration conf, String contractText) {
    Contract contract = ContractReader.read("test", contractText);
    TaskContract.set(conf, contractText, contract, RUN, ARRIVAL.toEpochDay(), Mode.DAILY, 42);
  }

  /** Lets a mocked task write files beside its output, and returns the directory. */
  static File outputOf(TaskInputOutputContext<?, ?, ?, ?> mock, String attempt, File output)
      throws IOException {
    TaskAttemptID id = TaskAttemptID.forName(attempt);
    FileOutputCommitter committer =
        new FileOutputCommitter(
            new Path(output.toURI()), new TaskAttemptContextImpl(mock.getConfiguration(), id));
    when(mock.getTaskAttemptID()).thenReturn(id);
    when(mock.getOutputCommitter()).thenReturn(committer);
    return new File(committer.getWorkPath().toUri().getPath());
  }

  static RawFile file(int number) {
    return RawFile.raw(
        number, "file:/raw/" + number + ".tsv", 1_000, ARRIVAL.toEpochDay(), 1, Framing.LINES);
  }

  static RecordBlock block(RawFile file, long position, String... lines) {
    return RecordBlock.of(file, position, String.join("\n", lines).getBytes(UTF_8));
  }

  /** The block of a line too long to hold: read from a text that has it. */
  static RecordBlock tooLong(RawFile file, String beginning, int length) throws IOException {
    byte[] line = Arrays.copyOf(beginning.getBytes(UTF_8), length);
    Arrays.fill(line, beginning.length(), length, (byte) 'x');
    RecordBlock block = RecordBlock.of(file, 0, new byte[0]);
    Framer.of(Framing.LINES, new ByteArrayInputStream(line), 0, Long.MAX_VALUE, 1 << 20)
        .next(block);
    return block;
  }

  /** The reports that a task wrote beside its output: one. */
  static String report(File output) throws IOException {
    try (Stream<java.nio.file.Path> files =
        Files.list(new File(output, TaskReport.DIRECTORY).toPath())) {
      List<java.nio.file.Path> reports =
          files.filter(file -> file.toString().endsWith(".json")).toList();
      if (reports.size() != 1) {
        throw new AssertionError("reports: " + reports);
      }
      return Files.readString(reports.get(0));
    }
  }
}
