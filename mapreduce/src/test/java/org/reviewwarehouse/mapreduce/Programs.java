package org.reviewwarehouse.mapreduce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ToolRunner;
import org.reviewwarehouse.mapreduce.ledger.FeedLock;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Zones;
import org.reviewwarehouse.mapreduce.parquet.ParquetRows;

/** The programs as they are called on a warehouse of product reviews in a folder. */
final class Programs {
  final File root;
  final Configuration conf = new Configuration();
  String out;
  String err;

  Programs(File root) {
    this.root = root;
    conf.setInt("mapreduce.client.progressmonitor.pollinterval", 20);
    conf.setInt("mapreduce.client.completion.pollinterval", 20);
  }

  File raw(String arrival, String name, String... lines) throws IOException {
    File file = file("raw/product_reviews/arrival=" + arrival + "/" + name);
    file.getParentFile().mkdirs();
    Files.writeString(file.toPath(), String.join("\n", lines) + "\n");
    return file;
  }

  /** A file or directory below the root. */
  File file(String path) {
    return new File(root, path);
  }

  /** Calls a program; what it prints is in {@link #out} and {@link #err}. */
  int call(Program program, String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("--feed", "product_reviews"));
    args.addAll(List.of("--root", root.getPath()));
    args.addAll(List.of(options));
    return callAny(program, args.toArray(String[]::new));
  }

  /** Calls a program for any feed and root. */
  int callAny(Program program, String... args) throws Exception {
    PrintStream stdout = System.out;
    PrintStream stderr = System.err;
    ByteArrayOutputStream toOut = new ByteArrayOutputStream();
    ByteArrayOutputStream toErr = new ByteArrayOutputStream();
    System.setOut(new PrintStream(toOut, true, UTF_8));
    System.setErr(new PrintStream(toErr, true, UTF_8));
    try {
      return ToolRunner.run(new Configuration(conf), program, args);
    } finally {
      System.setOut(stdout);
      System.setErr(stderr);
      out = masked(toOut.toString(UTF_8));
      err = masked(toErr.toString(UTF_8));
    }
  }

  /** Cleans an arrival day. */
  LedgerEntry clean(String arrival) throws Exception {
    if (call(new CleanProgram(), "--arrival", arrival) != 0) {
      throw new AssertionError(err);
    }
    List<LedgerEntry> entries = entries();
    return entries.get(entries.size() - 1);
  }

  List<LedgerEntry> entries() throws IOException {
    return new Ledger(zones(), conf).entries();
  }

  /** Takes the feed for another run. */
  FeedLock lock(String what) throws IOException {
    return FeedLock.acquire(zones(), what, conf);
  }

  private Zones zones() {
    return new Zones(new Path(root.getPath()), "product_reviews");
  }

  /** The rows of the live partitions, sorted. */
  List<String> table() throws IOException {
    List<LedgerEntry> entries = entries();
    List<String> rows = new ArrayList<>();
    for (LedgerEntry.Partition each : entries.get(entries.size() - 1).partitions()) {
      rows.addAll(
          ParquetRows.below(
              file("clean/product_reviews/period=" + each.period() + "/run=" + each.run())));
    }
    rows.sort(null);
    return rows;
  }

  /** Keeps the warehouse as it is, for {@link #restore()}. */
  void save() throws IOException {
    copy(root, saved());
  }

  /** Puts the warehouse back as it was. */
  void restore() throws IOException {
    FileUtil.fullyDelete(root);
    copy(saved(), root);
  }

  private File saved() {
    return new File(root.getPath() + "-saved");
  }

  private static void copy(File from, File to) throws IOException {
    try (Stream<java.nio.file.Path> all = Files.walk(from.toPath())) {
      for (java.nio.file.Path path : all.toList()) {
        Files.copy(path, to.toPath().resolve(from.toPath().relativize(path)), COPY_ATTRIBUTES);
      }
    }
  }

  /** All files and directories below the root but those of raw zone and checksums. */
  List<String> paths() throws IOException {
    try (Stream<java.nio.file.Path> all = Files.walk(root.toPath())) {
      return all.map(path -> root.toPath().relativize(path).toString())
          .filter(path -> !path.startsWith("raw") && !path.endsWith(".crc") && !path.isEmpty())
          .map(this::masked)
          .sorted()
          .toList();
    }
  }

  /** Without what differs from call to call: runs are called by their number. */
  private String masked(String text) {
    String masked =
        text.replaceAll("0000(\\d\\d)-\\d{8}T\\d{6}Z-[0-9a-f]{8}", "RUN$1")
            .replace("file:" + root.getPath(), "ROOT")
            .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "INSTANT");
    return unpadded(masked);
  }

  /** Tables are as wide as the names of runs: without the blanks. */
  private static String unpadded(String text) {
    return text.replaceAll(" +\\|", " |").replaceAll("\\| +", "| ").replaceAll("-{3,}", "--");
  }
}
