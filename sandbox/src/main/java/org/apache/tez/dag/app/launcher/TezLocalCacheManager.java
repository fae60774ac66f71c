package org.apache.tez.dag.app.launcher;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.LocalResource;

/**
 * Takes the place of Tez's class of this name, which stands behind it on the sandbox's class path
 * and copies the files of a session, its configuration and Hive's jar, from HDFS for each task, to
 * link them into the working directory. In local mode tasks are handed the configuration and have
 * the jar: a question of two tasks waited for the copies half of its time. A file that a session
 * adds ({@code ADD FILE}) is not copied either.
 */
public class TezLocalCacheManager {
  public TezLocalCacheManager(Map<String, LocalResource> resources, Configuration conf) {}

  public void localize() {}

  public void cleanup() {}
}
