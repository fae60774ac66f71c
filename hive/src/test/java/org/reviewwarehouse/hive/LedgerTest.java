package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LedgerTest {
  private static final String R1 = "000001-20151120T085644Z-1a2b3c4d";
  private static final String R2 = "000002-20151121T085644Z-1a2b3c4d";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private File ledgerFolder;
  private Ledger ledger;

  @Before
  public void makeFolder() throws IOException {
    ledgerFolder = folder.newFolder("ledger", "reviews");
    ledger =
        new Ledger(
            FileSystem.getLocal(new Configuration()),
            new Path(folder.getRoot().toURI()),
            "reviews");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(ledgerFolder.toPath().resolve(name), text);
  }

  @Test
  public void anEntryIsReadWithTheWholeLiveState() throws IOException {
    write(
        "000002.json",
        "{\"sequence\":2,\"run\":\""
            + R2
            + "\",\"feed\":\"reviews\",\"more\":[1],\"partitions\":["
            + "{\"period\":\"2015-07\",\"run\":\""
            + R1
            + "\",\"rows\":5,\"files\":1,\"bytes\":9},"
            + "{\"period\":\"2015-08\",\"run\":\""
            + R2
            + "\",\"rows\":0,\"files\":0,\"bytes\":0}],"
            + "\"rejected\":3,\"late\":4,\"waiting\":[{\"run\":\""
            + R1
            + "\",\"rows\":4}]}\n");
    Ledger.Entry entry = ledger.entry(2);
    assertEquals(
        new Ledger.Entry(
            2,
            R2,
            null,
            List.of(new Ledger.Part("2015-07", R1, 5), new Ledger.Part("2015-08", R2, 0)),
            3,
            List.of(R1)),
        entry);
    assertEquals(Map.of("2015-07", R1), entry.liveRuns());
  }

  private void commit(int sequence, String rolledBackTo) throws IOException {
    write(
        String.format("%06d.json", sequence),
        String.format(
            "{\"sequence\":%d,\"run\":\"%s\",\"feed\":\"reviews\",%s\"partitions\":[]}",
            sequence,
            run(sequence),
            rolledBackTo == null ? "" : "\"rolled_back_to\":\"" + rolledBackTo + "\","));
  }

  private static String run(int sequence) {
    return String.format("%06d-20151120T085644Z-1a2b3c4d", sequence);
  }

  private List<Integer> lineage() throws IOException {
    return ledger.lineage().stream().map(Ledger.Entry::sequence).toList();
  }

  @Test
  public void theLineageGoesOnFromTheRunThatARollbackWentBackTo() throws IOException {
    assertEquals(List.of(), lineage());
    for (int sequence = 1; sequence <= 4; sequence++) {
      commit(sequence, null);
    }
    assertEquals(List.of(4, 3, 2, 1), lineage());
    commit(5, run(2));
    assertEquals(List.of(5, 2, 1), lineage());
    commit(6, null);
    commit(7, run(4)); // forward again, over the rollback
    assertEquals(List.of(7, 4, 3, 2, 1), lineage());
    commit(8, run(5)); // to a rollback
    assertEquals(List.of(8, 5, 2, 1), lineage());
  }

  @Test
  public void aRollbackToARunThatIsNotThereIsTold() throws IOException {
    commit(1, null);
    for (String target : List.of(run(2), "000001-20151120T085644Z-00000000")) {
      commit(2, target);
      Ledger fresh =
          new Ledger(
              FileSystem.getLocal(new Configuration()),
              new Path(folder.getRoot().toURI()),
              "reviews");
      assertEquals(
          "Cannot read ledger entry: "
              + new Path(ledger.folder(), "000002.json")
              + ", because no run before it is "
              + target,
          assertThrows(WarehouseException.class, fresh::lineage).getMessage());
    }
  }

  @Test
  public void onlyFilesNamedBySequenceAreEntries() throws IOException {
    write("000003.json", "");
    write("000012.json", "");
    write("_000013.json", "");
    write("000014.json.tmp", "");
    write(".000015.json", "");
    assertEquals(new TreeSet<>(List.of(3, 12)), ledger.sequences());
  }

  @Test
  public void aFeedWithoutFolderHasNoSequences() throws IOException {
    Ledger none =
        new Ledger(
            FileSystem.getLocal(new Configuration()), new Path(folder.getRoot().toURI()), "other");
    assertEquals(new TreeSet<>(), none.sequences());
  }

  @Test
  public void aBrokenEntryIsToldWithItsFile() throws IOException {
    Map<String, String> broken =
        Map.of(
            "{\"sequence\":1,",
            "it is not JSON",
            "{\"sequence\":2,\"feed\":\"reviews\"}",
            "it is of another sequence or feed than its place says",
            "{\"sequence\":1,\"feed\":\"reviews\",\"run\":\"x' OR '1\",\"partitions\":[]}",
            "Cannot use run: x' OR '1, because it must be",
            "{\"sequence\":1,\"feed\":\"reviews\",\"run\":\"" + R1 + "\"}",
            "it has no partitions",
            "{\"sequence\":1,\"feed\":\"reviews\",\"run\":\""
                + R1
                + "\",\"partitions\":[{\"period\":\"2015') --\",\"run\":\""
                + R1
                + "\"}]}",
            "Cannot use period: 2015') --, because it must be");
    for (Map.Entry<String, String> entry : broken.entrySet()) {
      write("000001.json", entry.getKey());
      String message = assertThrows(WarehouseException.class, () -> ledger.entry(1)).getMessage();
      String start = "Cannot read ledger entry: " + new Path(ledger.folder(), "000001.json");
      assertEquals(
          start + ", because " + entry.getValue(),
          message.substring(0, (start + ", because " + entry.getValue()).length()));
    }
  }

  @Test
  public void aMissingEntryIsTold() {
    assertThrows(WarehouseException.class, () -> ledger.entry(7));
  }
}
