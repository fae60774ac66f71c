package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.clean.CleanRequest;
import org.reviewwarehouse.mapreduce.clean.CleanRun;
import org.reviewwarehouse.mapreduce.clean.Mode;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Rollback;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/** The whole way through the local job runner. */
public class GenerateThenCleanTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aDailyRunOverAllDaysFindsExactlyTheTruth() throws Exception {
    List<Truth> truths = Generated.run(request(3000), 2).truths();
    LedgerEntry entry = Generated.clean(request(1), false);
    assertEquals(9000, entry.read());
    assertEquals(sum(truths, Truth::fresh), entry.accepted());
    assertEquals(sum(truths, Truth::duplicates), entry.duplicate());
    assertEquals(sum(truths, Truth::laterVersions), entry.superseded());
    assertEquals(sum(truths, Truth::late), entry.late());
    assertEquals(sum(truths, Truth::rejected), entry.rejected());
    Map<String, Long> expected = new TreeMap<>();
    for (Truth truth : truths) {
      for (Truth.Rejection rejection : truth.rejections()) {
        String rule = Count.rule(rejection.reason(), rejection.field());
        expected.merge(rule, rejection.rows(), Long::sum);
      }
    }
    Map<String, Long> found = new TreeMap<>();
    for (LedgerEntry.Rejection rejection : entry.rejections()) {
      found.put(Count.rule(rejection.reason(), rejection.field()), rejection.rows());
    }
    assertEquals(expected, found);
  }

  @Test
  public void validationFindsNothingButATruthThatWasChanged() throws Exception {
    Generated.run(request(300), 1);
    List<LedgerEntry> runs = List.of(Generated.clean(request(1), false));
    assertEquals(List.of(), different(runs));
    Path truth = root().resolve("raw/product_reviews/truth-2015-08-26.json");
    String text = Files.readString(truth);
    Files.writeString(truth, text.replace("\"late\" : 3", "\"late\" : 4"));
    assertEquals(List.of(new Validation.Line("late", 10, 9)), different(runs));
    Files.delete(truth);
    assertEquals(
        "Cannot validate arrival: 2015-08-26, because nothing tells what is in its files: "
            + truth.toUri()
            + " does not exist",
        assertThrows(WarehouseException.class, () -> different(runs))
            .getMessage()
            .replace("file:///", "file:/")
            .replace(" file:/", " file:///"));
  }

  @Test
  public void validationCountsWhatArrivedOnce() throws Exception {
    Generated.run(request(300), 1);
    Zones zones = new Zones(request(1).root(), "product_reviews");
    Ledger ledger = new Ledger(zones, Generated.local(1));
    clean(Mode.DAILY, "2015-08-25");
    clean(Mode.DAILY, "2015-08-26", "2015-08-27");
    new Rollback(zones, Generated.local(1)).to("1");
    assertEquals("what is undone does not count", List.of(), different(ledger.entries()));
    clean(Mode.DAILY, "2015-08-26");
    clean(Mode.DAILY, "2015-08-27");
    assertEquals("but what is done again", List.of(), different(ledger.entries()));
    clean(Mode.RECONCILE);
    assertEquals("late rows were counted before", List.of(), different(ledger.entries()));
  }

  private void clean(Mode mode, String... arrivals) throws Exception {
    GenerateRequest generated = request(1);
    CleanRequest request =
        new CleanRequest(
            generated.contract(),
            generated.contractText(),
            generated.root(),
            mode,
            Stream.of(arrivals).map(LocalDate::parse).toList(),
            null,
            null);
    CleanRun run = new CleanRun(request, Generated.local(1), Generated.silent(), Clock.systemUTC());
    assertTrue(run.execute().orElseThrow().read() > 0);
  }

  private List<Validation.Line> different(List<LedgerEntry> runs) throws IOException {
    org.apache.hadoop.fs.Path zone =
        new org.apache.hadoop.fs.Path(root().resolve("raw/product_reviews").toUri());
    return Validation.of(runs, zone, new org.apache.hadoop.conf.Configuration()).stream()
        .filter(line -> !line.same())
        .toList();
  }

  @Test
  public void aBackfillAcceptsTheLateRowsToo() throws Exception {
    List<Truth> truths = Generated.run(request(1000), 2).truths();
    LedgerEntry entry = Generated.clean(request(1), true);
    assertEquals(0, entry.late());
    assertEquals(sum(truths, Truth::fresh) + sum(truths, Truth::late), entry.accepted());
    assertEquals(sum(truths, Truth::duplicates), entry.duplicate());
    assertEquals(sum(truths, Truth::laterVersions), entry.superseded());
  }

  @Test
  public void theTruthInTheRawZoneIsTheOneReturned() throws Exception {
    List<Truth> truths = Generated.run(request(100), 1).truths();
    for (Truth truth : truths) {
      Path file = root().resolve("raw/product_reviews/truth-" + truth.arrival() + ".json");
      assertEquals(truth, Truth.read(Files.readAllBytes(file)));
    }
  }

  @Test
  public void aDayThatIsThereIsRefusedAndNothingChanges() throws Exception {
    Path there = root().resolve("raw/product_reviews/arrival=2015-08-27");
    Files.createDirectories(there);
    Files.writeString(there.resolve("part-00000.tsv"), "theirs");
    SortedMap<String, String> before = Generated.contents(root());
    WarehouseException refused =
        assertThrows(WarehouseException.class, () -> Generated.run(request(100), 1));
    assertEquals(
        "Cannot generate raw files: file:"
            + there
            + ", because it exists and raw files are never changed; choose other days or another"
            + " --root",
        refused.getMessage());
    assertEquals(before, Generated.contents(root()));
    assertEquals(Set.of("raw"), names(root()));
  }

  @Test
  public void aJobThatFailsLeavesNothingBehind() throws Exception {
    String contract = Generated.productReviews().replace("{\"5\": 60,", "{\"6\": 60,");
    WarehouseException failed =
        assertThrows(
            WarehouseException.class,
            () -> Generated.run(Generated.request(contract, root(), 100, 2), 2));
    assertEquals(
        "Cannot finish step: generate, because Cannot generate row",
        failed.getMessage().substring(0, failed.getMessage().lastIndexOf(':', 90)));
    assertEquals(Set.of(), names(root()));
  }

  private Path root() {
    return folder.getRoot().toPath();
  }

  private GenerateRequest request(int rows) {
    return Generated.request(Generated.productReviews(), root(), rows, 2);
  }

  private static long sum(List<Truth> truths, ToLongFunction<Truth> count) {
    return truths.stream().mapToLong(count).sum();
  }

  private static Set<String> names(Path directory) throws IOException {
    Set<String> names = new HashSet<>();
    try (var all = Files.list(directory)) {
      all.forEach(path -> names.add(path.getFileName().toString()));
    }
    return names;
  }
}
