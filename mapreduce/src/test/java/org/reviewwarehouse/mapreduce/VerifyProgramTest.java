package org.reviewwarehouse.mapreduce;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileUtil;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class VerifyProgramTest {
  private static final String FEED = "product_reviews/";

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final List<String> RUNS = new ArrayList<>();

  private Programs programs;

  /** Two days, of which the second replaces a row, each with late rows and wrong ones. */
  @BeforeClass
  public static void cleanTwoDays() throws Exception {
    Programs programs = new Programs(FOLDER.newFolder("root"));
    for (String arrival : new String[] {"2015-08-31", "2015-09-01"}) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        lines.add(review("R" + i + arrival, arrival).line());
      }
      lines.add(review("CHANGES", arrival).line());
      lines.add(review("LATE" + arrival, "2015-08-01").line());
      lines.add(review("WRONG", arrival).with("star_rating", "6").line());
      programs.raw(arrival, "a.tsv", lines.toArray(String[]::new));
      RUNS.add(programs.clean(arrival).run());
    }
    programs.raw("2015-09-01", "_SUCCESS", "");
    programs.raw("2015-09-01", ".hidden", "");
    Files.createFile(programs.file("raw/product_reviews/truth-2015-09-01.json").toPath());
    programs.save();
  }

  @Before
  public void restoreTwoDays() throws Exception {
    programs = new Programs(new File(FOLDER.getRoot(), "root"));
    programs.restore();
  }

  @Test
  public void everythingHolds() throws Exception {
    String expected =
        """
        +--+--+--+
        | check | of | result |
        +--+--+--+
        | ledger entries | 2 | ok |
        | live partitions | 2 | ok |
        | rows of live partitions | 2 | ok |
        | late rows that wait | 2 | ok |
        | rejected rows | 2 | ok |
        | one row per key | 21 | ok |
        | rows from run to run | 2 | ok |
        | late rows wait or are merged | 2 | ok |
        | files read once | 2 | ok |
        | raw files that were read | 2 | ok |
        | raw zone read | 2 | ok |
        +--+--+--+
        Everything is as the ledger of product_reviews says.
        """;
    List<String> before = programs.paths();
    assertEquals(programs.err, 0, programs.call(new VerifyProgram()));
    assertEquals(expected, programs.out);
    assertEquals(programs.err, 0, programs.call(new VerifyProgram(), "--checksums"));
    assertEquals(expected, programs.out);
    assertEquals("it only reads", before, programs.paths());
  }

  @Test
  public void holdsWhereNoRunHasCommitted() throws Exception {
    FileUtil.fullyDelete(programs.root);
    assertEquals(0, programs.call(new VerifyProgram()));
    assertTrue(programs.out, programs.out.contains("| one row per key | 0 | ok |"));
  }

  @Test
  public void holdsAfterARollbackAndTellsWhatIsUnreadAgain() throws Exception {
    programs.call(new RollbackProgram(), "--to", "1");
    assertEquals(0, programs.call(new VerifyProgram()));
    assertEquals(
        """
        +--+--+--+
        | check | of | result |
        +--+--+--+
        | ledger entries | 3 | ok |
        | live partitions | 1 | ok |
        | rows of live partitions | 1 | ok |
        | late rows that wait | 1 | ok |
        | rejected rows | 1 | ok |
        | one row per key | 11 | ok |
        | rows from run to run | 3 | ok |
        | late rows wait or are merged | 1 | ok |
        | files read once | 1 | ok |
        | raw files that were read | 1 | ok |
        | raw zone read | 1 | ok |
        +--+--+--+
        1 files of arrival 2015-09-01 are not read yet
        Everything is as the ledger of product_reviews says.
        """,
        programs.out);
  }

  @Test
  public void holdsWhereAFileWasSentAgain() throws Exception {
    programs.raw("2015-08-31", "a.tsv", review("AGAIN", "2015-08-31").line());
    programs.clean("2015-08-31");
    assertEquals(0, programs.call(new VerifyProgram(), "--checksums"));
    assertTrue(
        programs.out,
        programs.out.endsWith(
            """
            1 files were sent again with another content, and read
            Everything is as the ledger of product_reviews says.
            """));
  }

  @Test
  public void holdsWhereTheEarlierContentOfAFileWasPutBack() throws Exception {
    String path = "raw/product_reviews/arrival=2015-08-31/a.tsv";
    String earlier = Files.readString(programs.file(path).toPath());
    programs.raw("2015-08-31", "a.tsv", review("AGAIN", "2015-08-31").line());
    programs.clean("2015-08-31");
    write(path, earlier);
    assertEquals(0, programs.call(new CleanProgram(), "--arrival", "2015-08-31"));
    assertEquals(0, programs.call(new VerifyProgram(), "--checksums"));
    write(path, earlier.replace("CHANGES", "CHANGED"));
    assertEquals(1, programs.call(new VerifyProgram(), "--checksums"));
    assertTrue(programs.err, programs.err.contains(path + " has checksum crc32c:"));
  }

  @Test
  public void aDailyRunOnlyNotesWhatOtherRunsWillRead() throws Exception {
    programs.raw("2015-08-30", "a.tsv", review("A", "2015-08-30").line());
    programs.raw("2015-09-01", "b.tsv", review("B", "2015-09-01").line());
    assertEquals(1, programs.call(new VerifyProgram()));
    assertEquals(0, programs.call(new VerifyProgram(), "--scheduled"));
    assertTrue(
        programs.out,
        programs.out.endsWith(
            """
            1 files of arrival 2015-08-30 are not read yet
            1 files of arrival 2015-09-01 are not read yet
            Everything is as the ledger of product_reviews says.
            """));
    programs.raw("2015-08-31", "late.tsv", review("C", "2015-08-31").line());
    assertEquals(0, programs.call(new VerifyProgram(), "--scheduled"));
    programs.raw("2015-09-02", "a.tsv", review("D", "2015-09-02").line());
    programs.clean("2015-09-02");
    assertEquals(1, programs.call(new VerifyProgram(), "--scheduled"));
    assertTrue(
        programs.err,
        programs.err.endsWith(
            "Cannot confirm ledger: product_reviews, because 1 of 11 checks did not hold: raw zone"
                + " read: ROOT/raw/product_reviews/arrival=2015-08-31/late.tsv was overlooked: run"
                + " clean --arrival 2015-08-31\n"));
  }

  @Test
  public void findsADamagedEntryAndStopsThere() throws Exception {
    write("ledger/product_reviews/000001.json", "{\"sequence\":");
    assertEquals(1, programs.call(new VerifyProgram()));
    assertEquals(
        """
        +--+--+--+
        | check | of | result |
        +--+--+--+
        | ledger entries | 2 | 2 wrong |
        | everything else | | not checked |
        +--+--+--+
        ledger entries: Cannot read ledger entry: ROOT/ledger/product_reviews/000001.json, because it is damaged: Unexpected end-of-input within/between Object entries
        ledger entries: 000002.json has sequence 2 where 1 is due
        """,
        programs.out);
    assertEquals(
        "Cannot confirm ledger: product_reviews, because 2 of 2 checks did not hold: ledger entries:"
            + " Cannot read ledger entry: ROOT/ledger/product_reviews/000001.json, because it is"
            + " damaged: Unexpected end-of-input within/between Object entries\n",
        programs.err);
  }

  @Test
  public void findsAnEntryThatIsIncomplete() throws Exception {
    for (String field : new String[] {"run", "mode", "inputs", "partitions", "waiting"}) {
      programs.restore();
      edit(2, "\"" + field + "\":", "\"another\":");
      refuse("ledger entries: ROOT/ledger/product_reviews/000002.json lacks what every entry has");
      assertTrue(programs.out, programs.out.contains("| everything else | | not checked |"));
    }
  }

  @Test
  public void findsAGap() throws Exception {
    rename(2, 3);
    refuse("ledger entries: 000003.json has sequence 2");
    edit(3, "\"sequence\":2", "\"sequence\":3");
    refuse(
        "ledger entries: 000003.json has sequence 3 where 2 is due",
        "ledger entries: 000003.json: run RUN02 has no name of sequence 3");
  }

  @Test
  public void findsAnEntryOfAnotherFeed() throws Exception {
    edit(2, "\"feed\":\"product_reviews\"", "\"feed\":\"app_ratings\"");
    refuse("ledger entries: 000002.json is of feed app_ratings");
  }

  @Test
  public void findsAnEntryThatDoesNotAddUp() throws Exception {
    edit(1, "\"duplicate\":0", "\"duplicate\":1");
    refuse("ledger entries: 000001.json: rows read are not the sum of what became of them");
  }

  @Test
  public void findsARollbackToNoRun() throws Exception {
    programs.call(new RollbackProgram(), "--to", "1");
    edit(3, "\"rolled_back_to\":\"" + RUNS.get(0), "\"rolled_back_to\":\"r");
    refuse("ledger entries: 000003.json: no run before is r, that it goes back to");
    edit(3, "\"rolled_back_to\":\"r\"", "\"rolled_back_to\":null");
    refuse(
        "ledger entries: 000003.json: mode rollback and rolled_back_to null",
        "rows from run to run: run RUN03 left 11 rows in the table, not 21",
        "late rows wait or are merged: run RUN02 has 1 late rows: 0 wait and 0 are merged");
  }

  @Test
  public void findsARunThatIsThereTwice() throws Exception {
    edit(2, "\"run\":\"" + RUNS.get(1), "\"run\":\"" + RUNS.get(0));
    refuse(
        "ledger entries: 000002.json: run RUN01 has no name of sequence 2",
        "ledger entries: 000002.json: run RUN01 is in the ledger already");
  }

  @Test
  public void findsDirectoriesThatAreGone() throws Exception {
    for (String zone : new String[] {"clean", "late", "rejected"}) {
      FileUtil.fullyDelete(programs.file(zone));
    }
    assertEquals(1, programs.call(new VerifyProgram()));
    assertEquals(
        """
        +--+--+--+
        | check | of | result |
        +--+--+--+
        | ledger entries | 2 | ok |
        | live partitions | 2 | 2 wrong |
        | rows of live partitions | 2 | ok |
        | late rows that wait | 2 | 2 wrong |
        | rejected rows | 2 | 2 wrong |
        | one row per key | 0 | ok |
        | rows from run to run | 2 | ok |
        | late rows wait or are merged | 2 | ok |
        | files read once | 2 | ok |
        | raw files that were read | 2 | ok |
        | raw zone read | 2 | ok |
        +--+--+--+
        live partitions: ROOT/clean/product_reviews/period=2015-08/run=RUN02 does not exist
        live partitions: ROOT/clean/product_reviews/period=2015-09/run=RUN02 does not exist
        late rows that wait: ROOT/late/product_reviews/run=RUN01 does not exist
        late rows that wait: ROOT/late/product_reviews/run=RUN02 does not exist
        rejected rows: ROOT/rejected/product_reviews/run=RUN01 does not exist
        rejected rows: ROOT/rejected/product_reviews/run=RUN02 does not exist
        """,
        programs.out);
    assertEquals(
        "Cannot confirm ledger: product_reviews, because 3 of 11 checks did not hold: live"
            + " partitions: ROOT/clean/product_reviews/period=2015-08/run=RUN02 does not exist\n",
        programs.err);
  }

  @Test
  public void findsFilesThatAreNoParquet() throws Exception {
    File live = live("2015-09");
    long bytes = live.length();
    write(live, "no Parquet");
    refuse(
        "live partitions: ROOT/clean/product_reviews/period=2015-09/run=RUN02 has 1 files of 10"
            + " bytes, not 1 of "
            + String.format("%,d", bytes),
        "rows of live partitions: ROOT/clean/product_reviews/period=2015-09/run=RUN02 has"
            + " part-m-00000.parquet, which cannot be read, because ROOT/clean/product_reviews/"
            + "period=2015-09/run=RUN02/part-m-00000.parquet is not a Parquet file (length is too"
            + " low: 10)");
    assertTrue("the others are", programs.out.contains("| one row per key | 10 | ok |"));
  }

  @Test
  public void findsAFileTooMany() throws Exception {
    File live = live("2015-09");
    Files.copy(live.toPath(), new File(live.getParentFile(), "more.parquet").toPath());
    long bytes = live.length();
    refuse(
        String.format(
            "live partitions: ROOT/clean/product_reviews/period=2015-09/run=RUN02 has 2 files of"
                + " %,d bytes, not 1 of %,d",
            2 * bytes, bytes),
        "rows of live partitions: ROOT/clean/product_reviews/period=2015-09/run=RUN02 has 22 rows,"
            + " not 11",
        "one row per key: 11 rows have the key of another row");
  }

  @Test
  public void findsAKeyThatIsInTwoPartitions() throws Exception {
    String before = "clean/product_reviews/period=2015-08/run=";
    File old = new File(programs.file(before + RUNS.get(0)), "part-m-00000.parquet");
    File live = live("2015-08");
    long bytes = live.length();
    copy(old, live); // the first run's has the row that the second one replaced
    refuse(
        String.format(
            "live partitions: ROOT/clean/product_reviews/period=2015-08/run=RUN02 has 1 files of"
                + " %,d bytes, not 1 of %,d",
            old.length(), bytes),
        "rows of live partitions: ROOT/clean/product_reviews/period=2015-08/run=RUN02 has"
            + " part-m-00000.parquet of run RUN01; has 11 rows, not 10",
        "one row per key: 1 rows have the key of another row");
  }

  @Test
  public void findsRowsOfAnotherFeed() throws Exception {
    File ratings = new File(FOLDER.getRoot(), "ratings");
    Programs other = new Programs(ratings);
    File day = new File(ratings, "raw/movies/arrival=2015-08-31/a.tsv");
    day.getParentFile().mkdirs();
    // The same rows under the name of another feed.
    File contract = new File(FOLDER.getRoot(), "movies.avsc");
    Files.writeString(
        contract.toPath(),
        Reviews.CONTRACT_TEXT.replace("\"name\": \"product_reviews\"", "\"name\": \"movies\""));
    copy(programs.file("raw/product_reviews/arrival=2015-08-31/a.tsv"), day);
    assertEquals(
        0,
        other.callAny(
            new CleanProgram(),
            "--feed",
            "movies",
            "--contract",
            contract.getPath(),
            "--root",
            ratings.getPath(),
            "--backfill"));
    File foreign = other.file("rejected/movies").listFiles()[0].listFiles()[0];
    File own = programs.file("rejected/product_reviews/run=" + RUNS.get(0)).listFiles()[0];
    copy(foreign, new File(own.getParentFile(), "part-m-00000.parquet"));
    String run = foreign.getParentFile().getName().replace("run=", "");
    assertEquals(1, programs.call(new VerifyProgram()));
    assertTrue(
        programs.out,
        programs.out.contains(
            "rejected rows: ROOT/rejected/product_reviews/run=RUN01 has part-m-00000.parquet of"
                + " run RUN01; has part-m-00000.parquet of feed movies\n"));
    assertTrue(run, !run.equals(RUNS.get(0)));
  }

  @Test
  public void findsLateAndRejectedRowsThatAreMissing() throws Exception {
    edit(2, "\"late\":1", "\"late\":2");
    edit(2, "\"rejected\":1", "\"rejected\":3");
    edit(2, "\"read\":13", "\"read\":16");
    edit(2, RUNS.get(1) + "\",\"rows\":1}]", RUNS.get(1) + "\",\"rows\":2}]");
    refuse(
        "late rows that wait: ROOT/late/product_reviews/run=RUN02 has 1 rows, not 2",
        "rejected rows: ROOT/rejected/product_reviews/run=RUN02 has 1 rows, not 3");
  }

  @Test
  public void findsRowsThatCameFromNowhere() throws Exception {
    edit(2, "\"replaced\":1", "\"replaced\":0");
    refuse("rows from run to run: run RUN02 left 21 rows in the table, not 22");
  }

  @Test
  public void findsRawFilesThatAreGoneOrOthers() throws Exception {
    File first = programs.file("raw/product_reviews/arrival=2015-08-31/a.tsv");
    File second = programs.file("raw/product_reviews/arrival=2015-09-01/a.tsv");
    String text = Files.readString(second.toPath());
    assertTrue(first.delete());
    write(second, text + "more\n");
    refuse(
        "raw files that were read: ROOT/raw/product_reviews/arrival=2015-08-31/a.tsv does not exist",
        String.format(
            "raw files that were read: ROOT/raw/product_reviews/arrival=2015-09-01/a.tsv has %,d"
                + " bytes, and %,d were read",
            text.length() + 5, text.length()));

    write(second, text.replace("US", "DE"));
    refuse(
        "raw files that were read: ROOT/raw/product_reviews/arrival=2015-08-31/a.tsv does not"
            + " exist");
    assertEquals(1, programs.call(new VerifyProgram(), "--checksums"));
    assertTrue(
        programs.out,
        programs
            .out
            .replaceAll("crc32c:[0-9a-f]{8}", "CRC")
            .contains("arrival=2015-09-01/a.tsv has checksum CRC, and CRC was read\n"));
  }

  @Test
  public void findsFilesFromElsewhereThatAreGone() throws Exception {
    File elsewhere = new File(FOLDER.getRoot(), "elsewhere.tsv");
    write(elsewhere, review("ELSEWHERE", "2030-01-01").line() + "\n");
    assertEquals(
        0,
        programs.call(
            new CleanProgram(), "--input", elsewhere.getPath(), "--arrival", "2030-01-02"));
    assertEquals(programs.out, 0, programs.call(new VerifyProgram()));
    programs.raw("2015-09-02", "a.tsv", review("NEXT", "2015-09-02").line());
    assertEquals(0, programs.call(new VerifyProgram()));
    assertTrue(
        "its day is none of the raw zone",
        programs.out.contains("1 files of arrival 2015-09-02 are not read yet\n"));
    assertTrue(elsewhere.delete());
    refuse("raw files that were read: file:" + elsewhere + " does not exist");
  }

  @Test
  public void findsFilesThatWereOverlooked() throws Exception {
    programs.raw("2015-08-31", "b.tsv", review("B", "2015-08-31").line());
    programs.raw("2015-08-30", "a.tsv", review("A", "2015-08-30").line());
    programs.raw("2015-13-30", "a.tsv", "");
    programs.raw("2015-09-02", "a.tsv", "");
    programs.raw("2015-08-31", "c.tsv._COPYING_", "");
    refuse(
        "raw zone read: ROOT/raw/product_reviews/arrival=2015-08-30/a.tsv was overlooked: run clean"
            + " --arrival 2015-08-30",
        "raw zone read: ROOT/raw/product_reviews/arrival=2015-08-31/b.tsv was overlooked: run clean"
            + " --arrival 2015-08-31",
        "raw zone read: ROOT/raw/product_reviews/arrival=2015-13-30/a.tsv was overlooked: its"
            + " directory is not arrival=YYYY-MM-DD");
    assertTrue(programs.out, programs.out.contains("| raw zone read | 5 | 3 wrong |"));
    assertTrue(
        programs.out, programs.out.endsWith("1 files of arrival 2015-09-02 are not read yet\n"));
  }

  @Test
  public void tellsTenFindingsOfACheck() throws Exception {
    for (int i = 0; i < 12; i++) {
      programs.raw("2015-08-31", "more" + i + ".tsv", "");
    }
    assertEquals(1, programs.call(new VerifyProgram()));
    assertTrue(programs.out, programs.out.contains("| raw zone read | 14 | 12 wrong |"));
    assertEquals(10, programs.out.lines().filter(line -> line.contains("overlooked")).count());
  }

  /** These are all the findings. */
  private void refuse(String... findings) throws Exception {
    assertEquals(1, programs.call(new VerifyProgram()));
    assertEquals(
        List.of(findings),
        programs.out.lines().filter(line -> line.matches("[a-z ]+: .*")).toList());
  }

  private File live(String period) throws IOException {
    File directory = programs.file("clean/" + FEED + "period=" + period + "/run=" + RUNS.get(1));
    return new File(directory, "part-m-00000.parquet");
  }

  private void write(String path, String text) throws IOException {
    write(programs.file(path), text);
  }

  /** Writes a file without the checksum that the local file system would compare. */
  private static void write(File file, String text) throws IOException {
    Files.writeString(file.toPath(), text);
    Files.deleteIfExists(new File(file.getParentFile(), "." + file.getName() + ".crc").toPath());
  }

  private static void copy(File from, File to) throws IOException {
    Files.deleteIfExists(to.toPath());
    Files.copy(from.toPath(), to.toPath());
    Files.deleteIfExists(new File(to.getParentFile(), "." + to.getName() + ".crc").toPath());
  }

  private void edit(int sequence, String from, String to) throws IOException {
    File file = programs.file(String.format("ledger/product_reviews/%06d.json", sequence));
    String text = Files.readString(file.toPath());
    assertTrue(text, text.contains(from));
    write(file, text.replace(from, to));
  }

  private void rename(int from, int to) {
    String name = "ledger/product_reviews/%06d.json";
    assertTrue(
        programs.file(String.format(name, from)).renameTo(programs.file(String.format(name, to))));
  }
}
