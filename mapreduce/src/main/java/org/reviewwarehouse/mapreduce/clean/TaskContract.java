package org.reviewwarehouse.mapreduce.clean;

import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Contracts;

/** How a run's contract and rules of time reach its tasks. */
final class TaskContract {
  private static final String RUN = "warehouse.run.id";
  private static final String NEWEST_DAY = "warehouse.run.newest.day";
  private static final String WATERMARK = "warehouse.run.watermark";
  private static final String KEY_SEED = "warehouse.run.key.seed";
  private static final int NO_WATERMARK = -1;

  private TaskContract() {}

  /**
   * @param newestDay the newest day allowed in a file whose arrival is not known, days since
   *     1970-01-01
   * @param mode whether rows can be late
   */
  static void set(
      Configuration conf,
      String text,
      Contract contract,
      String run,
      long newestDay,
      Mode mode,
      long keySeed) {
    Contracts.setOn(conf, text, contract.grain());
    conf.set(RUN, run);
    conf.setLong(NEWEST_DAY, newestDay);
    conf.setInt(WATERMARK, mode == Mode.DAILY ? contract.watermarkDays() : NO_WATERMARK);
    conf.setLong(KEY_SEED, keySeed);
  }

  static Contract of(Configuration conf) {
    return Contracts.of(conf);
  }

  static String run(Configuration conf) {
    return conf.get(RUN);
  }

  static long newestDay(Configuration conf) {
    return conf.getLong(NEWEST_DAY, 0);
  }

  /** Days after which a row is late; negative if none ever is. */
  static int watermark(Configuration conf) {
    return conf.getInt(WATERMARK, NO_WATERMARK);
  }

  static long keySeed(Configuration conf) {
    return conf.getLong(KEY_SEED, 0);
  }
}
