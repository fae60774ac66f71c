package org.reviewwarehouse.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.ql.exec.GlobalWorkMapFactory;
import org.apache.hadoop.hive.ql.exec.tez.ObjectCache;
import org.apache.hadoop.hive.ql.plan.BaseWork;
import org.apache.hadoop.hive.ql.plan.MapWork;
import org.apache.tez.runtime.common.objectregistry.ObjectRegistryImpl;
import org.junit.Test;

public class PlansTest {
  private static final Path FILE = new Path("/plan/map.xml");

  private final GlobalWorkMapFactory plans = new GlobalWorkMapFactory();
  private final BaseWork one = new MapWork("one");

  /** Fails with the class of this name in Hive 4.0.1, which has one map of plans for all tasks. */
  @Test
  public void aTaskHasItsOwnPlansWhateverOthersHaveRead() throws Exception {
    BaseWork other =
        inThreadOfTask(
            () -> {
              ObjectCache.setupObjectRegistry(new ObjectRegistryImpl());
              return plans().get(FILE);
            });
    assertEquals(null, other);
  }

  @Test
  public void theThreadsThatATaskStartsHaveItsPlans() throws Exception {
    BaseWork ofHelper = inThreadOfTask(() -> plans().get(FILE));
    assertEquals(one, ofHelper);
  }

  /** As those that talk to HDFS do, which are many and hold what they inherit. */
  @Test
  public void aThreadThatOutlivesItsTaskHoldsNothingOfIt() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    FutureTask<Map<Path, BaseWork>> helper =
        new FutureTask<>(
            () -> {
              ended.await();
              assertFalse(ObjectCache.isObjectRegistryConfigured());
              assertThrows(IllegalStateException.class, ObjectCache::new);
              return ObjectCache.plans();
            });
    inThread(
        () -> {
          ObjectCache.setupObjectRegistry(new ObjectRegistryImpl());
          plans().put(FILE, one);
          new Thread(helper).start();
          ObjectCache.close();
          return null;
        });
    ended.countDown();
    assertEquals(Map.of(), helper.get());
  }

  @Test
  public void aThreadOfNoTaskHasItsOwnPlans() throws Exception {
    inThread(() -> plans().put(FILE, one));
    assertEquals(Map.of(), plans());
  }

  /** Works in a thread that a task has started which has read a plan. */
  private <T> T inThreadOfTask(Callable<T> work) throws Exception {
    return inThread(
        () -> {
          ObjectCache.setupObjectRegistry(new ObjectRegistryImpl());
          plans().put(FILE, one);
          return inThread(work);
        });
  }

  private Map<Path, BaseWork> plans() {
    return plans.get(new Configuration(false));
  }

  private static <T> T inThread(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    return task.get();
  }
}
