package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Main;

public class StepTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path output;

  @Before
  public void program() throws Exception {
    output = folder.getRoot().toPath().resolve("output.properties");
    System.setProperty(Step.OUTPUT, output.toString());
    Step.patience = new Step.Patience(0, 0);
    Main.calls = 0;
    Main.heldUntil = 0;
    Main.code = 0;
    Main.says = "";
    Main.outcome = "";
  }

  @After
  public void forget() {
    System.clearProperty(Step.OUTPUT);
    System.clearProperty(Step.CONFIGURATION);
  }

  private Properties captured() throws Exception {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(output)) {
      properties.load(in);
    }
    return properties;
  }

  @Test
  public void whatAProgramSaysOfItsOutcomeIsTheDataOfTheAction() throws Exception {
    Main.outcome = "outcome=committed\nrun=000001-x\nmessage=2 rows\n";
    Step.main(
        new String[] {"jar", "clean", "--feed=f", "--input=", "--arrivals=2015-08-31..2015-09-01"});
    assertEquals(
        List.of(
            "clean",
            "--feed=f",
            "--arrival=2015-08-31",
            "--arrival=2015-09-01",
            "--outcome",
            "FILE"),
        Main.CALL);
    assertEquals(
        Map.of("code", "0", "outcome", "committed", "run", "000001-x", "message", "2 rows"),
        captured());
  }

  @Test
  public void flagsAreThereOrNot() throws Exception {
    assertEquals(
        List.of("--if-any", "--day=2015-08-31", "-x=true"),
        Step.options(List.of("--if-any=true", "--full=false", "--day=2015-08-31", "-x=true")));
  }

  @Test
  public void aRefusalIsAnOutcomeAndNoFailure() throws Exception {
    Main.code = 3;
    Main.says =
        "resolve map 100 %\nCannot commit run: f, because 2 of 2 rows; the first of them:\n  a\n";
    Step.main(new String[] {"jar", "clean", "--feed=f"});
    assertEquals(
        Map.of(
            "code",
            "3",
            "outcome",
            "refused",
            "message",
            "Cannot commit run: f, because 2 of 2 rows"),
        captured());
  }

  @Test
  public void aFailureIsTheLastMessageOfTheProgram() {
    for (int code : new int[] {1, 2, 4}) {
      Main.code = code;
      Main.says = "Cannot see this\nCannot verify f, because of é\nusage: verify\n";
      Throwable thrown =
          assertThrows(
              Step.Failure.class, () -> Step.main(new String[] {"jar", "verify", "--feed=f"}));
      assertEquals("Cannot verify f, because of é", thrown.toString());
    }
    Main.says = "";
    assertEquals(
        "Cannot finish verify, because it ended with code 4",
        assertThrows(Step.Failure.class, () -> Step.main(new String[] {"jar", "verify"}))
            .getMessage());
    assertFalse(Files.exists(output));
  }

  @Test
  public void aFeedThatIsHeldIsTriedAgain() throws Exception {
    Main.heldUntil = 3;
    Step.patience = new Step.Patience(2, 0);
    Step.main(new String[] {"jar", "clean", "--feed=f"});
    assertEquals(3, Main.calls);
    assertEquals("done", captured().getProperty("outcome"));

    Main.calls = 0;
    Main.heldUntil = 4;
    Main.says = "Cannot acquire f, because another run holds it\n";
    assertEquals(
        "Cannot acquire f, because another run holds it",
        assertThrows(Step.Failure.class, () -> Step.main(new String[] {"jar", "clean"}))
            .getMessage());
  }

  @Test
  public void theDataFitsIntoWhatOozieTakes() throws Exception {
    Main.outcome = "message=" + "\\u00e9".repeat(3000) + "\n";
    Step.main(new String[] {"jar", "clean"});
    assertTrue(Files.size(output) < 2048);
    assertTrue(captured().getProperty("message").matches("é{200,}"));
  }

  @Test
  public void jobsKnowTheClusterButNotTheJarsOfTheAction() throws Exception {
    Configuration action = new Configuration(false);
    action.set("fs.defaultFS", "hdfs://h:1");
    action.set("mapreduce.job.cache.files", "hdfs://h:1/hive-jdbc.jar");
    action.set("oozie.action.id", "x");
    action.set("fs.file.impl", "nowhere.FileSystem");
    action.set("fs.hdfs.impl", "java.lang.Object");
    Path file = folder.getRoot().toPath().resolve("action.xml");
    try (var out = Files.newOutputStream(file)) {
      action.writeXml(out);
    }
    System.setProperty(Step.CONFIGURATION, file.toString());
    Step.main(new String[] {"jar", "verify", "--feed=f"});
    assertEquals(List.of("verify", "-conf"), Main.CALL.subList(0, 2));
    Configuration job = new Configuration(false);
    job.addResource(new org.apache.hadoop.fs.Path(Path.of(Main.CALL.get(2)).toUri()));
    assertEquals("hdfs://h:1", job.get("fs.defaultFS"));
    assertEquals("java.lang.Object", job.get("fs.hdfs.impl"));
    assertEquals(2, job.size());
  }

  @Test
  public void whatIsNoStepIsRefused() {
    assertEquals(
        "Cannot run step: sql DROP, because it must be jar or hive, a program and its options",
        assertThrows(Step.Failure.class, () -> Step.main(new String[] {"sql", "DROP"}))
            .getMessage());
    assertEquals(
        "Cannot read days: 2015-09-01..2015-08-31, because it must be FROM..TO or one day, like"
            + " 2015-08-30..2015-09-02",
        assertThrows(
                Step.Failure.class,
                () -> Step.options(List.of("--arrivals=2015-09-01..2015-08-31")))
            .getMessage());
  }
}
