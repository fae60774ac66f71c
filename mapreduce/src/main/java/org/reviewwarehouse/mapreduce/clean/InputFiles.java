package org.reviewwarehouse.mapreduce.clean;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.reviewwarehouse.mapreduce.Advice;
import org.reviewwarehouse.mapreduce.Printable;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.input.Compression;
import org.reviewwarehouse.mapreduce.input.Framing;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawNames;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/**
 * Finds the raw files of a run. Names that begin with {@code .} or {@code _} are passed over, and
 * files that are no data or not there as a whole.
 */
final class InputFiles {
  private static final String ARRIVAL = "arrival=";

  private final Contract contract;
  private final Configuration conf;
  private final List<RawFile> files = new ArrayList<>();

  private InputFiles(Contract contract, Configuration conf) {
    this.contract = contract;
    this.conf = conf;
  }

  /** The files of some arrival days in the raw zone. */
  static List<RawFile> ofArrivals(
      Contract contract, Path rawZone, List<LocalDate> arrivals, Configuration conf)
      throws IOException {
    InputFiles found = new InputFiles(contract, conf);
    for (LocalDate arrival : arrivals) {
      Path directory = new Path(rawZone, ARRIVAL + arrival);
      found.addDirectory(directory, arrival.toEpochDay(), false);
    }
    return found.sorted(rawZone.toString());
  }

  /** Whether a file has arrived on one of these days. */
  static boolean any(Path rawZone, List<LocalDate> arrivals, Configuration conf)
      throws IOException {
    for (LocalDate arrival : arrivals) {
      Path directory = new Path(rawZone, ARRIVAL + arrival);
      FileSystem fs = directory.getFileSystem(conf);
      if (fs.exists(directory)
          && Stream.of(list(fs, directory)).anyMatch(file -> !RawNames.isHidden(file.getPath()))) {
        return true;
      }
    }
    return false;
  }

  /** All files of the raw zone. */
  static List<RawFile> ofZone(Contract contract, Path rawZone, Configuration conf)
      throws IOException {
    InputFiles found = new InputFiles(contract, conf);
    FileSystem fs = rawZone.getFileSystem(conf);
    for (FileStatus day : list(fs, rawZone)) {
      if (!day.isDirectory() || RawNames.isHidden(day.getPath())) {
        continue;
      }
      long arrival =
          arrivalOf(day.getPath())
              .orElseThrow(
                  () ->
                      new WarehouseException(
                          WarehouseException.Code.FAILED,
                          "Cannot read raw zone: "
                              + Printable.of(day.getPath().toString())
                              + ", because the name is not arrival=YYYY-MM-DD"));
      found.addDirectory(day.getPath(), arrival, false);
    }
    return found.sorted(rawZone.toString());
  }

  /**
   * The files that a pattern names, and those directly in directories that it names.
   *
   * @param arrival null: the day that the path tells by {@code arrival=}, or none
   */
  static List<RawFile> ofPattern(
      Contract contract, String pattern, LocalDate arrival, Configuration conf) throws IOException {
    InputFiles found = new InputFiles(contract, conf);
    Path path = new Path(pattern);
    FileSystem fs = path.getFileSystem(conf);
    FileStatus[] matches = fs.globStatus(path);
    for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
      long day =
          arrival != null
              ? arrival.toEpochDay()
              : arrivalOf(match.getPath()).orElse(RawFile.NO_ARRIVAL);
      if (match.isDirectory()) {
        found.addDirectory(match.getPath(), day, arrival == null);
      } else {
        found.add(match, day);
      }
    }
    return found.sorted(pattern);
  }

  /**
   * The files of the late zone that wait.
   *
   * @throws WarehouseException if not all rows are there that the ledger says wait: what is left
   *     would be merged, and the rest forgotten
   */
  static List<RawFile> ofLateZone(
      Contract contract, Zones zones, List<LedgerEntry.Waiting> waiting, Configuration conf)
      throws IOException {
    InputFiles found = new InputFiles(contract, conf);
    for (LedgerEntry.Waiting each : waiting) {
      found.addLate(zones.late(each.run()), each.rows());
    }
    return numbered(found.files);
  }

  private void addLate(Path directory, long waiting) throws IOException {
    FileStatus[] there;
    try {
      there = directory.getFileSystem(conf).listStatus(directory);
    } catch (FileNotFoundException e) {
      there = new FileStatus[0];
    }
    long rows = 0;
    for (FileStatus file : there) {
      rows += rows(file);
      files.add(RawFile.late(0, file.getPath().toString(), file.getLen()));
    }
    if (rows != waiting) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          String.format(
              "Cannot read late rows: %s, because the ledger tells of %d rows that wait there, and"
                  + " there are %d; restore them, or roll back to a run before; verify tells what"
                  + " else is lost",
              directory, waiting, rows));
    }
  }

  private long rows(FileStatus file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, conf))) {
      return reader.getRecordCount();
    } catch (RuntimeException e) { // so Parquet says that it is none of its files
      throw new WarehouseException(
          "Cannot read late rows: " + file.getPath() + ", because " + Advice.of(e), e);
    }
  }

  private void addDirectory(Path directory, long arrival, boolean tellsArrival) throws IOException {
    for (FileStatus file : list(directory.getFileSystem(conf), directory)) {
      if (RawNames.isHidden(file.getPath())) {
        continue;
      }
      if (file.isDirectory()) {
        throw new WarehouseException(
            WarehouseException.Code.FAILED,
            "Cannot read raw file: "
                + Printable.of(file.getPath().toString())
                + ", because it is a directory"
                + (tellsArrival ? "; name it with --input '" + directory + "/*'" : ""));
      }
      add(file, arrival);
    }
  }

  private void add(FileStatus file, long arrival) {
    Path path = file.getPath();
    if (RawNames.isHidden(path)) {
      return;
    }
    Layout layout = contract.layoutOf(Compression.cut(path.getName()));
    if (layout == null) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot read raw file: "
              + Printable.of(path.toString())
              + ", because no layout of the contract of "
              + contract.feed()
              + " takes a file of that name; its layouts take "
              + contract.layouts().stream()
                  .flatMap(each -> each.files().stream())
                  .collect(Collectors.joining(", ")));
    }
    files.add(
        RawFile.raw(
            0, path.toString(), file.getLen(), arrival, layout.number(), Framing.of(layout)));
  }

  /** By path, numbered. */
  private List<RawFile> sorted(String where) {
    if (files.isEmpty()) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot read raw files: " + where + ", because there are none");
    }
    Map<String, RawFile> once = new TreeMap<>(); // a pattern may name a directory and its files
    files.forEach(file -> once.put(file.path(), file));
    return numbered(once.values());
  }

  static List<RawFile> numbered(Collection<RawFile> files) {
    List<RawFile> numbered = new ArrayList<>();
    for (RawFile file : files) {
      numbered.add(file.withNumber(numbered.size()));
    }
    return numbered;
  }

  private static FileStatus[] list(FileSystem fs, Path directory) throws IOException {
    try {
      return fs.listStatus(directory);
    } catch (FileNotFoundException e) {
      throw refused(directory, "it does not exist", e);
    } catch (AccessControlException | java.nio.file.AccessDeniedException e) {
      throw refused(directory, "access is denied", e);
    } catch (IOException e) {
      throw refused(directory, e.getMessage(), e);
    }
  }

  private static WarehouseException refused(Path directory, String reason, IOException cause) {
    return new WarehouseException(
        "Cannot list raw files: " + directory + ", because " + reason, cause);
  }

  private static OptionalLong arrivalOf(Path path) {
    return RawNames.arrival(path).stream().mapToLong(LocalDate::toEpochDay).findFirst();
  }
}
