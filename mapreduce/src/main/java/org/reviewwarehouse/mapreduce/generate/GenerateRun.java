package org.reviewwarehouse.mapreduce.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.clean.MapSlots;
import org.reviewwarehouse.mapreduce.clean.Step;
import org.reviewwarehouse.mapreduce.clean.TaskFailure;
import org.reviewwarehouse.mapreduce.clean.WorkDirectory;

/**
 * One call of the generator: files are written to a directory of its own, and moved into the raw
 * zone when all are there.
 */
public final class GenerateRun {
  /**
   * A mapper has so many rows at least, where it can: default 100,000, which take less time than
   * the start of another one. Changes nothing in what is written.
   */
  public static final String LEAST_ROWS_PER_MAPPER = "warehouse.generate.rows.per.mapper.least";

  public static final long LEAST_ROWS_PER_MAPPER_DEFAULT = 100_000;

  private final GenerateRequest request;
  private final Configuration conf;
  private final PrintStream progress;
  private final FileSystem fs;
  private final Path work;

  /**
   * @param progress what people see while it goes on
   */
  public GenerateRun(GenerateRequest request, Configuration conf, PrintStream progress)
      throws IOException {
    this.request = request;
    this.conf = new Configuration(conf);
    this.progress = progress;
    Path feed = new Path(new Path(request.root(), "work"), request.contract().feed());
    work = new Path(feed, "generate-" + Long.toHexString(System.nanoTime()));
    FileSystem any = work.getFileSystem(conf);
    fs = any instanceof LocalFileSystem local ? local.getRaw() : any; // no checksum files
    TaskFailure.setDirectory(this.conf, new Path(work, "failures"));
  }

  /** What was written: the truth of each day, and the bytes of all raw files. */
  public record Generated(List<Truth> truths, long bytes) {}

  /**
   * Does the run.
   *
   * @throws WarehouseException if it cannot be done: the raw zone is as it was then
   */
  public Generated execute() throws IOException, InterruptedException {
    check();
    List<Truth> truths = new ArrayList<>();
    Plans plans = new Plans(request);
    for (long arrival : request.arrivals()) {
      truths.add(Truth.of(plans, arrival));
    }
    try (WorkDirectory directory = new WorkDirectory(fs, work)) {
      progress.printf(
          "generate: %,d days of %,d rows, each in %,d files%n",
          request.days(), request.rows(), request.files());
      Path output = new Path(work, "output");
      Job job = GenerateJob.create(conf, request, mappers(), output);
      Step.run(job, progress);
      compare(truths, job);
      for (int i = 0; i < truths.size(); i++) {
        Path path = new Path(output, Truth.fileName(request.arrivals().get(i)));
        try (OutputStream out = fs.create(path, false)) {
          out.write(truths.get(i).toJson());
        }
      }
      long bytes = bytes(output);
      move(output);
      return new Generated(truths, bytes);
    }
  }

  private int mappers() throws IOException {
    long least = conf.getLong(LEAST_ROWS_PER_MAPPER, LEAST_ROWS_PER_MAPPER_DEFAULT);
    long rows = (long) request.rows() * request.days();
    return (int) Math.max(1, Math.min(MapSlots.of(conf).count(), rows / least));
  }

  /** Refuses before anything is written what cannot be generated. */
  private void check() throws IOException {
    new FileWriter(request);
    for (long arrival : request.arrivals()) {
      Path directory = directory(arrival);
      if (fs.exists(directory)) {
        throw exists(directory);
      }
    }
  }

  private Path directory(long arrival) {
    return new Path(request.rawZone(), GenerateRequest.directory(arrival));
  }

  private WarehouseException exists(Path path) {
    return new WarehouseException(
        WarehouseException.Code.FAILED,
        "Cannot generate raw files: "
            + path
            + ", because it exists and raw files are never changed; choose other days or another"
            + " --root");
  }

  /** What the tasks wrote must be what was planned: anything else is a fault of ours. */
  private void compare(List<Truth> truths, Job job) throws IOException {
    for (Kind kind : Kind.values()) {
      long planned = truths.stream().mapToLong(truth -> truth.count(kind)).sum();
      long written = job.getCounters().findCounter(kind).getValue();
      if (planned != written) {
        throw new WarehouseException(
            WarehouseException.Code.FAILED,
            String.format(
                "Cannot generate rows: %s, because %,d were planned and %,d written",
                kind.label(), planned, written));
      }
    }
  }

  private long bytes(Path output) throws IOException {
    long bytes = 0;
    for (long arrival : request.arrivals()) {
      bytes +=
          fs.getContentSummary(new Path(output, GenerateRequest.directory(arrival))).getLength();
    }
    return bytes;
  }

  /** Moves all into the raw zone, or nothing. */
  private void move(Path output) throws IOException {
    FileContext context = FileContext.getFileContext(request.root().toUri(), conf);
    fs.mkdirs(request.rawZone());
    List<Path> moved = new ArrayList<>();
    try {
      for (long arrival : request.arrivals()) {
        Path directory = directory(arrival);
        // Unlike a file system's own rename, this one never moves into a directory that exists:
        // of two calls at once, one fails here.
        context.rename(new Path(output, directory.getName()), directory, Options.Rename.NONE);
        moved.add(directory);
        Path truth = new Path(request.rawZone(), Truth.fileName(arrival));
        context.rename(new Path(output, truth.getName()), truth, Options.Rename.OVERWRITE);
        moved.add(truth);
      }
    } catch (IOException e) {
      for (Path path : moved) {
        fs.delete(path, true);
      }
      if (e instanceof FileAlreadyExistsException) {
        throw exists(directory(request.arrivals().get(moved.size() / 2)));
      }
      throw e;
    }
  }
}
