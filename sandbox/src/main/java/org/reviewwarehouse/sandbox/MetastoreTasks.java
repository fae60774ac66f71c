package org.reviewwarehouse.sandbox;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.leader.CompactorTasks;
import org.apache.hadoop.hive.metastore.leader.HouseKeepingTasks;
import org.apache.hadoop.hive.metastore.leader.LeaderElection.LeadershipStateListener;

/**
 * What a metastore that is a process of its own does beside answering, and one inside HiveServer2
 * does not. It forgets transactions that have ended, as each statement adds one and reads them all.
 * It finds the tables and partitions that were overwritten, and deletes what was in them before;
 * HiveServer2 has the worker that looks at each between the two.
 */
final class MetastoreTasks implements AutoCloseable {
  private final List<LeadershipStateListener> tasks;

  /** Begins with all that {@code hive-site.xml} names. */
  MetastoreTasks(Configuration conf) throws Exception {
    tasks = List.of(new HouseKeepingTasks(conf, true), new CompactorTasks(conf, false));
    for (LeadershipStateListener task : tasks) {
      task.takeLeadership(null); // there was nobody else to elect
    }
  }

  @Override
  public void close() throws Exception {
    for (LeadershipStateListener task : tasks) {
      task.lossLeadership(null);
    }
  }
}
