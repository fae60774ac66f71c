package org.reviewwarehouse.mapreduce.clean;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.reviewwarehouse.mapreduce.Printable;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Expectation;
import org.reviewwarehouse.mapreduce.input.RawFile;

/**
 * Refuses a run that would throw too much away, or whose rows are not what the contract expects: a
 * sign that the files are not what it describes.
 */
final class QualityGate {
  private final Contract contract;
  private final List<RawFile> files;
  private final TaskReport report;
  private final TaskReport.FileRows all = new TaskReport.FileRows();

  /**
   * @param report what the resolve job counted
   */
  QualityGate(Contract contract, List<RawFile> files, TaskReport report) {
    this.contract = contract;
    this.files = files;
    this.report = report;
    report.files.values().forEach(all::add);
  }

  /**
   * Checks the share of rejected rows, then each expectation.
   *
   * @throws WarehouseException that names the rule, the file with most rows that break it, and the
   *     first of these rows
   */
  void check() {
    checkRejected();
    long valid = all.read - all.rejectedRows() - all.late;
    for (Expectation expectation : contract.expectations()) {
      if (expectation instanceof Expectation.MinRows min && valid < min.rows()) {
        throw refuse(
            String.format("%,d rows are valid and the contract expects %,d", valid, min.rows()));
      }
      Map<Integer, Long> unmet = report.unmet.getOrDefault(expectation.label(), Map.of());
      long rows = unmet.values().stream().mapToLong(Long::longValue).sum();
      double allowed = maxRatio(expectation);
      if (rows > valid * allowed) {
        throw refuse(
            String.format(
                "%,d of %,d rows (%.1f %%) %s and the contract allows %.1f %%; most in %s%s",
                rows,
                valid,
                100.0 * rows / valid,
                fault(expectation),
                100 * allowed,
                leading(unmet),
                examples(expectation.label())));
      }
    }
  }

  private void checkRejected() {
    long rejected = all.rejectedRows();
    if (rejected <= all.read * contract.maxRejectedRatio()) {
      return;
    }
    Map.Entry<String, Long> rule =
        all.rejected.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    Map<Integer, Long> byFile = new TreeMap<>();
    report.files.forEach((file, rows) -> byFile.put(file, rows.rejectedRows()));
    throw refuse(
        String.format(
            "%,d of %,d rows (%.1f %%) break a rule and the contract allows %.1f %%; most often %s"
                + " (%,d rows), most in %s%s",
            rejected,
            all.read,
            100.0 * rejected / all.read,
            100 * contract.maxRejectedRatio(),
            rule.getKey(),
            rule.getValue(),
            leading(byFile),
            examples(rule.getKey())));
  }

  private static double maxRatio(Expectation expectation) {
    if (expectation instanceof Expectation.Nulls nulls) {
      return nulls.maxRatio();
    }
    if (expectation instanceof Expectation.Values values) {
      return values.maxRatio();
    }
    return expectation instanceof Expectation.Days days ? days.maxRatio() : 1;
  }

  private static String fault(Expectation expectation) {
    if (expectation instanceof Expectation.Nulls nulls) {
      return "have no " + nulls.field().name();
    }
    if (expectation instanceof Expectation.Values values) {
      return "have a "
          + values.field().name()
          + " that is none of "
          + new TreeSet<>(values.values());
    }
    Expectation.Days days = (Expectation.Days) expectation;
    String from = days.min() == Long.MIN_VALUE ? "" : " from " + LocalDate.ofEpochDay(days.min());
    String to = days.max() == Long.MAX_VALUE ? "" : " to " + LocalDate.ofEpochDay(days.max());
    return "have a "
        + days.field().name()
        + " that is not"
        + from
        + (days.maxIsArrival() ? " to the arrival" : to);
  }

  private String leading(Map<Integer, Long> rowsByFile) {
    Map.Entry<Integer, Long> leading =
        rowsByFile.entrySet().stream()
            .max(
                Map.Entry.<Integer, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
            .orElseThrow();
    return String.format(
        "%s (%,d rows)", Printable.of(files.get(leading.getKey()).path()), leading.getValue());
  }

  /** A line for each of the first records that break a rule. */
  private String examples(String rule) {
    StringBuilder lines = new StringBuilder();
    for (TaskReport.Example example : report.examples.getOrDefault(rule, List.of())) {
      String name = files.get(example.file()).path();
      lines.append(
          String.format(
              "%n  %s at byte %d: %s",
              Printable.of(name.substring(name.lastIndexOf('/') + 1)),
              example.position(),
              example.text()));
    }
    return lines.isEmpty() ? "" : "; the first of them:" + lines;
  }

  private WarehouseException refuse(String reason) {
    return new WarehouseException(
        WarehouseException.Code.QUALITY,
        "Cannot commit run: " + contract.feed() + ", because " + reason);
  }
}
