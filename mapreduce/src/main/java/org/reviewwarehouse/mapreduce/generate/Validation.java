package org.reviewwarehouse.mapreduce.generate;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/**
 * Holds what the runs of a feed found in generated files against what was planted in them, kind by
 * kind and rule by rule.
 */
public final class Validation {
  /** One kind of rows; the two numbers should be the same. */
  public record Line(String rows, long planted, long found) {
    public boolean same() {
      return planted == found;
    }
  }

  private final Map<String, long[]> lines = new TreeMap<>();

  private Validation() {}

  /**
   * Compares the runs that made the table with the truth of all arrival days that they read. A
   * reconciliation reads no arrival, but rows that earlier runs have counted as late.
   *
   * @param entries of the ledger, all: those that a rollback has undone do not count
   * @param rawZone of the feed: there lie the truth files
   * @throws WarehouseException if a day was not generated
   */
  public static List<Line> of(List<LedgerEntry> entries, Path rawZone, Configuration conf)
      throws IOException {
    Validation validation = new Validation();
    TreeMap<String, Boolean> arrivals = new TreeMap<>();
    for (LedgerEntry run : Ledger.lineage(entries)) {
      if (run.mode().equals(LedgerEntry.RECONCILE)) {
        continue;
      }
      boolean isBackfill = run.watermarkDays() == null;
      run.arrivals().forEach(arrival -> arrivals.merge(arrival, isBackfill, Boolean::logicalAnd));
      validation.found(run);
    }
    for (Map.Entry<String, Boolean> arrival : arrivals.entrySet()) {
      validation.planted(truth(rawZone, arrival.getKey(), conf), arrival.getValue());
    }
    List<Line> lines = new ArrayList<>();
    validation.lines.forEach((rows, both) -> lines.add(new Line(rows, both[0], both[1])));
    return lines;
  }

  private static Truth truth(Path rawZone, String arrival, Configuration conf) throws IOException {
    Path path = new Path(rawZone, Truth.fileName(LocalDate.parse(arrival).toEpochDay()));
    try (InputStream in = path.getFileSystem(conf).open(path)) {
      return Truth.read(in.readAllBytes());
    } catch (FileNotFoundException e) {
      throw new WarehouseException(
          "Cannot validate arrival: "
              + arrival
              + ", because nothing tells what is in its files: "
              + path
              + " does not exist",
          e);
    }
  }

  /** A backfill accepts late rows. */
  private void planted(Truth truth, boolean isBackfill) {
    add("read", 0, truth.rows());
    add("accepted", 0, truth.fresh() + (isBackfill ? truth.late() : 0));
    add("duplicate", 0, truth.duplicates());
    add("superseded", 0, truth.laterVersions());
    add("late", 0, isBackfill ? 0 : truth.late());
    add("rejected", 0, truth.rejected());
    truth.rejections().forEach(r -> add(rule(r.reason(), r.field()), 0, r.rows()));
  }

  /** What a run replaced would not have been accepted by one run over all days. */
  private void found(LedgerEntry run) {
    add("read", 1, run.read());
    add("accepted", 1, run.accepted() - run.replaced());
    add("duplicate", 1, run.duplicate());
    add("superseded", 1, run.superseded() + run.replaced());
    add("late", 1, run.late());
    add("rejected", 1, run.rejected());
    run.rejections().forEach(r -> add(rule(r.reason(), r.field()), 1, r.rows()));
  }

  private static String rule(String reason, String field) {
    return "rejected: " + reason + (field == null ? "" : " " + field);
  }

  private void add(String rows, int side, long count) {
    lines.computeIfAbsent(rows, any -> new long[2])[side] += count;
  }
}
