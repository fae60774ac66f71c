package org.reviewwarehouse.sandbox;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.leader.HouseKeepingTasks;
import org.apache.hadoop.hive.ql.txn.compactor.Cleaner;
import org.apache.hadoop.hive.ql.txn.compactor.CompactorThread;
import org.apache.hadoop.hive.ql.txn.compactor.Initiator;
import org.apache.hadoop.hive.ql.txn.compactor.Worker;

/**
 * What a metastore that is a process of its own does beside answering, and one inside HiveServer2
 * does not. It forgets transactions that have ended, as each statement adds one and reads them all;
 * and it deletes what was in tables and partitions before they were overwritten.
 */
final class MetastoreTasks implements AutoCloseable {
  private final HouseKeepingTasks housekeeping;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** Begins with what {@code hive-site.xml} names, and with a compactor. */
  MetastoreTasks(Configuration conf) throws Exception {
    housekeeping = new HouseKeepingTasks(conf, true);
    housekeeping.takeLeadership(null); // there was nobody else to elect
    for (CompactorThread thread : List.of(new Initiator(), new Worker(), new Cleaner())) {
      thread.setConf(conf);
      thread.init(stopped);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Begins nothing more. Those that wait for their time are left, as the process ends. */
  @Override
  public void close() throws Exception {
    housekeeping.lossLeadership(null);
    stopped.set(true);
  }
}
