package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.File;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Packers;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.contract.Grain;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

public class CleanRunTest {
  private static final String BODY = "Great birthday gift for a young adult.";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Warehouse warehouse;

  @Before
  public void createWarehouse() {
    warehouse = new Warehouse(folder.getRoot());
  }

  @Test
  public void cleansTwoDaysWithEveryKindOfRow() throws Exception {
    String broken = review("BROKEN", "2015-08-31").with("star_rating", "6").line();
    warehouse.raw(
        "2015-08-31",
        "a.tsv",
        Reviews.HEADER,
        review().line(),
        review("DUPLICATE", "2015-08-30").line(),
        review("DUPLICATE", "2015-08-30").line(),
        review("CHANGED", "2015-08-30").line(),
        review("LATE", "2015-08-28").line(),
        review("AUGUST", "2015-08-29")
            .with("product_title", " 22&#34; &amp;amp; <br />monitor&nbsp;")
            .with("product_category", "Digital_Software ")
            .with("review_headline", "&#x22;x&quot;<br />")
            .with("review_body", "a<br /><br />b \\ \"q\" &lt;br /&gt; 😀\u001A")
            .line());
    warehouse.raw(
        "2015-09-01",
        "b.tsv",
        review("DUPLICATE", "2015-08-30").line(),
        review("CHANGED", "2015-08-30").with("total_votes", "4").line(),
        broken,
        "no review",
        review("SEPTEMBER", "2015-09-01").with("vine", "y").with("verified_purchase", "n").line());
    for (int i = 0; i < 10; i++) { // so that two rejected rows are few enough
      warehouse.raw("2015-09-01", "c" + i + ".tsv", review("C" + i, "2015-08-30").line());
    }

    LedgerEntry entry = warehouse.clean(warehouse.daily("2015-08-31", "2015-09-01")).orElseThrow();

    List<String> expected = new ArrayList<>();
    expected.add(row("R27ZP1F1CD0C3Y", BODY, "2015-08-31"));
    expected.add(row("DUPLICATE", BODY, "2015-08-30"));
    expected.add(row("CHANGED", BODY, "2015-08-30").replace("|5|2|3|", "|5|2|4|"));
    expected.add(
        "US|24371595|AUGUST|B004LLIL5A|346014806|22\" &amp; \\nmonitor\u00A0|Digital Software"
            + "|5|2|3|false|true|\"x\"|a\\n\\nb \\ \"q\" <br /> 😀\u001A|2015-08-29");
    expected.add(row("SEPTEMBER", BODY, "2015-09-01").replace("|false|true|", "|true|false|"));
    for (int i = 0; i < 10; i++) {
      expected.add(row("C" + i, BODY, "2015-08-30"));
    }
    expected.sort(null);
    assertEquals(expected, withoutHashes(warehouse.table()));
    assertTrue(
        "row_hash is the XXH3 of the raw line",
        warehouse
            .table()
            .contains(row("R27ZP1F1CD0C3Y", BODY, "2015-08-31") + "|-110671117013082774"));

    assertEquals(
        List.of(row("LATE", BODY, "2015-08-28")),
        warehouse.zone("late").stream().map(CleanRunTest::withoutHash).toList());
    String file = path("2015-09-01", "b.tsv");
    int third =
        review("DUPLICATE", "2015-08-30").line().length()
            + review("CHANGED", "2015-08-30").line().length()
            + 2;
    assertEquals(
        List.of(
            broken
                + "|"
                + broken.length()
                + "|above_maximum|star_rating|"
                + file
                + "|"
                + third
                + "|2015-09-01",
            "no review|9|field_count|null|"
                + file
                + "|"
                + (third + broken.length() + 1)
                + "|2015-09-01"),
        warehouse.zone("rejected"));

    assertEquals(
        "daily month 2 [2015-08-31, 2015-09-01]: 21 = 15 + 2 + 1 + 2 + 1", accounting(entry));
    assertEquals(
        List.of("a.tsv: 6 = 3 + 1 + 1 + 0 + 1", "b.tsv: 5 = 2 + 1 + 0 + 2 + 0"),
        entry.inputs().subList(0, 2).stream().map(CleanRunTest::accounting).toList());
    assertEquals(
        List.of(
            new LedgerEntry.Rejection("above_maximum", "star_rating", 1),
            new LedgerEntry.Rejection("field_count", null, 1)),
        entry.rejections());
    assertEquals(
        List.of("2015-08 14", "2015-09 1"),
        entry.partitions().stream().map(each -> each.period() + " " + each.rows()).toList());
  }

  @Test
  public void recordsWhatItReadAndWrote() throws Exception {
    File raw = warehouse.raw("2015-08-31", "a.tsv", Reviews.HEADER, review().line());
    LedgerEntry entry = warehouse.clean(warehouse.daily("2015-08-31")).orElseThrow();
    byte[] content = Files.readAllBytes(raw.toPath());
    CRC32C crc = new CRC32C();
    crc.update(content);
    assertEquals(
        List.of(
            new LedgerEntry.Input(
                path("2015-08-31", "a.tsv"),
                "2015-08-31",
                content.length,
                String.format("crc32c:%08x", crc.getValue()),
                1,
                1,
                0,
                0,
                0,
                0)),
        entry.inputs());
    List<String> files = warehouse.files();
    assertEquals(
        List.of(
            "clean/product_reviews/period=2015-08/run=RUN/part-m-00000.parquet",
            "ledger/product_reviews/000001.json",
            "raw/product_reviews/arrival=2015-08-31/a.tsv"),
        files);
    File parquet = new File(warehouse.root, files.get(0).replace("run=RUN", "run=" + entry.run()));
    assertEquals(
        List.of(new LedgerEntry.Partition("2015-08", entry.run(), 1, 1, parquet.length())),
        entry.partitions());
    assertEquals(parquet.length(), entry.bytesWritten());
    assertEquals(content.length, entry.bytesRead());
    assertEquals(Reviews.CONTRACT.fingerprint(), entry.contract());
    assertEquals(1, entry.sequence());
    assertTrue(entry.run(), entry.run().matches("000001-\\d{8}T\\d{6}Z-[0-9a-f]{8}"));
    assertEquals(
        List.of("resolve", "write"), entry.steps().stream().map(LedgerEntry.Step::step).toList());
    assertTrue(entry.started().compareTo(entry.committed()) < 0);
    assertEquals(List.of("clean", "ledger", "raw"), warehouse.zones());
  }

  @Test
  public void commitsNothingWhereNothingIsNew() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review().line());
    warehouse.raw("2015-08-31", "b.tsv.gz", review("B", "2015-08-31").line());
    warehouse.clean(warehouse.daily("2015-08-31"));
    List<String> files = warehouse.files();
    assertEquals(Optional.empty(), warehouse.clean(warehouse.daily("2015-08-31")));
    assertEquals(Optional.empty(), warehouse.clean(warehouse.backfill()));
    assertEquals(files, warehouse.files());
  }

  @Test
  public void takesAChangedFileForANewOne() throws Exception {
    File raw = warehouse.raw("2015-08-31", "a.tsv", review("A", "2015-08-31").line());
    warehouse.clean(warehouse.daily("2015-08-31"));
    Files.writeString(raw.toPath(), review("B", "2015-08-31").line() + "\n"); // as long as before
    LedgerEntry entry = warehouse.clean(warehouse.daily("2015-08-31")).orElseThrow();
    assertEquals("daily month 2 [2015-08-31]: 1 = 1 + 0 + 0 + 0 + 0", accounting(entry));
    assertEquals(
        List.of(row("A", BODY, "2015-08-31"), row("B", BODY, "2015-08-31")),
        withoutHashes(warehouse.table()));
  }

  @Test
  public void aNewerVersionReplacesARowAlsoInAnotherPartition() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review("A", "2015-08-31").line());
    warehouse.raw("2015-08-31", "b.tsv", review("B", "2015-08-31").line());
    warehouse.raw("2015-08-31", "c.tsv", review("C", "2015-07-31").line());
    LedgerEntry first = warehouse.clean(warehouse.backfill()).orElseThrow();
    warehouse.raw(
        "2015-09-01",
        "d.tsv",
        review("A", "2015-09-01").line(),
        review("B", "2015-08-30").line(),
        review("B", "2015-08-31").line());
    LedgerEntry second = warehouse.clean(warehouse.backfill()).orElseThrow();
    assertEquals(
        "backfill month null [2015-09-01]: 3 = 1 + 1 + 1 + 0 + 0 replaced 1", accounting(second));
    assertEquals(
        List.of(
            row("A", BODY, "2015-09-01"),
            row("B", BODY, "2015-08-31"),
            row("C", BODY, "2015-07-31")),
        withoutHashes(warehouse.table()));
    assertEquals(
        "what does not change stays where it is",
        List.of(
            "2015-07 1 " + first.run(), "2015-08 1 " + second.run(), "2015-09 1 " + second.run()),
        partitions(second));
  }

  @Test
  public void filesThatBringNothingNewRewriteNothing() throws Exception {
    String line = review("A", "2015-08-31").line();
    warehouse.raw("2015-08-31", "a.tsv", line, review("B", "2015-07-31").line());
    LedgerEntry first = warehouse.clean(warehouse.backfill()).orElseThrow();
    warehouse.raw("2015-09-01", "again.tsv", line, review("A", "2015-08-30").line());
    LedgerEntry second = warehouse.clean(warehouse.daily("2015-09-01")).orElseThrow();
    assertEquals("daily month 2 [2015-09-01]: 2 = 0 + 1 + 1 + 0 + 0", accounting(second));
    assertEquals(first.partitions(), second.partitions());
    assertEquals(0, second.bytesWritten());
  }

  @Test
  public void aNewerVersionOfARowTooOldToBeReplacedWaits() throws Exception {
    warehouse.raw(
        "2015-08-31",
        "a.tsv",
        review("OLD", "2015-06-30").line(),
        review("OPEN", "2015-07-01").line(),
        review("STAYS", "2015-06-29").line());
    LedgerEntry first = warehouse.clean(warehouse.backfill()).orElseThrow();
    // 62 days before lies 2015-07-02: July is open, June is closed
    warehouse.raw(
        "2015-09-02",
        "b.tsv",
        review("OLD", "2015-09-01").line(),
        review("OLD", "2015-08-31").line(),
        review("OPEN", "2015-09-01").line(),
        review("NEW", "2015-09-01").line());
    LedgerEntry second = warehouse.clean(warehouse.daily("2015-09-02")).orElseThrow();
    assertEquals(
        "daily month 2 [2015-09-02]: 4 = 2 + 0 + 1 + 0 + 1 replaced 1", accounting(second));
    assertEquals(List.of(new LedgerEntry.Waiting(second.run(), 1)), second.waiting());
    assertEquals(List.of(row("OLD", BODY, "2015-09-01")), withoutHashes(warehouse.zone("late")));
    assertEquals(
        List.of(
            row("NEW", BODY, "2015-09-01"),
            row("OLD", BODY, "2015-06-30"),
            row("OPEN", BODY, "2015-09-01"),
            row("STAYS", BODY, "2015-06-29")),
        withoutHashes(warehouse.table()));
    assertEquals(
        List.of("2015-06 2 " + first.run(), "2015-09 2 " + second.run()), partitions(second));

    LedgerEntry third = warehouse.clean(warehouse.reconcile()).orElseThrow();
    assertEquals("reconcile month null []: 1 = 1 + 0 + 0 + 0 + 0 replaced 1", accounting(third));
    assertEquals(List.of(), third.waiting());
    assertEquals(
        List.of(
            row("NEW", BODY, "2015-09-01"),
            row("OLD", BODY, "2015-09-01"),
            row("OPEN", BODY, "2015-09-01"),
            row("STAYS", BODY, "2015-06-29")),
        withoutHashes(warehouse.table()));
    assertEquals(
        List.of("2015-06 1 " + third.run(), "2015-09 3 " + third.run()), partitions(third));
    assertEquals(Optional.empty(), warehouse.clean(warehouse.reconcile()));
  }

  @Test
  public void aReconciliationMergesTheLateRowsOfAllRuns() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review("A", "2015-08-01").line());
    warehouse.raw("2015-09-01", "b.tsv", review("A", "2015-08-02").line());
    warehouse.raw("2015-09-02", "c.tsv", review("B", "2015-09-02").line());
    warehouse.clean(warehouse.daily("2015-08-31"));
    warehouse.clean(warehouse.daily("2015-09-01"));
    LedgerEntry third = warehouse.clean(warehouse.daily("2015-09-02")).orElseThrow();
    assertEquals(2, third.waiting().size());
    LedgerEntry entry = warehouse.clean(warehouse.reconcile()).orElseThrow();
    assertEquals("reconcile month null []: 2 = 1 + 0 + 1 + 0 + 0", accounting(entry));
    assertEquals(
        List.of(row("A", BODY, "2015-08-02"), row("B", BODY, "2015-09-02")),
        withoutHashes(warehouse.table()));
    assertEquals(
        List.of("2015-08 1 " + entry.run(), "2015-09 1 " + third.run()), partitions(entry));
    LedgerEntry.Input input = entry.inputs().get(0);
    assertTrue(input.path(), input.path().contains("/late/product_reviews/run="));
    byte[] late = Files.readAllBytes(java.nio.file.Path.of(java.net.URI.create(input.path())));
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(late);
    assertEquals(String.format("crc32c:%08x", crc.getValue()), input.checksum());
    assertEquals(late.length, input.length());
  }

  @Test
  public void nothingWaitsInATableWithoutRuns() throws Exception {
    assertEquals(Optional.empty(), warehouse.clean(warehouse.reconcile()));
  }

  private static List<String> withoutHashes(List<String> rows) {
    return rows.stream().map(CleanRunTest::withoutHash).toList();
  }

  private static List<String> partitions(LedgerEntry entry) {
    return entry.partitions().stream()
        .map(each -> each.period() + " " + each.rows() + " " + each.run())
        .toList();
  }

  @Test
  public void aPartitionThatLosesItsLastRowIsGone() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review("A", "2015-08-31").line());
    warehouse.clean(warehouse.backfill());
    warehouse.raw("2015-09-01", "b.tsv", review("A", "2015-09-01").line());
    LedgerEntry entry = warehouse.clean(warehouse.backfill()).orElseThrow();
    assertEquals(
        List.of("2015-09"),
        entry.partitions().stream().map(LedgerEntry.Partition::period).toList());
    assertEquals(1, entry.replaced());
  }

  @Test
  public void callsNoRowOfABackfillLate() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review("A", "1995-01-01").line());
    warehouse.raw("2015-09-01", "b.tsv", review("A", "2001-02-03").line());
    LedgerEntry entry = warehouse.clean(warehouse.backfill()).orElseThrow();
    assertEquals(
        "backfill month null [2015-08-31, 2015-09-01]: 2 = 1 + 0 + 1 + 0 + 0", accounting(entry));
    assertEquals(List.of(row("A", BODY, "2001-02-03")), withoutHashes(warehouse.table()));
  }

  @Test
  public void lateIsOlderThanTheArrivalByMoreThanTheWatermark() throws Exception {
    warehouse.raw(
        "2015-09-02",
        "a.tsv",
        review("ON_TIME", "2015-08-31").line(),
        review("LATE", "2015-08-30").line());
    LedgerEntry entry = warehouse.clean(warehouse.daily("2015-09-02")).orElseThrow();
    assertEquals("daily month 2 [2015-09-02]: 2 = 1 + 0 + 0 + 0 + 1", accounting(entry));
    assertEquals(
        List.of(
            "clean/product_reviews/period=2015-08/run=RUN/part-m-00000.parquet",
            "late/product_reviews/run=RUN/part-m-00000.parquet",
            "ledger/product_reviews/000001.json",
            "raw/product_reviews/arrival=2015-09-02/a.tsv"),
        warehouse.files());
  }

  @Test
  public void lateRowsDoNotCompeteWithTheOthers() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review("A", "2015-08-29").line());
    warehouse.raw("2015-09-02", "b.tsv", review("A", "2015-08-29").with("total_votes", "9").line());
    LedgerEntry entry = warehouse.clean(warehouse.daily("2015-08-31", "2015-09-02")).orElseThrow();
    assertEquals(
        "daily month 2 [2015-08-31, 2015-09-02]: 2 = 1 + 0 + 0 + 0 + 1", accounting(entry));
  }

  @Test
  public void readsFilesThatAGlobNames() throws Exception {
    File elsewhere = folder.newFolder("elsewhere");
    String today = LocalDate.now(java.time.ZoneOffset.UTC).toString();
    String tomorrow = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(1).toString();
    write(new File(elsewhere, "a.tsv"), review("A", today).line());
    write(new File(elsewhere, "b.tsv"), review("B", "1995-01-01").line());
    write(new File(elsewhere, "c.csv"), review("C", "2015-08-31").line());
    write(new File(elsewhere, "_SUCCESS.tsv"), "");
    write(new File(elsewhere, ".hidden.tsv"), "");
    for (int i = 0; i < 20; i++) {
      write(new File(elsewhere, "d" + i + ".tsv"), review("D" + i, "2015-08-31").line());
    }
    write(new File(elsewhere, "arrival=2015-08-31/e.tsv"), review("E", "2015-08-31").line());
    write(new File(elsewhere, "arrival=2015-08-31/f.tsv"), review("F", "2015-09-01").line());
    write(new File(elsewhere, "g.tsv"), review("G", tomorrow).line());
    LedgerEntry entry =
        warehouse.clean(warehouse.input(elsewhere + "/{*.tsv,arrival=*}")).orElseThrow();
    assertEquals("backfill month null [2015-08-31]: 25 = 23 + 0 + 0 + 2 + 0", accounting(entry));
    assertEquals(
        List.of(new LedgerEntry.Rejection("after_arrival", "review_date", 2)), entry.rejections());
    assertEquals(null, entry.inputs().get(0).arrival());
  }

  @Test
  public void readsAFileThatTwoPatternsNameOnce() throws Exception {
    File elsewhere = folder.newFolder("elsewhere");
    write(new File(elsewhere, "day/a.tsv"), review("A", "2015-08-31").line());
    LedgerEntry entry = warehouse.clean(warehouse.input(elsewhere + "/{day,day/*}")).orElseThrow();
    assertEquals("backfill month null []: 1 = 1 + 0 + 0 + 0 + 0", accounting(entry));
  }

  @Test
  public void readsCompressedFilesAsThePlainOnes() throws Exception {
    List<String> expected = null;
    List<String> suffixes = new ArrayList<>(List.of(Packers.SUFFIXES));
    suffixes.add(0, "");
    for (String suffix : suffixes) {
      Warehouse each = new Warehouse(folder.newFolder());
      String[] lines = new String[200];
      for (int i = 0; i < lines.length; i++) {
        lines[i] = review("R" + i % 150, "2015-08-31").with("total_votes", "" + (i + 3)).line();
      }
      each.raw("2015-08-31", "a.tsv" + suffix, lines);
      LedgerEntry entry = each.clean(each.daily("2015-08-31")).orElseThrow();
      assertEquals(
          suffix, "daily month 2 [2015-08-31]: 200 = 150 + 0 + 50 + 0 + 0", accounting(entry));
      expected = expected == null ? each.table() : expected;
      assertEquals(suffix, expected, each.table());
    }
  }

  @Test
  public void keepsDaysThatNoTableOfDaysHolds() throws Exception {
    Warehouse notes =
        new Warehouse(
            folder.newFolder(),
            """
            {"type": "record", "name": "notes", "layouts": [{"format": "tsv"}], "key": ["id"], "event.day": "day", "fields": [
              {"name": "id", "type": "string"},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}}]}
            """);
    notes.raw("2015-08-31", "a.tsv", "1\t2300-01-01", "2\t1850-05-05");
    notes.clean(notes.backfill());
    notes.raw("2015-09-01", "b.tsv", "3\t2300-01-02", "4\t1850-05-06");
    LedgerEntry entry = notes.clean(notes.backfill()).orElseThrow();
    assertEquals(
        List.of("1850-05 2 " + entry.run(), "2300-01 2 " + entry.run()), partitions(entry));
  }

  @Test
  public void laysPartitionsOutByTheGrain() throws Exception {
    String[][] layouts = {
      {"YEAR", "period=2014", "period=2015"},
      {"MONTH", "period=2014-12", "period=2015-01"},
      {"DAY", "period=2014-12-31", "period=2015-01-01", "period=2015-01-02"}
    };
    for (String[] layout : layouts) {
      Warehouse each = new Warehouse(folder.newFolder());
      each.raw(
          "2015-08-31",
          "a.tsv",
          review("A", "2014-12-31").line(),
          review("B", "2015-01-01").line(),
          review("C", "2015-01-02").line());
      Grain grain = Grain.valueOf(layout[0]);
      LedgerEntry entry = each.clean(each.backfill(grain)).orElseThrow();
      List<String> expected = new ArrayList<>();
      for (int i = 1; i < layout.length; i++) {
        expected.add("clean/product_reviews/" + layout[i] + "/run=RUN/part-m-00000.parquet");
      }
      expected.add("ledger/product_reviews/000001.json");
      expected.add("raw/product_reviews/arrival=2015-08-31/a.tsv");
      assertEquals(expected, each.files());
      assertEquals(grain.label(), entry.grain());
      assertEquals(3, each.table().size());
    }
  }

  @Test
  public void writesTheSameTableByMapsAndByReducers() throws Exception {
    Warehouse maps = new Warehouse(folder.newFolder());
    Warehouse reducers = new Warehouse(folder.newFolder());
    reducers.conf.set(Settings.WRITE_BUFFER_BYTES, "5000");
    for (Warehouse each : List.of(maps, reducers)) {
      each.conf.set(Settings.MAP_SLOTS, "3");
      each.conf.set(Settings.LEAST_SPLIT_BYTES, "1000");
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String day = LocalDate.of(2015, 1, 1).plusDays(i % 240).toString();
        lines.add(
            review("R" + i % 250, day)
                .with("review_body", "text &amp; more_" + i)
                .with("product_category", "Gift_Card")
                .line());
      }
      each.raw("2015-08-31", "a.tsv", lines.toArray(String[]::new));
      each.clean(each.backfill());
    }
    assertEquals(maps.table(), reducers.table());
    assertEquals(250, maps.table().size());
    assertTrue("" + maps.files(), maps.files().get(0).contains("part-m-"));
    assertTrue("" + reducers.files(), reducers.files().get(0).contains("part-r-"));
  }

  @Test
  public void commitsARunWithoutARow() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", Reviews.HEADER);
    warehouse.raw("2015-08-31", "b.tsv", new byte[0]);
    LedgerEntry entry = warehouse.clean(warehouse.daily("2015-08-31")).orElseThrow();
    assertEquals("daily month 2 [2015-08-31]: 0 = 0 + 0 + 0 + 0 + 0", accounting(entry));
    assertEquals(List.of(), entry.partitions());
    assertEquals(List.of("ledger", "raw"), warehouse.zones());
    assertEquals(Optional.empty(), warehouse.clean(warehouse.daily("2015-08-31")));
  }

  private String path(String arrival, String name) {
    return new File(warehouse.root, "raw/product_reviews/arrival=" + arrival + "/" + name)
        .toURI()
        .toString();
  }

  private static void write(File file, String text) throws Exception {
    file.getParentFile().mkdirs();
    Files.writeString(file.toPath(), text + "\n", UTF_8);
  }

  private static String accounting(LedgerEntry entry) {
    assertTrue(entry.addsUp());
    return String.format(
        "%s %s %s %s: %d = %d + %d + %d + %d + %d%s",
        entry.mode(),
        entry.grain(),
        entry.watermarkDays(),
        entry.arrivals(),
        entry.read(),
        entry.accepted(),
        entry.duplicate(),
        entry.superseded(),
        entry.rejected(),
        entry.late(),
        entry.replaced() == 0 ? "" : " replaced " + entry.replaced());
  }

  private static String accounting(LedgerEntry.Input input) {
    return String.format(
        "%s: %d = %d + %d + %d + %d + %d",
        input.path().substring(input.path().lastIndexOf('/') + 1),
        input.read(),
        input.accepted(),
        input.duplicate(),
        input.superseded(),
        input.rejected(),
        input.late());
  }

  /** A row of the table, but for its hash: the sample review with another key, body and day. */
  private static String row(String id, String body, String day) {
    return "US|24371595|"
        + id
        + "|B004LLIL5A|346014806|Amazon eGift Card - Celebrate|Gift Card|5|2|3|false|true"
        + "|Five Stars|"
        + body
        + "|"
        + day;
  }

  private static String withoutHash(String row) {
    return row.substring(0, row.lastIndexOf('|'));
  }
}
