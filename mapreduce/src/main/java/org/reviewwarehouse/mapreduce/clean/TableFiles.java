package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.contract.Grain;
import org.reviewwarehouse.mapreduce.input.Framing;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawSplit;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/**
 * The files of the live partitions: a run compares their rows with the new ones, and writes the
 * partitions again that grow or lose rows.
 */
final class TableFiles {
  private final List<RawFile> files = new ArrayList<>();
  private final Map<Integer, String> periods = new HashMap<>();
  private final List<LedgerEntry.Partition> partitions;

  /**
   * @param partitions that are live before the run
   * @param firstNumber of the files in the run
   */
  TableFiles(
      List<LedgerEntry.Partition> partitions, Path cleanZone, int firstNumber, Configuration conf)
      throws IOException {
    this.partitions = partitions;
    FileSystem fs = cleanZone.getFileSystem(conf);
    for (LedgerEntry.Partition partition : partitions) {
      Path directory =
          new Path(new Path(cleanZone, "period=" + partition.period()), "run=" + partition.run());
      for (FileStatus file : fs.listStatus(directory)) {
        int number = firstNumber + files.size();
        files.add(
            new RawFile(
                number,
                file.getPath().toString(),
                file.getLen(),
                RawFile.NO_ARRIVAL,
                0,
                Framing.TABLE));
        periods.put(number, partition.period());
      }
    }
  }

  List<RawFile> files() {
    return files;
  }

  /** How many rows the table has. */
  long rows() {
    return partitions.stream().mapToLong(LedgerEntry.Partition::rows).sum();
  }

  /**
   * The periods that must be written again.
   *
   * @param resolved what the resolve job counted
   */
  Set<String> changed(TaskReport resolved, List<RawSplit> splits, Losers losers, Grain grain)
      throws IOException {
    Set<String> changed = new HashSet<>();
    for (int period : resolved.periods.keySet()) {
      changed.add(grain.period(period));
    }
    for (RawSplit split : splits) {
      for (RawSplit.Piece piece : split.pieces()) {
        if (piece.file().isTable() && losers.any(piece.number())) {
          changed.add(periods.get(piece.file().number()));
        }
      }
    }
    return changed;
  }

  /** The splits without the files of periods that stay as they are. */
  List<RawSplit> withoutUnchanged(List<RawSplit> splits, Set<String> changed) {
    List<RawSplit> kept = new ArrayList<>();
    for (RawSplit split : splits) {
      RawSplit rest = new RawSplit();
      for (RawSplit.Piece piece : split.pieces()) {
        if (!piece.file().isTable() || changed.contains(periods.get(piece.file().number()))) {
          rest.add(piece);
        }
      }
      if (!rest.pieces().isEmpty()) {
        kept.add(rest);
      }
    }
    return kept;
  }

  /** The live partitions that stay as they are. */
  List<LedgerEntry.Partition> unchanged(Set<String> changed) {
    return partitions.stream().filter(each -> !changed.contains(each.period())).toList();
  }

  /** The most periods of the table that one split has. */
  int mostPeriods(List<RawSplit> splits) {
    int most = 0;
    for (RawSplit split : splits) {
      long some =
          split.pieces().stream()
              .filter(piece -> piece.file().isTable())
              .map(piece -> periods.get(piece.file().number()))
              .distinct()
              .count();
      most = (int) Math.max(most, some);
    }
    return most;
  }
}
