package org.reviewwarehouse.mapreduce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ToolRunner;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The programs {@code clean} and {@code ledger} as they are called: what they print and return. */
public class CleanProgramTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private String out;
  private String err;

  @Test
  public void printsTheAccounting() throws Exception {
    arrive(
        "2015-08-31",
        Reviews.HEADER,
        review("A", "2015-08-31").line(),
        review("A", "2015-08-31").line(),
        review("B", "2015-08-30").line(),
        review("B", "2015-08-31").line(),
        review("C", "2015-08-01").line());
    arrive("2015-09-01", rows(15).toArray(String[]::new));
    arrive("2015-09-02", "short", review("D", "2015-09-02").with("vine", "?").line());

    assertEquals(err, 0, clean(days("2015-09-02", "2015-09-01", "2015-08-31")));

    assertEquals(
        """
        +----------------------+-------+----------+
        | rows                 | count |    share |
        +----------------------+-------+----------+
        | read                 |    22 | 100.00 % |
        | accepted             |    17 |  77.27 % |
        | duplicate            |     1 |   4.55 % |
        | superseded           |     1 |   4.55 % |
        | late                 |     1 |   4.55 % |
        | rejected             |     2 |   9.09 % |
        |   field_count        |     1 |   4.55 % |
        |   not_a_boolean vine |     1 |   4.55 % |
        +----------------------+-------+----------+
        RUN: 3 files, N bytes read in N s (N rows/s, N MB/s), N bytes written
        table: ROOT/clean/product_reviews (2 partitions by month)
        """,
        masked(out));
    assertTrue(err, masked(err).startsWith("run RUN: 3 files, N bytes, "));

    assertEquals(0, call(new LedgerProgram(), "--json"));
    File entry = new File(folder.getRoot(), "ledger/product_reviews/000001.json");
    assertEquals(Files.readString(entry.toPath()), out);
    assertEquals(0, call(new LedgerProgram()));
    assertTrue(out, out.contains("arrival=2015-08-31/a.tsv"));
    assertTrue(out, out.contains("| 2015-08 "));

    assertEquals(0, clean("--backfill"));
    assertEquals("Nothing new: every file is in the ledger of product_reviews\n", out);
  }

  @Test
  public void aDayWithoutFilesEndsWellIfThatIsAskedFor() throws Exception {
    assertEquals(1, clean("--arrival", "2015-08-31"));
    assertEquals(0, clean("--if-any", "--arrival", "2015-08-31"));
    assertEquals("Nothing new: no file of product_reviews has arrived\n", out);
    arrive("2015-08-31", ".arriving");
    new File(folder.getRoot(), "raw/product_reviews/arrival=2015-08-31/a.tsv").delete();
    assertEquals(0, clean("--if-any", "--arrival", "2015-08-31"));
    assertEquals("Nothing new: no file of product_reviews has arrived\n", out);

    arrive("2015-09-01", review("A", "2015-08-31").line());
    assertEquals(err, 0, clean("--if-any", "--arrival", "2015-08-31", "--arrival", "2015-08-31"));
    assertEquals(err, 0, clean("--if-any", "--arrival", "2015-09-01"));
    assertTrue(out, out.contains("| accepted "));
    assertEquals(0, clean("--if-any", "--arrival", "2015-09-01"));
    assertEquals("Nothing new: every file is in the ledger of product_reviews\n", out);
  }

  @Test
  public void wrongUsageSaysWhatAndHow() throws Exception {
    refuse("Cannot tell what to read, because none of --arrival, --backfill, --reconcile is given");
    refuse(
        "Cannot read --arrival: 2015-02-29, because it is not a day like 2015-08-31",
        "--arrival",
        "2015-02-29");
    refuse(
        "Cannot read --grain: week, because it is none of all, year, month, day",
        "--backfill",
        "--grain",
        "week");
    refuse(
        "Cannot read --input, because it has more than one --arrival",
        "--input",
        "x",
        "--arrival",
        "2015-08-31",
        "--arrival",
        "2015-09-01");
    refuse("Cannot use --if-any, because it goes with --arrival alone", "--if-any", "--backfill");
    refuse("Cannot understand call of clean, because unrecognized option: --speed", "--speed");
    refuse("Cannot understand call of clean, because nothing is called extra", "extra");
    refuse(
        "Cannot understand call of clean, because missing argument for option: grain", "--grain");
    assertEquals(2, run(new CleanProgram(), "--backfill"));
    assertEquals("Cannot understand call of clean, because missing required option: feed", first());
    assertEquals(2, run(new CleanProgram(), "--backfill", "--feed", "product_reviews"));
    assertEquals(
        "Cannot tell where the warehouse is, because neither --root nor warehouse.root is set",
        first());
    assertEquals(2, run(new CleanProgram(), "--backfill", "--feed", "No Feed", "--root", "x"));
    assertEquals(
        "Cannot find feed: No Feed, because a feed is named by lower-case letters, digits and"
            + " underscores",
        first());
  }

  @Test
  public void rowsWithoutAnEventDayCannotBePartedByIt() throws Exception {
    for (String grain : new String[] {"year", "month", "day"}) {
      assertEquals(2, movies("--backfill", "--grain", grain));
      assertEquals(
          "Cannot part by --grain: "
              + grain
              + ", because a row of movies has no event.day; leave it out",
          first());
      assertEquals("nothing is created", 0, folder.getRoot().list().length);
    }
    assertEquals("there is no raw zone yet", 1, movies("--backfill", "--grain", "all"));
  }

  private int movies(String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("--feed", "movies", "--root", root()));
    args.addAll(List.of(options));
    return run(new CleanProgram(), args.toArray(String[]::new));
  }

  @Test
  public void aFeedThatIsAPathIsNoFeed() throws Exception {
    for (String feed :
        new String[] {
          "../x", "a/b", "/tmp", ".", "", "Reviews", "a\nb", "a\u001B[2J", "a%2fb", "-x"
        }) {
      for (Program program : new Program[] {new CleanProgram(), new LedgerProgram()}) {
        assertEquals(
            2, run(program, "--feed", feed, "--root", root() + "/root", contractless(program)));
        assertEquals("nothing is created", 0, folder.getRoot().list().length);
        assertTrue(err, first().startsWith("Cannot "));
        assertEquals("", first().replaceAll("\\P{Cntrl}", ""));
      }
    }
  }

  private static String contractless(Program program) {
    return program instanceof CleanProgram ? "--backfill" : "--json";
  }

  @Test
  public void aContractOfAFeedThatIsAPathIsRefused() throws Exception {
    for (String feed : new String[] {"../x", "a/b", "Reviews", "a\\nb", ""}) {
      File contract = new File(folder.newFolder(), "product_reviews.avsc");
      Files.writeString(
          contract.toPath(),
          Reviews.CONTRACT_TEXT.replace("\"product_reviews\"", "\"" + feed + "\""));
      arrive("2015-08-31", review("A", "2015-08-31").line());
      assertEquals(feed, 1, clean("--backfill", "--contract", contract.getPath()));
      assertTrue(err, first().startsWith("Cannot read contract: " + contract + ", because "));
      assertTrue(List.of(folder.getRoot().list()).contains("raw"));
      assertEquals(false, new File(folder.getRoot(), "work").exists());
      assertEquals(false, new File(folder.getRoot(), "ledger").exists());
    }
  }

  @Test
  public void showsANameWithControlsInItsLine() throws Exception {
    String[] lines = rows(15).toArray(String[]::new);
    arrive("2015-09-01", lines);
    File day = new File(folder.getRoot(), "raw/product_reviews/arrival=2015-09-01");
    Files.move(new File(day, "a.tsv").toPath(), new File(day, "one\ntwo\u001B[2J.tsv").toPath());
    assertEquals(0, clean(days("2015-09-01")));
    assertEquals(0, call(new LedgerProgram()));
    assertTrue(out, out.contains("/one\\u000Atwo\\u001B[2J.tsv |"));
    assertEquals("", out.replaceAll("[\\P{Cntrl}\n]", ""));
  }

  @Test
  public void helpGoesToStandardOutput() throws Exception {
    assertEquals(0, run(new CleanProgram(), "--help"));
    assertTrue(out, out.startsWith("usage: clean "));
    for (String option :
        new String[] {"--feed", "--root", "--arrival", "--backfill", "--input", "--grain"}) {
      assertTrue(option, out.contains(option));
    }
    assertEquals("", err);
  }

  @Test
  public void aFeedWithoutAContractIsAFailure() throws Exception {
    assertEquals(1, run(new CleanProgram(), "--backfill", "--feed", "songs", "--root", root()));
    assertEquals(
        "Cannot find contract of feed: songs, because there is no songs.avsc in the job jar; name"
            + " the file with --contract",
        first());
  }

  @Test
  public void aBrokenContractIsAFailure() throws Exception {
    File contract = folder.newFile("broken.avsc");
    Files.writeString(contract.toPath(), Reviews.CONTRACT_TEXT.replace("\"month\"", "\"week\""));
    assertEquals(1, clean("--backfill", "--contract", contract.getPath()));
    assertEquals(
        "Cannot read contract: "
            + contract
            + ", because attribute partition.grain: it is \"week\", and it is none of all, year,"
            + " month, day",
        first());
  }

  @Test
  public void aMissingDayIsAFailure() throws Exception {
    assertEquals(1, clean("--arrival", "2015-08-31"));
    assertEquals(
        "Cannot list raw files: file:"
            + root()
            + "/raw/product_reviews/arrival=2015-08-31, because it does not exist",
        first());
  }

  @Test
  public void tooManyRejectedRowsHaveAnExitCodeOfTheirOwn() throws Exception {
    arrive("2015-08-31", "no", "review");
    assertEquals(3, clean("--arrival", "2015-08-31"));
    assertTrue(err, err.contains("2 of 2 rows (100.0 %) break a rule"));
    assertEquals(List.of("raw"), List.of(folder.getRoot().list()));
  }

  @Test
  public void theOutcomeIsInTheFileThatIsAskedFor() throws Exception {
    File file = new File(folder.newFolder(), "outcome.properties");
    arrive("2015-08-31", review("A", "2015-08-31").line());
    arrive("2015-09-01", "no", "review");

    assertEquals(0, clean("--arrival", "2015-08-31", "--outcome", file.getPath()));
    Properties committed = properties(file);
    assertTrue(committed.getProperty("run").startsWith("000001-"));
    committed.remove("run");
    assertEquals(
        Map.of(
            "outcome",
            "committed",
            "message",
            "1 rows read: 1 accepted, 0 duplicate, 0 superseded, 0 late, 0 rejected"),
        committed);
    assertEquals(0, clean("--arrival", "2015-08-31", "--outcome", file.getPath()));
    assertEquals(
        Map.of(
            "outcome",
            "nothing_new",
            "run",
            "",
            "message",
            "Nothing new: every file is in the ledger of product_reviews"),
        properties(file));
    assertEquals(3, clean("--arrival", "2015-09-01", "--outcome", file.getPath()));
    assertEquals("refused", properties(file).getProperty("outcome"));
    assertEquals(
        "Cannot commit run: product_reviews, because 2 of 2 rows (100.0 %) break a rule and the"
            + " contract allows 10.0 %; most often field_count (2 rows), most in file:"
            + root()
            + "/raw/product_reviews/arrival=2015-09-01/a.tsv (2 rows); the first of them:",
        properties(file).getProperty("message").lines().findFirst().orElse(""));
  }

  private static Properties properties(File file) throws Exception {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file.toPath())) {
      properties.load(in);
    }
    return properties;
  }

  @Test
  public void aLedgerWithoutARunSaysSo() throws Exception {
    assertEquals(0, call(new LedgerProgram()));
    assertEquals("No run of product_reviews has committed yet\n", out);
    assertEquals(0, call(new LedgerProgram(), "--json"));
    assertEquals("", out);
  }

  private void refuse(String message, String... options) throws Exception {
    assertEquals(2, clean(options));
    assertEquals(message, first());
    assertTrue("the usage follows", err.contains("usage: clean "));
    assertEquals("", out);
    assertEquals("nothing is created", 0, folder.getRoot().list().length);
  }

  private static String[] days(String... days) {
    List<String> options = new ArrayList<>();
    for (String day : days) {
      options.addAll(List.of("--arrival", day));
    }
    return options.toArray(String[]::new);
  }

  private static List<String> rows(int count) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(review("R" + i, "2015-09-01").line());
    }
    return rows;
  }

  private void arrive(String arrival, String... lines) throws Exception {
    File day = new File(folder.getRoot(), "raw/product_reviews/arrival=" + arrival);
    day.mkdirs();
    Files.writeString(new File(day, "a.tsv").toPath(), String.join("\n", lines) + "\n");
  }

  private String root() {
    return folder.getRoot().getPath();
  }

  private int clean(String... options) throws Exception {
    return call(new CleanProgram(), options);
  }

  private int call(Program program, String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("--feed", "product_reviews", "--root", root()));
    args.addAll(List.of(options));
    return run(program, args.toArray(String[]::new));
  }

  private int run(Program program, String... args) throws Exception {
    Configuration conf = new Configuration();
    conf.setInt("mapreduce.client.progressmonitor.pollinterval", 20);
    conf.setInt("mapreduce.client.completion.pollinterval", 20);
    PrintStream stdout = System.out;
    PrintStream stderr = System.err;
    ByteArrayOutputStream toOut = new ByteArrayOutputStream();
    ByteArrayOutputStream toErr = new ByteArrayOutputStream();
    System.setOut(new PrintStream(toOut, true, UTF_8));
    System.setErr(new PrintStream(toErr, true, UTF_8));
    try {
      return ToolRunner.run(conf, program, args);
    } finally {
      System.setOut(stdout);
      System.setErr(stderr);
      out = toOut.toString(UTF_8);
      err = toErr.toString(UTF_8);
    }
  }

  /** The first line on standard error. */
  private String first() {
    return err.lines().findFirst().orElse("");
  }

  /** Without what differs from run to run. */
  private String masked(String text) {
    return text.replaceAll("\\d{6}-\\d{8}T\\d{6}Z-[0-9a-f]{8}", "RUN")
        .replace("file:" + root(), "ROOT")
        .replaceAll("[0-9,.∞]+ (bytes|s |rows/s|MB/s)", "N $1");
  }
}
