package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** The whole way through the local job runner, for files of every format. */
@RunWith(Parameterized.class)
public class CleanFindsTheTruthTest {
  @Parameters(name = "{0} {1}, backfill {2}")
  public static List<Object[]> layouts() {
    return List.of(
        new Object[][] {
          {"product_reviews", "jsonl", false},
          {"retailer_reviews", "csv", true},
          {"app_ratings", "json", false},
          {"game_events", "jsonl", false},
          {"streams", "csv", true},
          {"authors", "json", true},
          {"book_reviews", "json", false}
        });
  }

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final String feed;
  private final String layout;
  private final boolean backfill;

  public CleanFindsTheTruthTest(String feed, String layout, boolean backfill) {
    this.feed = feed;
    this.layout = layout;
    this.backfill = backfill;
  }

  @Test
  public void aRunOverAllDaysFindsExactlyTheTruth() throws Exception {
    Path root = folder.getRoot().toPath();
    GenerateRequest request = Generated.request(Generated.contract(feed), layout, root, 2000, 3);
    Generated.run(request, 2);
    LedgerEntry entry = Generated.clean(request, backfill);
    assertEquals(6000, entry.read());
    List<Validation.Line> lines =
        Validation.of(List.of(entry), request.rawZone(), Generated.local(2));
    assertEquals(List.of(), lines.stream().filter(line -> !line.same()).toList());
  }
}
