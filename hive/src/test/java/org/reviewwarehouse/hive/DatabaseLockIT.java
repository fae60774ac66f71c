package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.ClassRule;
import org.junit.Test;

/** On HDFS, which knows one step that only one of many can make. */
public class DatabaseLockIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();

  @Test
  public void oneAtATimeHasTheDatabase() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> {
                try (DatabaseLock lock = DatabaseLock.acquire("refresh", settings(), System.err)) {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  inside.decrementAndGet();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
    assertEquals(1, most.get());
    assertEquals(0, SANDBOX.fileSystem().listStatus(new Path("/locked/locks")).length);
  }

  private static Settings settings() throws Exception {
    Configuration configuration = SANDBOX.configuration();
    configuration.set(Settings.ROOT, "/locked");
    configuration.set(Settings.DATABASE, "locked");
    CommandLine none = new DefaultParser().parse(new Options(), new String[0]);
    return new Settings(configuration, none);
  }
}
