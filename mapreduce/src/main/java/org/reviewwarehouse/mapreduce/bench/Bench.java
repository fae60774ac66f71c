package org.reviewwarehouse.mapreduce.bench;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;

/** Whole runs of {@code clean} over generated reviews, each kind in turn with the others. */
public final class Bench {
  private static final String FEED = "product_reviews";
  private static final String DAY = "2015-08-25";
  private static final int FILES = 8;
  private static final int SMALL = 1_000;

  private final List<String> launcher;
  private final File directory;
  private final PrintStream progress;

  /**
   * Raw files of one kind, and the runs over them.
   *
   * @param inputBytes of the files, decompressed if that is known
   */
  public record Case(
      String name,
      long rows,
      long inputBytes,
      long outputBytes,
      double wallSeconds,
      double cpuSeconds,
      long peakBytes) {}

  /**
   * @param launcher the command that starts the warehouse, as {@code bin/warehouse}
   * @param directory where raw files and tables go
   */
  public Bench(String launcher, File directory, PrintStream progress) {
    this.launcher = List.of(launcher, "--conf", "local", "jar");
    this.directory = directory;
    this.progress = progress;
  }

  /** A kind of raw files. */
  private record Input(String name, File root, int rows, long plainBytes) {}

  /**
   * Generates the raw files that are not there yet, and cleans them.
   *
   * @param rows of the largest case
   * @return medians of the rounds
   */
  public List<Case> run(int rows, int rounds) throws IOException, InterruptedException {
    List<Input> inputs = new ArrayList<>();
    inputs.add(input(SMALL, 1, false));
    inputs.add(input(Math.max(1, rows / 4), FILES, false));
    Input all = input(rows, FILES, false);
    inputs.add(all);
    Input packed = input(rows, FILES, true);
    inputs.add(new Input(packed.name, packed.root, rows, all.plainBytes));
    Map<Input, List<ProcessRun>> runs = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (Input input : inputs) {
        progress.printf("round %d of %d: %s%n", round, rounds, input.name);
        runs.computeIfAbsent(input, any -> new ArrayList<>()).add(clean(input));
      }
    }
    return runs.entrySet().stream().map(each -> median(each.getKey(), each.getValue())).toList();
  }

  /** The largest raw file, for what the machine itself reaches. */
  public Ceilings ceilings(int rows) throws IOException, InterruptedException {
    File raw = new File(input(rows, FILES, false).root, "raw");
    try (Stream<java.nio.file.Path> files = java.nio.file.Files.walk(raw.toPath())) {
      File sample =
          files
              .map(java.nio.file.Path::toFile)
              .filter(file -> file.isFile() && file.getParentFile().getName().startsWith("arrival"))
              .max(Comparator.comparing(File::length))
              .orElseThrow();
      return Ceilings.measure(sample, directory);
    }
  }

  private Input input(int rows, int files, boolean gzip) throws IOException, InterruptedException {
    String name = String.format("%,d reviews%s", rows, gzip ? ", gzipped" : "");
    File root = new File(directory, rows + (gzip ? "-gz" : ""));
    File done = new File(root, "raw/generated");
    if (!done.exists()) {
      FileUtil.fullyDelete(root);
      progress.println("generating " + name);
      List<String> options =
          new ArrayList<>(List.of("generate", "--from", DAY, "--days", "1", "--rows", "" + rows));
      options.addAll(List.of("--files", "" + files, "--compress", gzip ? "gz" : "none"));
      start(options, root);
      if (!done.createNewFile()) {
        throw new IOException(done + " cannot be made");
      }
    }
    return new Input(name, root, rows, bytes(new File(root, "raw")));
  }

  private ProcessRun clean(Input input) throws IOException, InterruptedException {
    for (File file : children(input.root)) {
      if (!file.getName().equals("raw")) {
        FileUtil.fullyDelete(file);
      }
    }
    return start(List.of("clean", "--backfill", "--grain", "year"), input.root);
  }

  private ProcessRun start(List<String> options, File root)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(options);
    command.addAll(List.of("--feed", FEED, "--root", root.getPath()));
    return ProcessRun.of(command, new File(directory, "log"));
  }

  private static Case median(Input input, List<ProcessRun> runs) {
    List<ProcessRun> sorted =
        runs.stream().sorted(Comparator.comparing(ProcessRun::wallSeconds)).toList();
    ProcessRun run = sorted.get(sorted.size() / 2);
    return new Case(
        input.name,
        input.rows,
        input.plainBytes,
        bytes(new File(input.root, "clean")),
        run.wallSeconds(),
        run.cpuSeconds(),
        run.peakBytes());
  }

  private static long bytes(File file) {
    return file.isFile() ? file.length() : children(file).stream().mapToLong(Bench::bytes).sum();
  }

  private static List<File> children(File directory) {
    File[] found = directory.listFiles();
    return found == null ? List.of() : Arrays.asList(found);
  }
}
