package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.ClassRule;
import org.junit.Test;

/** Publish while readers ask, while the line, the server or the metastore fails, and killed. */
public class PublishIT {
  @ClassRule public static final FailingSandbox SANDBOX = new FailingSandbox();

  /** How many publishes the readers see. */
  private static final int ROUNDS = Integer.getInteger("publish.rounds", 12);

  private static final int READERS = 3;

  private static final String SWITCH = "CREATE OR REPLACE VIEW";

  /** Longer than HiveServer2 lets a client wait for how far a statement is. */
  private static final String SECONDS = "8";

  private static List<String> reviews(int marker, String... months) {
    List<String> reviews = new ArrayList<>();
    for (String month : months) {
      for (int row = 0; row < 5; row++) {
        reviews.add(
            String.format("r%s-%d p1 Books %d %d 9 %s-07", month, row, 1 + row, marker, month));
      }
    }
    return reviews;
  }

  private static String published(Warehouse warehouse) throws IOException {
    return warehouse
        .csv("SHOW TBLPROPERTIES product_reviews('warehouse.published')")
        .lines()
        .skip(1)
        .findFirst()
        .orElseThrow()
        .replaceFirst("^warehouse.published,", "");
  }

  /** A warehouse whose newest run is not published yet. */
  private static final class Unpublished {
    final Warehouse warehouse;
    final String shown;
    final String newest;

    Unpublished(String name) throws IOException {
      warehouse = new Warehouse(SANDBOX, name);
      shown = warehouse.zone.commit(reviews(1, "2015-08", "2015-09"));
      warehouse.publish();
      newest = warehouse.zone.commit(reviews(2, "2015-09", "2015-10"));
    }

    /** Publishes through a line that fails. */
    Sandbox.Outcome publish(Line.Fault fault, boolean deadAfter) throws IOException {
      URI server =
          URI.create(SANDBOX.configuration().get(Settings.URL).substring("jdbc:".length()));
      Runnable untilShown =
          () -> {
            try {
              while (!published(warehouse).equals("2")) {
                Thread.onSpinWait();
              }
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          };
      try (Line line = new Line(server.getPort(), SWITCH, fault, deadAfter, untilShown)) {
        Sandbox.Outcome outcome =
            warehouse.run(
                Map.of(
                    Settings.URL,
                    "jdbc:hive2://127.0.0.1:" + line.port(),
                    Settings.TIMEOUT,
                    SECONDS),
                "publish",
                "--feed",
                "product_reviews",
                "--root",
                warehouse.root);
        assertTrue("the line failed", line.failed());
        return outcome;
      }
    }

    String added() {
      return "product_reviews_runs: 2 partitions added, statistics set for 1 run\n";
    }

    String shows() {
      return "product_reviews: shows run " + newest + ", 3 periods of 2 runs\n";
    }

    void failed(Sandbox.Outcome outcome, String begin, String end) {
      assertEquals(outcome.toString(), 1, outcome.code());
      assertEquals(outcome.err(), 1, outcome.err().lines().count());
      assertTrue(outcome.err(), outcome.err().startsWith(begin));
      assertTrue(outcome.err(), outcome.err().endsWith(end + "\n"));
    }

    void failedAndNotDone(Sandbox.Outcome outcome, String reason) throws IOException {
      failed(
          outcome,
          "Cannot publish feed: product_reviews, because " + reason,
          "; readers still see run " + shown + "; run publish again");
      assertEquals("1", published(warehouse));
      againItIsDone();
    }

    void failedAndUnknown(Sandbox.Outcome outcome) {
      failed(
          outcome,
          "Cannot tell whether readers see run " + newest + " yet, because ",
          "; nothing was undone: run publish again, and it finds out");
    }

    void againItIsDone() throws IOException {
      assertEquals(
          "product_reviews_runs: 0 partitions added, statistics set for 1 run\n" + shows(),
          warehouse.publish());
    }

    void nothingIsLeftToDo() throws IOException {
      assertEquals("2", published(warehouse));
      assertEquals(
          "product_reviews: already shows run " + newest + ", nothing to publish\n",
          warehouse.publish());
    }
  }

  @Test
  public void aLineCutBeforeTheSwitchIsNotDone() throws IOException {
    Unpublished run = new Unpublished("cut_before");
    run.failedAndNotDone(run.publish(Line.Fault.CUT_BEFORE, false), "");
  }

  @Test
  public void aLineCutAfterTheSwitchIsDone() throws IOException {
    Unpublished run = new Unpublished("cut_after");
    Sandbox.Outcome outcome = run.publish(Line.Fault.CUT_AFTER, false);
    assertEquals(outcome.err(), 0, outcome.code());
    assertEquals(run.added() + run.shows(), outcome.out());
    run.nothingIsLeftToDo();
  }

  @Test
  public void anAnswerThatDoesNotComeInTimeIsLookedUp() throws IOException {
    Unpublished run = new Unpublished("held_back");
    Sandbox.Outcome outcome = run.publish(Line.Fault.HOLD, false);
    assertEquals(outcome.err(), 0, outcome.code());
    assertEquals(run.added() + run.shows(), outcome.out());
    run.nothingIsLeftToDo();
  }

  @Test
  public void aServerThatIsGoneAfterwardsLeavesTheOutcomeUnknown() throws IOException {
    Unpublished before = new Unpublished("gone_before");
    before.failedAndUnknown(before.publish(Line.Fault.CUT_BEFORE, true));
    assertEquals("1", published(before.warehouse));
    before.againItIsDone();

    Unpublished after = new Unpublished("gone_after");
    after.failedAndUnknown(after.publish(Line.Fault.CUT_AFTER, true));
    after.nothingIsLeftToDo();
  }

  @Test
  public void aMetastoreMayFailBeforeTheChangeOrAfterIt() throws IOException {
    Unpublished before = new Unpublished("metastore_before");
    String[] publish = {"publish", "--feed", "product_reviews", "--root", "/metastore_before"};
    SANDBOX.failMetastore("before");
    Sandbox.Outcome outcome = before.warehouse.run(publish);
    SANDBOX.failMetastore("never");
    before.failedAndNotDone(
        outcome, "Unable to alter table. the metastore failed before the change");

    Unpublished after = new Unpublished("metastore_after");
    publish[publish.length - 1] = "/metastore_after";
    SANDBOX.failMetastore("after");
    outcome = after.warehouse.run(publish);
    SANDBOX.failMetastore("never");
    assertEquals(outcome.err(), 0, outcome.code());
    assertEquals(after.added() + after.shows(), outcome.out());
    after.nothingIsLeftToDo();
  }

  /** Kills a publish before each of its changes in turn, and publishes again. */
  @Test
  public void aPublishThatIsKilledIsHealedByTheNext() throws Exception {
    Warehouse warehouse = new Warehouse(SANDBOX, "killed");
    List<String> late = List.of("r1 p1 Books 1 1 1 2015-08-01");
    List<String> rejecting = new ArrayList<>();
    List<String> bases = new ArrayList<>();
    for (int marker = 1; marker <= 2; marker++) {
      bases.add(warehouse.zone.commit(reviews(marker, "2015-08", "2015-09")));
    }
    boolean stopped = true;
    for (int place = 1; stopped; place++) {
      // Readers see a run that rejected and set aside. Then it was undone, another came, and what
      // nobody has seen for long expired: the next publish has all it ever does to do.
      warehouse.zone.commitLate(reviews(3 * place, "2015-09"), late, 1);
      warehouse.publish();
      String before = rows(warehouse.zone.reviews());
      warehouse.zone.rollBackTo(bases.get(place));
      bases.add(
          warehouse.zone.commitLate(
              reviews(3 * place + 2, "2015-08", "2015-09", "2015-10"), late, 1));
      rejecting.add(bases.get(place + 1));
      String after = rows(warehouse.zone.reviews());
      for (String period : List.of("2015-08", "2015-09", "2015-10")) {
        warehouse.zone.delete(bases.get(place - 1), period);
      }

      stopped = stopsAt(place, warehouse);
      boolean switched = place > 6;
      assertEquals(
          "killed at " + place,
          String.valueOf(3 * place + (switched ? 2 : 0)),
          published(warehouse));
      assertEquals("killed at " + place, switched ? after : before, rows(warehouse));

      warehouse.publish();
      assertEquals(after, rows(warehouse));
      assertEquals(warehouse.zone.directories(), partitions(warehouse, "product_reviews_runs"));
      assertEquals(
          warehouse.zone.waiting().stream().map(run -> "run=" + run).toList(),
          partitions(warehouse, "product_reviews_late"));
      assertEquals(
          rejecting.stream().map(run -> "feed=product_reviews/run=" + run).toList(),
          partitions(warehouse, "rejected"));
      assertEquals(stopped, place <= 8);
    }
  }

  private static List<String> partitions(Warehouse warehouse, String table) throws IOException {
    return warehouse.sorted("SHOW PARTITIONS " + table).lines().skip(1).toList();
  }

  /** Runs a publish in a process of its own; whether it stopped at the place, and was killed. */
  private static boolean stopsAt(int place, Warehouse warehouse) throws Exception {
    Path conf = Files.createTempDirectory("fault");
    Path site = conf.resolve("warehouse-site.xml");
    Files.writeString(
        site,
        Files.readString(SANDBOX.conf().resolve("warehouse-site.xml"))
            .replace(
                "</configuration>",
                "<property><name>warehouse.fault</name><value>mid-publish:"
                    + place
                    + "</value></property></configuration>"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path jar = Sandbox.home().resolve("hive/target/warehouse-hive.jar");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                conf + File.pathSeparator + SANDBOX.conf() + File.pathSeparator + jar,
                "org.reviewwarehouse.hive.Main",
                "publish",
                "--feed",
                "product_reviews",
                "--root",
                warehouse.root,
                "--database",
                warehouse.database)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String stop = "fault point mid-publish:" + place;
    String line;
    try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
      do {
        line = said.readLine();
      } while (line != null && !line.equals(stop));
      process.destroyForcibly();
    }
    boolean stopped = line != null;
    process.waitFor();
    Files.delete(site);
    Files.delete(conf);
    return stopped;
  }

  @Test
  public void readersThatAskWithoutPauseSeeOnlyWholeStates() throws Exception {
    Warehouse warehouse = new Warehouse(SANDBOX, "asked");
    Readers readers = new Readers(warehouse.settings(), READERS);
    List<String> runs = new ArrayList<>();
    runs.add(warehouse.zone.commit(reviews(1, "2015-08", "2015-09", "2015-10")));
    readers.begin(warehouse.zone.reviews());
    warehouse.publish();
    readers.end();
    long start = System.nanoTime();
    readers.start();
    for (int round = 1; round <= ROUNDS; round++) {
      switch (round % 4) {
        case 0 -> warehouse.zone.rollBackTo(runs.get(runs.size() - 2));
        case 1 -> runs.add(warehouse.zone.commit(reviews(round, "2015-09")));
        case 2 -> runs.add(warehouse.zone.commit(reviews(round, "2015-08", "2015-09", "2015-10")));
        default ->
            runs.add(warehouse.zone.commit(reviews(round, "2015-11"), List.of("2015-08"), 0));
      }
      readers.begin(warehouse.zone.reviews());
      warehouse.publish();
      readers.end();
    }
    readers.stop();
    System.out.printf(
        "%d publishes, %d answers to %d readers, %d errors, %d mixed, %.0f s%n",
        ROUNDS,
        readers.answers(),
        READERS,
        readers.errors().size(),
        readers.mixed().size(),
        (System.nanoTime() - start) / 1e9);
    assertEquals(List.of(), readers.errors());
    assertEquals(List.of(), readers.mixed());
    assertTrue(readers.states() + " states seen", readers.states() > ROUNDS / 4);
  }

  private static String rows(Warehouse warehouse) throws IOException {
    return warehouse.sorted("SELECT period, helpful_votes, star_rating FROM product_reviews");
  }

  private static String rows(List<String> reviews) {
    return reviews.stream()
        .map(review -> review.split(" "))
        .map(field -> field[6].substring(0, 7) + "," + field[4] + "," + field[3] + "\n")
        .sorted()
        .collect(Collectors.joining("", "period,helpful_votes,star_rating\n", ""));
  }
}
