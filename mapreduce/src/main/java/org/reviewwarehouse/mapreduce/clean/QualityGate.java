package org.reviewwarehouse.mapreduce.clean;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.input.RawFile;

/**
 * Refuses a run that would throw too much away: a sign that the files are not what the contract
 * says.
 */
final class QualityGate {
  private final Contract contract;
  private final List<RawFile> files;

  QualityGate(Contract contract, List<RawFile> files) {
    this.contract = contract;
    this.files = files;
  }

  /**
   * Checks the share of rejected rows.
   *
   * @throws WarehouseException that names the most frequent rule and the file with most rejected
   *     rows
   */
  void check(TaskReport report) {
    TaskReport.FileRows all = new TaskReport.FileRows();
    report.files.values().forEach(all::add);
    long rejected = all.rejectedRows();
    if (rejected <= all.read * contract.maxRejectedRatio()) {
      return;
    }
    Map.Entry<String, Long> rule =
        all.rejected.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    RawFile file =
        files.stream()
            .max(Comparator.comparingLong(each -> report.file(each.number()).rejectedRows()))
            .orElseThrow();
    throw new WarehouseException(
        WarehouseException.Code.QUALITY,
        String.format(
            "Cannot commit run: %s, because %,d of %,d rows (%.1f %%) break a rule and the contract"
                + " allows %.1f %%; most often %s (%,d rows), most in %s (%,d rows)",
            contract.feed(),
            rejected,
            all.read,
            100.0 * rejected / all.read,
            100 * contract.maxRejectedRatio(),
            rule.getKey(),
            rule.getValue(),
            file.path(),
            report.file(file.number()).rejectedRows()));
  }
}
