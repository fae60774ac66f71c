package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** The marts over generated raw files, held against the same worked out by other code. */
@RunWith(Parameterized.class)
public class AnswersIT {
  private static final int DAYS = 4;
  private static final int ROWS = Integer.getInteger("answers.rows", 8_000) / DAYS;

  @ClassRule public static final Sandbox SANDBOX = new Sandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Parameters(name = "{0}")
  public static List<Object[]> answers() {
    List<Object[]> all = new ArrayList<>();
    List<Answers> each =
        List.of(
            new ReviewAnswers(),
            new RetailerAnswers(),
            new RatingAnswers(),
            new StreamingAnswers(),
            new EventAnswers());
    for (Answers answers : each) {
      all.add(new Object[] {String.join("_", answers.feeds()), answers});
    }
    return all;
  }

  private final String name;
  private final Answers answers;

  public AnswersIT(String name, Answers answers) {
    this.name = name;
    this.answers = answers;
  }

  @Test
  public void everyAnswerIsWhatTheRawFilesSay() throws Exception {
    JobJar jobs = new JobJar(SANDBOX, FOLDER.newFolder().toPath());
    RawWarehouse warehouse = new RawWarehouse(SANDBOX, jobs, name);
    for (String feed : answers.feeds()) {
      // A day of an earlier month, so that there are periods that a checkpoint sums up.
      warehouse.job("generate", feed, "--from", "2022-01-15", "--days", "1", "--rows", "" + ROWS);
      warehouse.job(
          "generate", feed, "--from", "2022-03-01", "--days", "" + DAYS, "--rows", "" + ROWS);
      List<String> arrivals = new ArrayList<>();
      for (String arrival : warehouse.arrivals(feed)) {
        arrivals.addAll(List.of("--arrival", arrival));
      }
      warehouse.job("clean", feed, arrivals.toArray(String[]::new));
      warehouse.publish(feed);
    }
    Sandbox.Outcome refreshed =
        warehouse.tables.run(answers.settings(), "refresh", "--root", warehouse.tables.root);
    assertEquals(refreshed.err(), 0, refreshed.code());
    Path raw = FOLDER.newFolder().toPath();
    FileSystem files = SANDBOX.fileSystem();
    for (String feed : answers.feeds()) {
      files.copyToLocalFile(
          new org.apache.hadoop.fs.Path(warehouse.tables.root + "/raw/" + feed),
          new org.apache.hadoop.fs.Path(raw.toUri()));
    }
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, CsvTable> expected : answers.tables(raw).entrySet()) {
      if (expected.getValue().rows().isEmpty()) {
        differences.add(expected.getKey() + ": checks nothing, as no row is expected");
      }
      expected
          .getValue()
          .difference(CsvTable.parse(warehouse.tables.csv(expected.getKey())))
          .ifPresent(difference -> differences.add(expected.getKey() + ": " + difference));
    }
    assertEquals("", String.join("\n", differences));
  }
}
