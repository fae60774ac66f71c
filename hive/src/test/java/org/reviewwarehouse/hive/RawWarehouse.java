package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;

/** A warehouse that is filled as people fill it: raw files, clean, publish, refresh. */
final class RawWarehouse {
  final Warehouse tables;
  private final JobJar jobs;
  private final FileSystem files;

  /**
   * @param name of the database and, after a slash, of the root
   */
  RawWarehouse(Sandbox sandbox, JobJar jobs, String name) throws IOException {
    this.tables = new Warehouse(sandbox, name);
    this.jobs = jobs;
    this.files = sandbox.fileSystem();
  }

  /**
   * Copies raw files from the local disk.
   *
   * @param raw holds {@code <feed>/arrival=YYYY-MM-DD/<file>}
   */
  void put(Path raw) throws IOException {
    try (Stream<Path> found = Files.walk(raw)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        put(raw.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }

  /**
   * Writes one raw file.
   *
   * @param path {@code <feed>/arrival=YYYY-MM-DD/<file>}
   */
  void put(String path, byte[] content) throws IOException {
    try (var out = files.create(new org.apache.hadoop.fs.Path(raw(), path), false)) {
      out.write(content);
    }
  }

  private org.apache.hadoop.fs.Path raw() {
    return new org.apache.hadoop.fs.Path(tables.root, "raw");
  }

  /** The feeds that have raw files. */
  Set<String> feeds() throws IOException {
    return children(raw(), "");
  }

  /** The days on which files of a feed arrived, in order. */
  Set<String> arrivals(String feed) throws IOException {
    return children(new org.apache.hadoop.fs.Path(raw(), feed), "arrival=");
  }

  private Set<String> children(org.apache.hadoop.fs.Path folder, String prefix) throws IOException {
    Set<String> names = new TreeSet<>();
    for (var child : files.globStatus(new org.apache.hadoop.fs.Path(folder, prefix + "*"))) {
      names.add(child.getPath().getName().substring(prefix.length()));
    }
    return names;
  }

  /** Runs a program of the job jar on a feed, such as {@code clean --backfill}. */
  String job(String program, String feed, String... options) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                program,
                "--feed",
                feed,
                "--root",
                files.makeQualified(new org.apache.hadoop.fs.Path(tables.root)).toString()));
    args.addAll(Arrays.asList(options));
    Sandbox.Outcome outcome = jobs.run(args);
    assertEquals(outcome.out(), 0, outcome.code());
    return outcome.out();
  }

  /** Cleans each day of a feed by a run of its own, and publishes the last. */
  void cleanDayByDay(String feed) throws IOException {
    for (String arrival : arrivals(feed)) {
      job("clean", feed, "--arrival", arrival);
    }
    publish(feed);
  }

  /**
   * Copies the clean table of a feed to a folder of the local disk.
   *
   * @throws FileAlreadyExistsException if the folder is there: the copy would be put into it
   */
  void copyClean(String feed, String folder) throws IOException {
    if (Files.exists(Path.of(folder))) {
      throw new FileAlreadyExistsException(folder);
    }
    files.copyToLocalFile(
        new org.apache.hadoop.fs.Path(tables.root, "clean/" + feed),
        new org.apache.hadoop.fs.Path(folder));
  }

  void publish(String feed) throws IOException {
    tables.done("publish", "--feed", feed, "--root", tables.root);
  }

  String refresh(String... options) throws IOException {
    return tables.refresh(options);
  }
}
