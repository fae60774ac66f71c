package org.apache.hadoop.hive.ql.exec.tez;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.ql.io.IOContextMap;
import org.apache.hadoop.hive.ql.metadata.HiveException;
import org.apache.hadoop.hive.ql.plan.BaseWork;
import org.apache.tez.runtime.api.ObjectRegistry;

/**
 * Takes the place of Hive's class of this name, which stands behind it on the sandbox's class path.
 * Hive's is for one task at a time in a JVM, as in a container: its registry and its threads are
 * static, and end with any task. In Tez's local mode all tasks of all queries run in one JVM, and a
 * query that ended took them from others: {@code RejectedExecutionException}.
 *
 * <p>Here each task has its own registry, and its own map of the files that it is reading: that of
 * Hive outside LLAP is static too, and a query could take another's file for its own.
 */
public class ObjectCache implements org.apache.hadoop.hive.ql.exec.ObjectCache {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "Tez-object-cache");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * What a task has, and the threads that it starts. Some of them outlive it, as those that talk to
   * HDFS: a task that has ended holds nothing.
   */
  private static final InheritableThreadLocal<Task> TASK = new InheritableThreadLocal<>();

  private static final class Task {
    private final String id = UUID.randomUUID().toString();
    private final Map<Path, BaseWork> plans = new ConcurrentHashMap<>();
    private volatile ObjectRegistry registry;

    private Task(ObjectRegistry registry) {
      this.registry = registry;
    }
  }

  private final ObjectRegistry registry;

  /** The cache of the task that the thread works for. */
  public ObjectCache() {
    Task task = TASK.get();
    registry = task == null ? null : task.registry;
    if (registry == null) {
      throw new IllegalStateException("the thread works for no task of Tez");
    }
  }

  public static boolean isObjectRegistryConfigured() {
    Task task = TASK.get();
    return task != null && task.registry != null;
  }

  /** The plans that the task of the thread has read, by their files. */
  public static Map<Path, BaseWork> plans() {
    return TASK.get().plans;
  }

  /** Begins a task: its processor is made in the thread that runs it, before its inputs are. */
  public static void setupObjectRegistry(ObjectRegistry registry) {
    Task task = new Task(registry);
    TASK.set(task);
    IOContextMap.setThreadAttemptId(task.id);
  }

  /** Ends the task of the thread. */
  public static void close() {
    Task task = TASK.get();
    if (task != null) {
      IOContextMap.clearThreadAttempt(task.id);
      task.registry = null;
      task.plans.clear();
      TASK.remove();
    }
  }

  @Override
  public void release(String key) {
    // The registry forgets it with its vertex.
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T retrieve(String key) {
    return (T) registry.get(key);
  }

  @Override
  public <T> T retrieve(String key, Callable<T> maker) throws HiveException {
    T value = retrieve(key);
    if (value == null) {
      try {
        value = maker.call();
      } catch (Exception e) {
        throw new HiveException(e);
      }
      registry.cacheForVertex(key, value);
    }
    return value;
  }

  @Override
  public <T> Future<T> retrieveAsync(String key, Callable<T> maker) {
    return THREADS.submit(() -> retrieve(key, maker));
  }

  @Override
  public void remove(String key) {
    registry.delete(key);
  }
}
