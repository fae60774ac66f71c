package org.reviewwarehouse.mapreduce.clean;

import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Grain;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/**
 * What a clean run is asked to do.
 *
 * @param contractText the contract as it is written, for the tasks
 * @param mode what is read, and whether rows can be late
 * @param arrivals the days whose files are read; in a backfill none, for all
 * @param input pattern of files to read instead of the raw zone; null for the raw zone
 * @param grain instead of the contract's; null for that
 */
public record CleanRequest(
    Contract contract,
    String contractText,
    Path root,
    Mode mode,
    List<LocalDate> arrivals,
    String input,
    Grain grain) {

  String feed() {
    return contract.feed();
  }

  Zones zones() {
    return new Zones(root, feed());
  }
}
