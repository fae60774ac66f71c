package org.reviewwarehouse.mapreduce.clean;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.input.FileChecksum;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** Makes a run's ledger entry out of what its tasks counted. */
record EntryDraft(
    int sequence,
    String run,
    Contract contract,
    Mode mode,
    Instant started,
    Instant written,
    List<LedgerEntry.Step> steps,
    List<LedgerEntry.Waiting> waitingBefore) {

  /**
   * @param checksums of the files, in their order
   * @param wrote what the write job counted: the rows are its own
   * @param unchanged live partitions that stay as they are
   */
  LedgerEntry entry(
      List<RawFile> files,
      List<Integer> checksums,
      TaskReport wrote,
      List<LedgerEntry.Partition> unchanged) {
    List<LedgerEntry.Input> inputs = new ArrayList<>();
    TaskReport.FileRows all = new TaskReport.FileRows();
    for (RawFile file : files) {
      TaskReport.FileRows rows = wrote.file(file.number());
      all.add(rows);
      inputs.add(input(file, FileChecksum.label(checksums.get(file.number())), rows));
    }
    List<LedgerEntry.Waiting> waiting =
        new ArrayList<>(mode == Mode.RECONCILE ? List.of() : waitingBefore);
    if (all.late + all.waiting > 0) {
      waiting.add(new LedgerEntry.Waiting(run, all.late + all.waiting));
    }
    return new LedgerEntry(
        sequence,
        run,
        contract.feed(),
        mode.label(),
        null,
        contract.fingerprint(),
        contract.grain().label(),
        started.toString(),
        committed().toString(),
        mode == Mode.DAILY ? contract.watermarkDays() : null,
        arrivals(inputs),
        inputs,
        all.read,
        all.accepted,
        all.duplicate,
        all.superseded,
        all.rejectedRows(),
        all.late + all.waiting,
        wrote.live.values().stream().mapToLong(rows -> rows.duplicate + rows.superseded).sum(),
        files.stream().mapToLong(RawFile::length).sum(),
        wrote.written.stream().mapToLong(TaskReport.Written::bytes).sum(),
        rejections(all),
        steps,
        partitions(wrote, unchanged),
        waiting);
  }

  /** Never before the start, even if the clock was set back meanwhile. */
  private Instant committed() {
    return written.isBefore(started) ? started : written;
  }

  private static LedgerEntry.Input input(RawFile file, String checksum, TaskReport.FileRows rows) {
    boolean known = file.arrival() != RawFile.NO_ARRIVAL;
    return new LedgerEntry.Input(
        file.path(),
        known ? LocalDate.ofEpochDay(file.arrival()).toString() : null,
        file.length(),
        checksum,
        rows.read,
        rows.accepted,
        rows.duplicate,
        rows.superseded,
        rows.rejectedRows(),
        rows.late + rows.waiting);
  }

  private static List<String> arrivals(List<LedgerEntry.Input> inputs) {
    return inputs.stream()
        .map(LedgerEntry.Input::arrival)
        .filter(arrival -> arrival != null)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<LedgerEntry.Rejection> rejections(TaskReport.FileRows all) {
    List<LedgerEntry.Rejection> rejections = new ArrayList<>();
    all.rejected.forEach(
        (rule, rows) -> {
          String[] parts = rule.split(":");
          rejections.add(
              new LedgerEntry.Rejection(parts[0], parts.length > 1 ? parts[1] : null, rows));
        });
    rejections.sort(Comparator.comparingLong(LedgerEntry.Rejection::rows).reversed());
    return rejections;
  }

  private List<LedgerEntry.Partition> partitions(
      TaskReport wrote, List<LedgerEntry.Partition> unchanged) {
    Map<String, LedgerEntry.Partition> partitions = new TreeMap<>();
    unchanged.forEach(partition -> partitions.put(partition.period(), partition));
    for (TaskReport.Written file : wrote.written) {
      partitions.merge(
          file.period(),
          new LedgerEntry.Partition(file.period(), run, file.rows(), 1, file.bytes()),
          (a, b) ->
              new LedgerEntry.Partition(
                  a.period(),
                  run,
                  a.rows() + b.rows(),
                  a.files() + b.files(),
                  a.bytes() + b.bytes()));
    }
    return List.copyOf(partitions.values());
  }
}
