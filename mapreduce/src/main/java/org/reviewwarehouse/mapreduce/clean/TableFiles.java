package org.reviewwarehouse.mapreduce.clean;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Grain;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawSplit;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/**
 * The files of the live partitions: a run compares their rows with the new ones, and writes the
 * partitions again that grow or lose rows.
 */
final class TableFiles {
  private final List<RawFile> files = new ArrayList<>();
  private final List<LedgerEntry.Partition> partitions;

  /**
   * @param partitions that are live before the run
   * @param firstNumber of the files in the run
   */
  TableFiles(
      List<LedgerEntry.Partition> partitions, Zones zones, int firstNumber, Configuration conf)
      throws IOException {
    this.partitions = partitions;
    FileSystem fs = zones.clean().getFileSystem(conf);
    for (LedgerEntry.Partition partition : partitions) {
      for (FileStatus file : list(fs, zones.clean(partition), partition)) {
        files.add(
            RawFile.live(
                firstNumber + files.size(),
                file.getPath().toString(),
                file.getLen(),
                partition.period()));
      }
    }
  }

  private static FileStatus[] list(FileSystem fs, Path directory, LedgerEntry.Partition partition)
      throws IOException {
    FileStatus[] found;
    try {
      found = fs.listStatus(directory);
    } catch (FileNotFoundException e) {
      found = new FileStatus[0];
    }
    long bytes = Stream.of(found).mapToLong(FileStatus::getLen).sum();
    if (found.length != partition.files() || bytes != partition.bytes()) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          String.format(
              "Cannot read live partition: %s, because the ledger tells of %d files of %d bytes, and"
                  + " there are %d of %d; restore them, or roll back to a run before; verify tells"
                  + " what else is lost",
              directory, partition.files(), partition.bytes(), found.length, bytes));
    }
    return found;
  }

  List<RawFile> files() {
    return files;
  }

  /** How large the table is. */
  long bytes() {
    return files.stream().mapToLong(RawFile::length).sum();
  }

  /** How many rows the table has. */
  long rows() {
    return partitions.stream().mapToLong(LedgerEntry.Partition::rows).sum();
  }

  /**
   * The periods that must be written again.
   *
   * @param won new rows by number of the period
   * @param matched what the match job counted
   */
  Set<String> changed(Map<Integer, Long> won, TaskReport matched, Grain grain) {
    Set<String> changed = new HashSet<>();
    won.forEach(
        (period, rows) -> {
          if (rows > 0) {
            changed.add(grain.period(period));
          }
        });
    for (RawFile file : files) {
      TaskReport.FileRows rows = matched.live.get(file.number());
      if (rows != null && rows.duplicate + rows.superseded > 0) {
        changed.add(file.period());
      }
    }
    return changed;
  }

  /** The live partitions that stay as they are. */
  List<LedgerEntry.Partition> unchanged(Set<String> changed) {
    return partitions.stream().filter(each -> !changed.contains(each.period())).toList();
  }

  /** The pieces of files whose periods are written again. */
  static List<RawSplit.Piece> changed(List<RawSplit> splits, Set<String> changed) {
    return splits.stream()
        .flatMap(split -> split.pieces().stream())
        .filter(piece -> changed.contains(piece.file().period()))
        .toList();
  }

  /** The most periods of the table that one split has. */
  static int mostPeriods(List<RawSplit> splits) {
    return (int)
        splits.stream()
            .mapToLong(
                split ->
                    split.pieces().stream()
                        .map(RawSplit.Piece::file)
                        .filter(RawFile::isLive)
                        .map(RawFile::period)
                        .distinct()
                        .count())
            .max()
            .orElse(0);
  }
}
