package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Packers;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.WarehouseException.Code;
import org.reviewwarehouse.mapreduce.contract.Grain;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** What a run cannot do it says in one message, and leaves nothing behind. */
public class RefusedRunTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Warehouse warehouse;
  private String root;
  private String raw;

  @Before
  public void createWarehouse() {
    warehouse = new Warehouse(folder.getRoot());
    warehouse.root.mkdirs();
    root = warehouse.root.toURI().toString().replaceAll("/$", "");
    raw = root + "/raw/product_reviews";
  }

  @Test
  public void aDayThatDidNotArrive() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review().line());
    assertRefused(
        Code.FAILED,
        "Cannot list raw files: " + raw + "/arrival=2015-09-01, because it does not exist",
        warehouse.daily("2015-08-31", "2015-09-01"),
        "raw");
  }

  @Test
  public void aRootWithoutARawZone() throws Exception {
    assertRefused(
        Code.FAILED,
        "Cannot list raw files: " + raw + ", because it does not exist",
        warehouse.backfill());
  }

  @Test
  public void aDirectoryOfTheRawZoneThatIsNoArrivalDay() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review().line());
    warehouse.raw("2015-13-01", "b.tsv", review().line());
    assertRefused(
        Code.FAILED,
        "Cannot read raw zone: "
            + raw
            + "/arrival=2015-13-01, because the name is not arrival=YYYY-MM-DD",
        warehouse.backfill(),
        "raw");
  }

  @Test
  public void noFileAtAll() throws Exception {
    new File(warehouse.root, "raw/product_reviews/arrival=2015-08-31").mkdirs();
    String message = "Cannot read raw files: " + raw + ", because there are none";
    assertRefused(Code.FAILED, message, warehouse.daily("2015-08-31"), "raw");
    assertRefused(Code.FAILED, message, warehouse.backfill(), "raw");
    warehouse.raw("2015-08-31", "_SUCCESS", "");
    warehouse.raw("2015-08-31", ".a.tsv.tmp", "");
    warehouse.raw("2015-08-31", "a.tsv._COPYING_", "");
    warehouse.raw("2015-08-31", "a.tsv.lzo.index", "");
    assertRefused(Code.FAILED, message, warehouse.daily("2015-08-31"), "raw");
    String glob = folder.getRoot() + "/nowhere/*.tsv";
    assertRefused(
        Code.FAILED,
        "Cannot read raw files: " + glob + ", because there are none",
        warehouse.input(glob),
        "raw");
  }

  @Test
  public void aDirectoryInPlaceOfAFile() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review().line());
    warehouse.raw("2015-08-31", "b.tsv/c.tsv", review().line());
    String what =
        "Cannot read raw file: " + raw + "/arrival=2015-08-31/b.tsv, because it is a directory";
    assertRefused(Code.FAILED, what, warehouse.daily("2015-08-31"), "raw");
    assertRefused(Code.FAILED, what, warehouse.backfill(), "raw");
    assertRefused(
        Code.FAILED,
        what + "; name it with --input '" + raw + "/arrival=2015-08-31/*'",
        warehouse.input(warehouse.root + "/raw/product_reviews/arrival=*"),
        "raw");
  }

  @Test
  public void aTruncatedFile() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      text.append(review("R" + i * 7_919L, "2015-08-31").line()).append('\n');
    }
    String[][] kinds = {
      {".gz", "gzip"}, {".bz2", "bzip2"}, {".zst", "zstd"},
      {".lzo", "lzop"}, {".lz4", "lz4"}, {".snappy", "snappy"}
    };
    for (String[] kind : kinds) {
      String name = "b.tsv" + kind[0];
      Warehouse each = new Warehouse(folder.newFolder());
      each.raw("2015-08-31", "a.tsv", review().line());
      byte[] packed = Packers.packed(name, text.toString().getBytes(StandardCharsets.UTF_8));
      File file = each.raw("2015-08-31", name, Arrays.copyOf(packed, packed.length / 2));
      WarehouseException e =
          assertThrows(WarehouseException.class, () -> each.clean(each.daily("2015-08-31")));
      String beginning =
          "Cannot finish step: resolve, because Cannot read raw file: "
              + file.toURI()
              + ", because it is truncated or no "
              + kind[1]
              + " file: ";
      assertTrue(e.getMessage(), e.getMessage().startsWith(beginning));
      assertEquals(Code.FAILED, e.code());
      assertEquals(List.of("raw"), each.zones());
    }
  }

  @Test
  public void aDirectoryThatMayNotBeRead() throws Exception {
    File closed = warehouse.raw("2015-08-31", "a.tsv", review().line()).getParentFile();
    Files.setPosixFilePermissions(closed.toPath(), PosixFilePermissions.fromString("---------"));
    try {
      assumeTrue("root may read all", closed.list() == null);
      WarehouseException e =
          assertThrows(
              WarehouseException.class, () -> warehouse.clean(warehouse.daily("2015-08-31")));
      assertTrue(
          e.getMessage(),
          e.getMessage()
              .startsWith("Cannot list raw files: " + raw + "/arrival=2015-08-31, because "));
      assertEquals(Code.FAILED, e.code());
      assertEquals(List.of("raw"), warehouse.zones());
    } finally {
      Files.setPosixFilePermissions(closed.toPath(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  public void tooManyRejectedRows() throws Exception {
    String[] lines = new String[90];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = review("R" + i, "2015-08-31").line();
    }
    warehouse.raw("2015-08-31", "a.tsv", lines);
    String worst = review("X", "2015-08-31").with("star_rating", "6").line();
    warehouse.raw("2015-08-31", "b.tsv", worst, worst, worst, "short", review("Y", "").line());
    warehouse.raw("2015-08-31", "c.tsv", worst, "", "", "", "", "");
    assertRefused(
        Code.QUALITY,
        "Cannot commit run: product_reviews, because 11 of 101 rows (10.9 %) break a rule and the"
            + " contract allows 10.0 %; most often field_count (6 rows), most in "
            + raw
            + "/arrival=2015-08-31/c.tsv (6 rows); the first of them:\n"
            + "  b.tsv at byte "
            + 3 * (worst.length() + 1)
            + ": short\n"
            + IntStream.range(0, 5)
                .mapToObj(i -> "  c.tsv at byte " + (worst.length() + 1 + i) + ": ")
                .collect(Collectors.joining("\n")),
        warehouse.daily("2015-08-31"),
        "raw");
  }

  @Test
  public void showsTenBrokenRecordsAtMostAndOfEachTheBeginning() throws Exception {
    String[] lines = new String[30];
    Arrays.fill(lines, "bro\u0001ken " + "x".repeat(300));
    warehouse.raw("2015-08-31", "a.tsv", lines);
    WarehouseException e =
        assertThrows(
            WarehouseException.class, () -> warehouse.clean(warehouse.daily("2015-08-31")));
    List<String> shown = e.getMessage().lines().skip(1).toList();
    assertEquals(
        IntStream.range(0, 10)
            .mapToObj(i -> "  a.tsv at byte " + 309 * i + ": bro ken " + "x".repeat(192) + "...")
            .toList(),
        shown);
  }

  @Test
  public void rowsThatAreNotWhatTheContractExpects() throws Exception {
    assertUnmet("{\"min.rows\": 5}", "4 rows are valid and the contract expects 5");
    assertUnmet(
        "{\"field\": \"stars\", \"max.null.ratio\": 0.49}",
        "2 of 4 rows (50.0 %) have no stars and the contract allows 49.0 %; most in B (2 rows);"
            + " the first of them:\n"
            + "  b.tsv at byte 0: 3 iOS  2015-08-29\n"
            + "  b.tsv at byte 18: 4 windows  2015-08-30");
    assertUnmet(
        "{\"field\": \"platform\", \"values\": [\"ios\", \"android\"], \"max.other.ratio\": 0.2}",
        "1 of 4 rows (25.0 %) have a platform that is none of [android, ios] and the contract"
            + " allows 20.0 %; most in B (1 rows); the first of them:\n"
            + "  b.tsv at byte 18: 4 windows  2015-08-30");
    assertUnmet(
        "{\"field\": \"day\", \"min\": \"2015-08-30\", \"max\": \"arrival\"}",
        "2 of 4 rows (50.0 %) have a day that is not from 2015-08-30 to the arrival and the"
            + " contract allows 0.0 %; most in A (1 rows); the first of them:\n"
            + "  a.tsv at byte 19: 2 android 1 2015-09-01\n"
            + "  b.tsv at byte 0: 3 iOS  2015-08-29");
    assertUnmet(
        "{\"field\": \"day\", \"max\": \"2015-08-31\"}",
        "1 of 4 rows (25.0 %) have a day that is not to 2015-08-31 and the contract allows 0.0 %;"
            + " most in A (1 rows); the first of them:\n"
            + "  a.tsv at byte 19: 2 android 1 2015-09-01");
  }

  @Test
  public void rowsThatAreWhatTheContractExpectsAreNotRefused() throws Exception {
    Warehouse expecting =
        expecting(
            "{\"min.rows\": 4}, {\"field\": \"stars\", \"max.null.ratio\": 0.5},"
                + " {\"field\": \"platform\", \"values\": [\"ios\", \"android\", \"windows\"]},"
                + " {\"field\": \"day\", \"min\": \"2015-08-30\", \"max\": \"2015-09-01\","
                + " \"max.outside.ratio\": 0.25}");
    assertEquals(4, expecting.clean(expecting.backfill()).orElseThrow().accepted());
  }

  private void assertUnmet(String expectation, String reason) throws Exception {
    Warehouse expecting = expecting(expectation);
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> expecting.clean(expecting.backfill()));
    String raw = expecting.root.toURI() + "raw/ratings/arrival=2015-08-31/";
    assertEquals(
        "Cannot commit run: ratings, because " + reason,
        e.getMessage().replace(raw + "a.tsv", "A").replace(raw + "b.tsv", "B"));
    assertEquals(Code.QUALITY, e.code());
    assertEquals(List.of("raw"), expecting.zones());
  }

  private Warehouse expecting(String expectations) throws Exception {
    Warehouse expecting =
        new Warehouse(
            folder.newFolder(),
            """
            {"type": "record", "name": "ratings", "layouts": [{"format": "tsv"}], "key": ["id"],
             "event.day": "day", "expectations": [EXPECTATIONS], "fields": [
              {"name": "id", "type": "string"},
              {"name": "platform", "type": "string", "text": ["lower"]},
              {"name": "stars", "type": ["null", "int"]},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}}]}
            """
                .replace("EXPECTATIONS", expectations));
    expecting.raw("2015-08-31", "a.tsv", "1\tios\t5\t2015-08-31", "2\tandroid\t1\t2015-09-01");
    expecting.raw("2015-08-31", "b.tsv", "3\tiOS\t\t2015-08-29", "4\twindows\t\t2015-08-30");
    return expecting;
  }

  @Test
  public void asManyRejectedRowsAsAllowedAreNotRefused() throws Exception {
    String[] lines = new String[10];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i == 0 ? "broken" : review("R" + i, "2015-08-31").line();
    }
    warehouse.raw("2015-08-31", "a.tsv", lines);
    assertEquals(1, warehouse.clean(warehouse.daily("2015-08-31")).orElseThrow().rejected());
  }

  @Test
  public void anotherGrainThanTheTableHas() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review().line());
    warehouse.clean(warehouse.backfill(Grain.DAY));
    List<String> files = warehouse.files();
    WarehouseException e =
        assertThrows(
            WarehouseException.class, () -> warehouse.clean(warehouse.backfill(Grain.YEAR)));
    assertEquals(
        "Cannot change grain: year, because the table product_reviews has rows by day",
        e.getMessage());
    assertTrue("the table's own needs no saying", warehouse.clean(warehouse.backfill()).isEmpty());
    assertEquals(files, warehouse.files());
  }

  @Test
  public void aTableOfWhichFilesAreLost() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review("A", "2015-08-31").line());
    LedgerEntry entry = warehouse.clean(warehouse.backfill()).orElseThrow();
    warehouse.raw("2015-09-01", "b.tsv", review("B", "2015-09-01").line());
    File live = new File(warehouse.root, "clean/product_reviews/period=2015-08/run=" + entry.run());
    File file = new File(live, "part-m-00000.parquet");
    long bytes = file.length();
    for (File lost : new File[] {file, live}) {
      Files.deleteIfExists(new File(live, ".part-m-00000.parquet.crc").toPath());
      Files.delete(lost.toPath());
      WarehouseException e =
          assertThrows(WarehouseException.class, () -> warehouse.clean(warehouse.backfill()));
      assertEquals(
          "Cannot read live partition: "
              + warehouse.at().clean(entry.partitions().get(0))
              + ", because the ledger tells of 1 files of "
              + bytes
              + " bytes, and there are 0 of 0; restore them, or roll back to a run before; verify"
              + " tells what else is lost",
          e.getMessage());
      assertEquals(Code.FAILED, e.code());
    }
    assertEquals(List.of(entry), warehouse.ledger().entries());
  }

  @Test
  public void lateRowsThatAreLost() throws Exception {
    for (String arrival : new String[] {"2015-08-30", "2015-08-31"}) {
      warehouse.raw(arrival, "a.tsv", review("R" + arrival, "2015-08-01").line());
      warehouse.clean(warehouse.daily(arrival));
    }
    List<LedgerEntry> entries = warehouse.ledger().entries();
    Path late = warehouse.at().late(entries.get(1).run());
    File directory = new File(late.toUri());
    File file = new File(directory, "part-m-00000.parquet");
    byte[] whole = Files.readAllBytes(file.toPath());

    Files.delete(new File(directory, ".part-m-00000.parquet.crc").toPath());
    Files.write(file.toPath(), Arrays.copyOf(whole, 100));
    String broken = refusedToReconcile();
    assertTrue(
        broken,
        broken.startsWith("Cannot read late rows: " + late + "/part-m-00000.parquet, because "));
    for (File lost : new File[] {file, directory}) {
      Files.delete(lost.toPath());
      assertEquals(
          "Cannot read late rows: "
              + late
              + ", because the ledger tells of 1 rows that wait there, and there are 0; restore"
              + " them, or roll back to a run before; verify tells what else is lost",
          refusedToReconcile());
    }
    assertEquals(entries, warehouse.ledger().entries());

    assertTrue(directory.mkdir());
    Files.write(file.toPath(), whole);
    assertEquals(2, warehouse.clean(warehouse.reconcile()).orElseThrow().accepted());
  }

  @Test
  public void lateRowsThatAreLostWhereNoOthersWait() throws Exception {
    warehouse.raw("2015-08-31", "a.tsv", review("A", "2015-08-01").line());
    LedgerEntry entry = warehouse.clean(warehouse.daily("2015-08-31")).orElseThrow();
    Path late = warehouse.at().late(entry.run());
    assertTrue(warehouse.fs().delete(late, true) && warehouse.fs().mkdirs(late));
    assertEquals(
        "Cannot read late rows: "
            + late
            + ", because the ledger tells of 1 rows that wait there, and there are 0; restore them,"
            + " or roll back to a run before; verify tells what else is lost",
        refusedToReconcile());
  }

  private String refusedToReconcile() {
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> warehouse.clean(warehouse.reconcile()));
    assertEquals(Code.FAILED, e.code());
    return e.getMessage();
  }

  private void assertRefused(Code code, String message, CleanRequest request, String... left) {
    warehouse.conf.set(Settings.LEAST_SPLIT_BYTES, "1000");
    WarehouseException e = assertThrows(WarehouseException.class, () -> warehouse.clean(request));
    assertEquals(message, e.getMessage());
    assertEquals(code, e.code());
    assertEquals("nothing is left behind", List.of(left), warehouse.zones());
  }
}
