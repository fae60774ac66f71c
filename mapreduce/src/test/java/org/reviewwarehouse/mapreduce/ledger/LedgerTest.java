package org.reviewwarehouse.mapreduce.ledger;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LedgerTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();
  private File directory;
  private Zones zones;
  private Ledger ledger;

  @Before
  public void openLedger() {
    directory = new File(folder.getRoot(), "ledger/product_reviews");
    zones = new Zones(new Path(folder.getRoot().getPath()), "product_reviews");
    ledger = new Ledger(zones, conf);
  }

  @Test
  public void isEmptyWhereThereIsNoDirectory() throws Exception {
    assertEquals(List.of(), ledger.entries());
    assertEquals(Optional.empty(), ledger.last());
    assertFalse("reading creates nothing", directory.exists());
  }

  @Test
  public void keepsAnEntryAsOneLineOfJson() throws Exception {
    LedgerEntry entry = entry(1);
    assertTrue(commit(entry));
    assertEquals(
        "{\"sequence\":1,\"run\":\"000001-20151120T085644Z-1a2b3c4d\","
            + "\"feed\":\"product_reviews\",\"mode\":\"daily\",\"rolled_back_to\":null,\"contract\":\"cafe\","
            + "\"grain\":\"month\",\"started\":\"2015-11-20T08:56:44.123Z\","
            + "\"committed\":\"2015-11-20T08:57:10.001Z\",\"watermark_days\":2,"
            + "\"arrivals\":[\"2015-08-25\"],"
            + "\"inputs\":[{\"path\":\"file:/raw/a\\\"é\\\\.tsv\",\"arrival\":\"2015-08-25\","
            + "\"length\":123,\"checksum\":\"crc32c:0a1b2c3d\",\"read\":10,\"accepted\":5,"
            + "\"duplicate\":1,\"superseded\":1,\"rejected\":2,\"late\":1},"
            + "{\"path\":\"file:/raw/b.tsv\",\"arrival\":null,\"length\":0,"
            + "\"checksum\":\"crc32c:00000000\",\"read\":0,\"accepted\":0,\"duplicate\":0,"
            + "\"superseded\":0,\"rejected\":0,\"late\":0}],"
            + "\"read\":10,\"accepted\":5,\"duplicate\":1,\"superseded\":1,\"rejected\":2,"
            + "\"late\":1,\"replaced\":3,\"bytes_read\":123,\"bytes_written\":456,\"rejections\":["
            + "{\"reason\":\"below_minimum\",\"field\":\"star_rating\",\"rows\":1},"
            + "{\"reason\":\"field_count\",\"field\":null,\"rows\":1}],"
            + "\"steps\":[{\"step\":\"resolve\",\"millis\":1200},"
            + "{\"step\":\"write\",\"millis\":2000}],"
            + "\"partitions\":[{\"period\":\"2015-08\","
            + "\"run\":\"000001-20151120T085644Z-1a2b3c4d\",\"rows\":5,\"files\":2,\"bytes\":456}],"
            + "\"waiting\":[{\"run\":\"000001-20151120T085644Z-1a2b3c4d\",\"rows\":1}]}\n",
        Files.readString(new File(directory, "000001.json").toPath()));
    assertEquals(List.of(entry), ledger.entries());
    assertEquals(Optional.of(entry), ledger.last());
  }

  @Test
  public void readsTheEntriesOfLaterVersions() throws Exception {
    commit(entry(1));
    File file = new File(directory, "000001.json");
    String text = Files.readString(file.toPath());
    Files.writeString(file.toPath(), text.replaceFirst("\\{", "{\"mood\":\"good\","));
    assertEquals(List.of(entry(1)), ledger.entries());
  }

  @Test
  public void ordersRunsByTheirNumberAlsoWhereItHasSevenDigits() throws Exception {
    int[] sequences = {1_000_001, 7, 999_999, 10, 1_000_000, 1, 100_000};
    for (int sequence : sequences) {
      assertTrue(commit(entry(sequence)));
    }
    assertEquals(
        List.of(1, 7, 10, 100_000, 999_999, 1_000_000, 1_000_001),
        ledger.entries().stream().map(LedgerEntry::sequence).toList());
    assertEquals(1_000_001, ledger.last().orElseThrow().sequence());
    assertTrue(new File(directory, "1000001.json").exists());
  }

  @Test
  public void namesEntriesTheSameWhereverPeopleWriteOtherDigits() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertTrue(commit(entry(1)));
    } finally {
      Locale.setDefault(before);
    }
    assertEquals(List.of(entry(1)), ledger.entries());
  }

  @Test
  public void passesOverDraftsAndWhateverElseLiesThere() throws Exception {
    commit(entry(1));
    for (String name :
        new String[] {
          ".000002.json-1f2e", "000002.json.tmp", "_000002.json", "2.json", "README", "x00002.json"
        }) {
      Files.writeString(new File(directory, name).toPath(), "{");
    }
    assertEquals(List.of(entry(1)), ledger.entries());
  }

  @Test
  public void leavesNothingBehindButTheEntry() throws Exception {
    commit(entry(1));
    commit(entry(1));
    assertEquals(List.of("000001.json"), List.of(directory.list()));
  }

  @Test
  public void namesADamagedEntry() throws Exception {
    commit(entry(1));
    File file = new File(directory, "000001.json");
    for (String damage :
        new String[] {"", "{\"sequence\":1,", "no JSON", "[]", "{\"read\":\"x\"}"}) {
      Files.writeString(file.toPath(), damage);
      IOException e = assertThrows(damage, IOException.class, () -> ledger.entries());
      String beginning = "Cannot read ledger entry: " + file.toURI() + ", because it is damaged: ";
      assertTrue(e.getMessage(), e.getMessage().startsWith(beginning));
      assertThrows(damage, IOException.class, () -> ledger.last());
    }
  }

  @Test
  public void addsUpOnlyWhereEveryFileAndTheRunDo() {
    assertTrue(entry(1).addsUp());
    assertFalse(new LedgerEntry.Input("a", null, 1, "", 10, 5, 1, 1, 2, 0).addsUp());
    assertFalse(
        "a file", withInput(new LedgerEntry.Input("a", null, 1, "", 10, 5, 1, 1, 2, 0)).addsUp());
    assertFalse(
        "the run", withInput(new LedgerEntry.Input("a", null, 1, "", 9, 5, 1, 1, 1, 1)).addsUp());
  }

  private boolean commit(LedgerEntry entry) throws IOException {
    try (FeedLock lock = FeedLock.acquire(zones, "test", conf)) {
      return lock.commit(entry).outcome() == Commit.Outcome.DONE;
    }
  }

  private static LedgerEntry entry(int sequence) {
    return entry(sequence, "000001-20151120T085644Z-1a2b3c4d");
  }

  /** The sample run with another number and name. */
  static LedgerEntry entry(int sequence, String run) {
    LedgerEntry.Input first =
        new LedgerEntry.Input(
            "file:/raw/a\"é\\.tsv", "2015-08-25", 123, "crc32c:0a1b2c3d", 10, 5, 1, 1, 2, 1);
    LedgerEntry.Input second =
        new LedgerEntry.Input("file:/raw/b.tsv", null, 0, "crc32c:00000000", 0, 0, 0, 0, 0, 0);
    return entry(sequence, run, List.of(first, second));
  }

  private static LedgerEntry withInput(LedgerEntry.Input input) {
    return entry(1, "run", List.of(input));
  }

  private static LedgerEntry entry(int sequence, String run, List<LedgerEntry.Input> inputs) {
    return new LedgerEntry(
        sequence,
        run,
        "product_reviews",
        "daily",
        null,
        "cafe",
        "month",
        "2015-11-20T08:56:44.123Z",
        "2015-11-20T08:57:10.001Z",
        2,
        List.of("2015-08-25"),
        inputs,
        10,
        5,
        1,
        1,
        2,
        1,
        3,
        123,
        456,
        List.of(
            new LedgerEntry.Rejection("below_minimum", "star_rating", 1),
            new LedgerEntry.Rejection("field_count", null, 1)),
        List.of(new LedgerEntry.Step("resolve", 1_200), new LedgerEntry.Step("write", 2_000)),
        List.of(new LedgerEntry.Partition("2015-08", run, 5, 2, 456)),
        List.of(new LedgerEntry.Waiting(run, 1)));
  }
}
