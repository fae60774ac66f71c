package org.reviewwarehouse.mapreduce;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.hadoop.fs.FileUtil;
import org.reviewwarehouse.mapreduce.bench.Bench;
import org.reviewwarehouse.mapreduce.bench.Ceilings;

/** {@code bench}: how fast clean is on this machine, and how fast the machine is. */
final class BenchProgram extends Program {
  private static final String LAUNCHER = "warehouse.launcher";

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "Time whole runs of clean over generated reviews, and what the machine itself reaches.";
  }

  @Override
  protected Options options() {
    return new Options()
        .addOption(valued("rows", "N", "reviews of the largest run (default: 2,000,000)"))
        .addOption(valued("rounds", "N", "how often each run is timed (default: 3)"))
        .addOption(
            valued(
                "dir",
                "DIR",
                "local directory for raw files and tables, which is kept: the next time the raw files"
                    + " are there (default: one that is deleted)"));
  }

  @Override
  protected int run(CommandLine line) throws Exception {
    String launcher = System.getProperty(LAUNCHER);
    if (launcher == null) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot run bench, because it starts the launcher again and again: call it as"
              + " bin/warehouse bench");
    }
    int rows = line.hasOption("rows") ? (int) number(line, "rows", 4, 100_000_000) : 2_000_000;
    int rounds = line.hasOption("rounds") ? (int) number(line, "rounds", 1, 100) : 3;
    File directory = directory(line);
    try {
      Bench bench = new Bench(launcher, directory, System.err);
      print(bench.run(rows, rounds), bench.ceilings(rows));
    } finally {
      if (!line.hasOption("dir")) {
        FileUtil.fullyDelete(directory);
      }
    }
    return 0;
  }

  private static File directory(CommandLine line) throws IOException {
    if (!line.hasOption("dir")) {
      return java.nio.file.Files.createTempDirectory("warehouse-bench").toFile();
    }
    File directory = new File(line.getOptionValue("dir")).getAbsoluteFile();
    if (!directory.isDirectory() && !directory.mkdirs()) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot use --dir: " + directory + ", because it cannot be made");
    }
    return directory;
  }

  private static void print(List<Bench.Case> cases, Ceilings ceilings) {
    int cores = Runtime.getRuntime().availableProcessors();
    List<String[]> rows =
        cases.stream()
            .map(
                each ->
                    new String[] {
                      each.name(),
                      String.format("%.2f s", each.wallSeconds()),
                      String.format("%.2f s", each.cpuSeconds()),
                      String.format("%,d MB", each.peakBytes() / 1_000_000),
                      String.format("%,.0f", each.rows() / each.wallSeconds() / cores),
                      String.format("%,.0f", each.inputBytes() / each.wallSeconds() / cores / 1e6),
                      String.format("%,d MB", each.inputBytes() / 1_000_000),
                      String.format("%,d MB", each.outputBytes() / 1_000_000)
                    })
            .toList();
    System.out.println(
        AccountingTable.table(
            List.of(
                "clean --backfill",
                "wall",
                "CPU",
                "peak",
                "rows/s a core",
                "MB/s a core",
                "raw",
                "written"),
            rows));
    System.out.printf(
        "This machine: %d cores; a core reads %,.0f MB/s from the page cache, copies %,.0f MB/s, and"
            + " compresses %,.0f MB/s by ZSTD 1; the disk takes %,.0f MB/s.%n",
        cores,
        ceilings.read() / 1e6,
        ceilings.copied() / 1e6,
        ceilings.compressed() / 1e6,
        ceilings.written() / 1e6);
  }
}
