package org.reviewwarehouse.mapreduce.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.ShutdownOrder;
import org.reviewwarehouse.mapreduce.WarehouseException;

/** Another process that takes the lock of product_reviews, and does what it is told, by lines. */
final class HoldingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final BufferedReader err;
  private final PrintStream in;

  /** Starts it; {@code acquire} makes it take the lock. */
  HoldingProcess(Path root, Configuration conf) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    new File(System.getProperty("java.home"), "bin/java").getPath(),
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    HoldingProcess.class.getName(),
                    root.toString(),
                    conf.get(Settings.LOCK_BEAT_SECONDS, "10"),
                    conf.get(Settings.LOCK_DEAD_SECONDS, "60")))
            .start();
    out = process.inputReader(UTF_8);
    err = process.errorReader(UTF_8);
    in = new PrintStream(process.getOutputStream(), true, UTF_8);
  }

  void tell(String line) {
    in.println(line);
  }

  /** What it prints next; null if it has ended. */
  String answer() throws IOException {
    return out.readLine();
  }

  /** Sends a signal: {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  long pid() {
    return process.pid();
  }

  /** Waits for its end. */
  int exit() throws InterruptedException {
    return process.waitFor();
  }

  /** The last line on stderr, after its end. */
  String complaint() {
    return err.lines().reduce("", (before, line) -> line);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public static void main(String[] args) throws Exception {
    Configuration conf = new Configuration();
    conf.set(Settings.LOCK_BEAT_SECONDS, args[1]);
    conf.set(Settings.LOCK_DEAD_SECONDS, args[2]);
    conf.setInt("ipc.client.connect.max.retries", 0);
    FeedLock lock = null;
    int code = 0;
    try {
      BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        switch (line) {
          case "acquire" -> {
            lock = FeedLock.acquire(new Zones(new Path(args[0]), "product_reviews"), "child", conf);
            System.out.println("holding");
          }
          case "check" -> lock.check();
          case "commit" -> commit(lock).orThrow();
          case "commit late" -> {
            FeedLock held = lock;
            ShutdownHookManager.get()
                .addShutdownHook(() -> commit(held), ShutdownOrder.DELETE_WORK + 1);
            System.out.println("waiting");
          }
          default -> throw new IllegalArgumentException(line);
        }
      }
    } catch (WarehouseException e) {
      System.err.println(e.getMessage());
      code = e.code().exit();
    } catch (IOException | UncheckedIOException e) {
      System.err.println(e.toString().replace('\n', ' '));
      code = 1;
    }
    if (lock != null) {
      lock.close();
    }
    System.exit(code);
  }

  private static Commit commit(FeedLock lock) {
    try {
      Commit commit = lock.commit(LedgerTest.entry(1, "run of the child"));
      System.out.println(commit.outcome());
      return commit;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
