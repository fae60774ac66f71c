package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DatabaseLockTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Settings settings(String database) throws Exception {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.defaultFS", "file:///");
    configuration.set("fs.file.impl", "org.apache.hadoop.fs.LocalFileSystem");
    configuration.set(Settings.ROOT, folder.getRoot().toString());
    configuration.set(Settings.DATABASE, database);
    configuration.set(Settings.LOCK_BEAT, "1");
    configuration.set(Settings.LOCK_DEAD, "2");
    CommandLine none = new DefaultParser().parse(new Options(), new String[0]);
    return new Settings(configuration, none);
  }

  private DatabaseLock lock(String database) throws Exception {
    return DatabaseLock.acquire(
        "refresh", settings(database), new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  public void otherDatabasesAreNoneOfItsBusiness() throws Exception {
    try (DatabaseLock one = lock("a");
        DatabaseLock other = lock("b")) {
      assertEquals("", err.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  public void aHolderThatStirsIsWaitedForHoweverLong() throws Exception {
    CompletableFuture<Void> second;
    try (DatabaseLock first = lock("a")) {
      second =
          CompletableFuture.runAsync(
              () -> {
                try {
                  lock("a").close();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      long end = System.nanoTime() + 4_000_000_000L;
      while (System.nanoTime() < end) {
        assertFalse(second.isDone());
        Thread.onSpinWait();
      }
    }
    second.get();
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said, said.matches("Waiting for refresh of [0-9]+@.* since .*\\n"));
  }

  @Test
  public void theLockOfADeadHolderIsBroken() throws Exception {
    File file = new File(folder.newFolder("locks"), "a");
    Files.writeString(file.toPath(), "refresh of 1@nowhere since 2015-08-31T00:00:00Z (x)");
    lock("a").close();
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said, said.contains("The lock of refresh of 1@nowhere since"));
    assertFalse(file.exists());
  }
}
