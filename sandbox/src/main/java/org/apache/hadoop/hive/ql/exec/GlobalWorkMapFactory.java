package org.apache.hadoop.hive.ql.exec;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.ql.exec.tez.ObjectCache;
import org.apache.hadoop.hive.ql.plan.BaseWork;

/**
 * Takes the place of Hive's class of this name, which stands behind it on the sandbox's class path.
 * Hive's has one map of plans for a JVM, as a container runs one task at a time. In Tez's local
 * mode two tasks of a vertex would find the same plan in it, and run the same operators at once.
 *
 * <p>Here a task has its own plans, and so has a thread that works for none.
 */
public class GlobalWorkMapFactory {
  private final ThreadLocal<Map<Path, BaseWork>> plans = ThreadLocal.withInitial(HashMap::new);

  /** The plans that the thread, or the task it works for, has read, by their files. */
  public Map<Path, BaseWork> get(Configuration conf) {
    return ObjectCache.isObjectRegistryConfigured() ? ObjectCache.plans() : plans.get();
  }
}
