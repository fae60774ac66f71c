package org.reviewwarehouse.sandbox;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.leader.CompactorTasks;
import org.apache.hadoop.hive.metastore.leader.HouseKeepingTasks;

/**
 * What a metastore that is a process of its own does beside answering, and one inside HiveServer2
 * does not. It forgets transactions that have ended, as each statement adds one and reads them all.
 * It finds the tables and partitions that were overwritten, and deletes what was in them before;
 * HiveServer2 has the worker that looks at each between the two.
 */
final class MetastoreTasks implements AutoCloseable {
  private final HouseKeepingTasks housekeeping;

  /** Begins with all that {@code hive-site.xml} names. */
  MetastoreTasks(Configuration conf) throws Exception {
    housekeeping = new HouseKeepingTasks(conf, true);
    housekeeping.takeLeadership(null); // there was nobody else to elect
    new CompactorTasks(conf, false).takeLeadership(null);
  }

  /**
   * Ends what uses the database all the time. The compactor ends with the process: it goes on where
   * it was cut off, and would log that it was interrupted as an error.
   */
  @Override
  public void close() throws Exception {
    housekeeping.lossLeadership(null);
  }
}
