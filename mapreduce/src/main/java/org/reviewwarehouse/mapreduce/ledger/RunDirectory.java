package org.reviewwarehouse.mapreduce.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * A directory that one run wrote and no other will ever change.
 *
 * @param period of the clean zone; null in the others
 */
public record RunDirectory(Zone zone, String period, String run) {
  /** The zones that have directories of runs. */
  public enum Zone {
    CLEAN,
    LATE,
    REJECTED
  }

  /** Where it is. */
  public Path path(Zones zones) {
    return switch (zone) {
      case CLEAN -> zones.clean(period, run);
      case LATE -> zones.late(run);
      case REJECTED -> zones.rejected(run);
    };
  }

  /**
   * The directories that hold the state after the last of some entries, each with its rows: the
   * live partitions, the late rows that wait, and what the runs that made the state rejected.
   *
   * @param entries of a feed, all up to the one in question
   */
  public static Map<RunDirectory, Long> of(List<LedgerEntry> entries) {
    Map<RunDirectory, Long> directories = new LinkedHashMap<>();
    if (entries.isEmpty()) {
      return directories;
    }
    LedgerEntry last = entries.get(entries.size() - 1);
    for (LedgerEntry.Partition partition : last.partitions()) {
      directories.put(
          new RunDirectory(Zone.CLEAN, partition.period(), partition.run()), partition.rows());
    }
    for (LedgerEntry.Waiting waiting : last.waiting()) {
      directories.put(new RunDirectory(Zone.LATE, null, waiting.run()), waiting.rows());
    }
    for (LedgerEntry entry : Ledger.lineage(entries)) {
      if (entry.rejected() > 0) {
        directories.put(new RunDirectory(Zone.REJECTED, null, entry.run()), entry.rejected());
      }
    }
    return directories;
  }
}
