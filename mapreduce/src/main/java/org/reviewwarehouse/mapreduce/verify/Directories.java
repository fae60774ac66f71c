package org.reviewwarehouse.mapreduce.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.RunDirectory;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/** The directories of the present state: what is in them is what the ledger says. */
final class Directories {
  private static final int THREADS = 8;

  private final Check files = new Check("live partitions");
  private final Map<RunDirectory.Zone, Check> rows = new LinkedHashMap<>();
  private final List<LedgerEntry.Partition> readable = new ArrayList<>();

  private Directories() {
    rows.put(RunDirectory.Zone.CLEAN, new Check("rows of live partitions"));
    rows.put(RunDirectory.Zone.LATE, new Check("late rows that wait"));
    rows.put(RunDirectory.Zone.REJECTED, new Check("rejected rows"));
  }

  static Directories read(Zones zones, List<LedgerEntry> entries, Configuration conf)
      throws IOException, InterruptedException {
    Map<RunDirectory, Long> promised = RunDirectory.of(entries);
    Map<RunDirectory, RunFiles> found = found(promised.keySet(), zones, conf);
    Directories directories = new Directories();
    promised.forEach((each, count) -> directories.compareRows(each, count, found.get(each)));
    if (!entries.isEmpty()) {
      for (LedgerEntry.Partition partition : entries.get(entries.size() - 1).partitions()) {
        directories.compareFiles(
            partition,
            found.get(
                new RunDirectory(RunDirectory.Zone.CLEAN, partition.period(), partition.run())));
      }
    }
    return directories;
  }

  /** Footers are small: most of the time goes into waiting for the file system. */
  private static Map<RunDirectory, RunFiles> found(
      Iterable<RunDirectory> directories, Zones zones, Configuration conf)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Map<RunDirectory, Future<RunFiles>> reading = new LinkedHashMap<>();
      for (RunDirectory each : directories) {
        reading.put(each, threads.submit(() -> RunFiles.read(each, zones, conf)));
      }
      Map<RunDirectory, RunFiles> found = new LinkedHashMap<>();
      for (Map.Entry<RunDirectory, Future<RunFiles>> each : reading.entrySet()) {
        found.put(each.getKey(), each.getValue().get());
      }
      return found;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void compareFiles(LedgerEntry.Partition partition, RunFiles found) {
    files.lookAt(1);
    if (found.count() == 0) {
      files.find("%s does not exist", found.path());
    } else if (found.count() != partition.files() || found.bytes() != partition.bytes()) {
      files.find(
          "%s has %,d files of %,d bytes, not %,d of %,d",
          found.path(), found.count(), found.bytes(), partition.files(), partition.bytes());
    }
    if (found.count() > 0 && found.isReadable()) {
      readable.add(partition);
    }
  }

  private void compareRows(RunDirectory directory, long promised, RunFiles found) {
    Check check = rows.get(directory.zone());
    check.lookAt(1);
    List<String> faults = new ArrayList<>(found.faults());
    if (found.count() == 0 && directory.zone() != RunDirectory.Zone.CLEAN) {
      faults.add("does not exist");
    } else if (found.count() > 0 && found.isReadable() && found.rows() != promised) {
      faults.add(String.format("has %,d rows, not %,d", found.rows(), promised));
    }
    if (!faults.isEmpty()) {
      check.find("%s %s", found.path(), String.join("; ", faults));
    }
  }

  List<Check> checks() {
    List<Check> checks = new ArrayList<>(List.of(files));
    checks.addAll(rows.values());
    return checks;
  }

  /** The live partitions whose files can be read. */
  List<LedgerEntry.Partition> readable() {
    return readable;
  }
}
