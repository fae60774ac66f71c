package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A warehouse whose programs are killed, with readers who ask all the while, and its twin of which
 * nothing is killed: both get the same raw files.
 */
final class CrashWarehouse {
  private static final String FEED = "product_reviews";
  private static final int ROWS = 60;

  private final Sandbox sandbox;
  private final JobJar jar;
  private final Warehouse hive;
  private final String root;
  private final String twin;
  private final FeedFiles files;
  private final FeedFiles twinFiles;
  private final ReviewDays days;
  private final Readers readers;

  /** What readers have met so far. */
  record Readings(long answers, List<String> errors, List<String> mixed) {}

  /** With some days in it already, and readers. */
  CrashWarehouse(Sandbox sandbox, JobJar jar, String name, long seed) throws Exception {
    this.sandbox = sandbox;
    this.jar = jar;
    hive = new Warehouse(sandbox, name);
    root = hive.root;
    twin = root + "_twin";
    FileSystem fs = sandbox.fileSystem();
    files = new FeedFiles(fs, new Path(root), FEED);
    twinFiles = new FeedFiles(fs, new Path(twin), FEED);
    days = new ReviewDays(seed, ROWS);
    readers = new Readers(hive.settings(), 1);
    for (int day = 0; day < 2; day++) {
      clean(arrive());
    }
    publish();
    readers.start();
  }

  /** Kills a daily run or a reconciliation. */
  void killClean(String fault, boolean reconciles, boolean commits) throws Exception {
    ReviewDays.Day day = arrive();
    List<String> program = clean(root, day);
    if (reconciles) {
      clean(day);
      program = reconcile(root);
    }
    int entries = files.ledger().size();
    jar.kill(fault, program);
    assertEquals("entries", entries + (commits ? 1 : 0), files.ledger().size());
    if (reconciles) {
      run(reconcile(twin));
      days.reconcile();
    } else {
      run(clean(twin, day));
      days.clean(day);
    }
    if (commits) {
      publish();
    }
    run(program);
    publish();
  }

  /** Kills a publish of a day. */
  void killPublish(String fault, boolean reconciles) throws Exception {
    change(reconciles);
    readers.begin(days.reviews());
    jar.killHive(
        fault, List.of("publish", "--feed", FEED, "--root", root, "--database", hive.database));
    publish();
  }

  /** Kills an expire, after a day was published. */
  void killExpire(String fault, boolean reconciles) throws Exception {
    change(reconciles);
    publish();
    readers.pass();
    jar.kill(fault, expire());
    run(expire());
  }

  /** Kills a rollback of a day, which is then cleaned once more. */
  void killRollback(String fault, boolean commits) throws Exception {
    int before = files.ledger().size();
    ReviewDays.State state = days.state();
    ReviewDays.Day day = arrive();
    clean(day);
    publish();
    jar.kill(fault, rollback(root, before));
    assertEquals("entries", before + (commits ? 2 : 1), files.ledger().size());
    run(rollback(twin, before));
    days.rollBackTo(state);
    run(rollback(root, before));
    publish();
    clean(day);
    publish();
  }

  /** A day comes undisturbed, and sometimes a reconciliation. */
  private void change(boolean reconciles) throws IOException {
    clean(arrive());
    if (reconciles) {
      run(reconcile(root));
      run(reconcile(twin));
      days.reconcile();
    }
  }

  private ReviewDays.Day arrive() throws IOException {
    ReviewDays.Day day = days.next();
    for (String each : List.of(root, twin)) {
      Path folder = new Path(each, "raw/" + FEED + "/arrival=" + day.arrival());
      for (Map.Entry<String, byte[]> file : day.files().entrySet()) {
        try (OutputStream out =
            sandbox.fileSystem().create(new Path(folder, file.getKey()), false)) {
          out.write(file.getValue());
        }
      }
    }
    return day;
  }

  private void clean(ReviewDays.Day day) throws IOException {
    run(clean(root, day));
    run(clean(twin, day));
    days.clean(day);
  }

  private static List<String> clean(String root, ReviewDays.Day day) {
    return program("clean", root, "--arrival", day.arrival().toString());
  }

  private static List<String> reconcile(String root) {
    return program("clean", root, "--reconcile");
  }

  private static List<String> rollback(String root, int sequence) {
    return program("rollback", root, "--to", String.valueOf(sequence));
  }

  private List<String> expire() {
    return program("expire", root, "--keep-days", "0", "--delete");
  }

  private static List<String> program(String name, String root, String... more) {
    List<String> args = new ArrayList<>(List.of(name, "--feed", FEED, "--root", root));
    args.addAll(List.of(more));
    return args;
  }

  private void run(List<String> program) throws IOException {
    Sandbox.Outcome outcome = jar.run(program);
    assertEquals(program + " said " + outcome.out(), 0, outcome.code());
  }

  private void publish() throws IOException {
    readers.begin(days.reviews());
    hive.publish();
    readers.end();
  }

  /**
   * Everything is as the ledger says and as if nothing had been killed; and it is all that is left
   * after what has expired is deleted.
   */
  void checkHealed() throws IOException, InterruptedException {
    run(program("verify", root));
    readers.pass();
    run(expire());
    assertEquals(String.join("\n", twinFiles.history()), String.join("\n", files.history()));
    assertEquals(String.join("\n", twinFiles.rows()), String.join("\n", files.rows()));
  }

  /** What nobody knows of. */
  List<String> orphans() throws IOException {
    return files.orphans();
  }

  Readings readings() {
    return new Readings(
        readers.answers(), List.copyOf(readers.errors()), List.copyOf(readers.mixed()));
  }

  /** Lets the readers finish. */
  void stop() throws Exception {
    readers.stop();
  }
}
