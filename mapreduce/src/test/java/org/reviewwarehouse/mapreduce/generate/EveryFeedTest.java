package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.reviewwarehouse.mapreduce.contract.Layout;

/** Each shipped feed in each of its layouts. */
@RunWith(Parameterized.class)
public class EveryFeedTest {
  @Parameters(name = "{0} {1}")
  public static List<String[]> layouts() {
    return List.of(
        new String[][] {
          {"product_reviews", "tsv"},
          {"product_reviews", "jsonl"},
          {"retailer_reviews", "csv"},
          {"app_ratings", "jsonl"},
          {"app_ratings", "csv"},
          {"app_ratings", "json"},
          {"game_events", "jsonl"},
          {"movies", "csv"},
          {"streams", "csv"},
          {"users", "csv"},
          {"authors", "json"},
          {"books", "json"},
          {"book_reviews", "json"}
        });
  }

  private final String feed;
  private final String layout;

  public EveryFeedTest(String feed, String layout) {
    this.feed = feed;
    this.layout = layout;
  }

  @Test
  public void theTruthIsWhatAnIndependentCountFinds() throws IOException {
    GenerateRequest request = request(6000, 3);
    Count count = Count.of(request, request.arrivals());
    Plans plans = new Plans(request);
    List<Truth> truths =
        request.arrivals().stream().map(arrival -> Truth.of(plans, arrival)).toList();
    count.assertIs(truths);
  }

  /** With records so short that one that is too long costs little. */
  @Test
  public void theTruthOfOtherSeedsIsFoundToo() throws IOException {
    String text =
        Generated.contract(feed)
            .replaceFirst("\"max.record.bytes\": \\d+,", "")
            .replaceFirst("\"key\":", "\"max.record.bytes\": 9000, \"key\":");
    GenerateRequest one = Generated.request(text, layout, Path.of("nowhere"), 900, 2);
    for (int seed = 2; seed < 12; seed++) {
      GenerateRequest request =
          new GenerateRequest(
              one.contract(),
              text,
              one.layout(),
              one.root(),
              one.from() + seed,
              1,
              one.rows(),
              seed,
              2,
              false);
      Truth truth = Truth.of(new Plans(request), request.from());
      Count count = Count.of(request, request.arrivals());
      Map<String, Long> rejected = new TreeMap<>();
      truth
          .rejections()
          .forEach(each -> rejected.put(Count.rule(each.reason(), each.field()), each.rows()));
      assertEquals("seed " + seed, rejected, count.rejected);
      assertEquals("seed " + seed, truth.fresh(), count.versions.size());
      assertEquals("seed " + seed, truth.duplicates(), count.duplicates);
      assertEquals("seed " + seed, truth.laterVersions(), count.superseded);
      assertEquals("seed " + seed, truth.late(), count.late);
    }
  }

  @Test
  public void whatIsWrittenIsWhatIsPlanned() throws IOException {
    GenerateRequest request = request(500, 3);
    FileWriter writer = new FileWriter(request);
    Plans plans = new Plans(request);
    Map<Kind, Long> planned = new EnumMap<>(Kind.class);
    for (long arrival : request.arrivals()) {
      for (int file = 0; file < 3; file++) {
        writer.write(arrival, file, OutputStream.nullOutputStream());
      }
      for (Kind kind : Kind.values()) {
        planned.merge(kind, plans.of(arrival).count(kind), Long::sum);
      }
    }
    Map<Kind, Long> written = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      written.put(kind, writer.count(kind));
    }
    assertEquals(planned, written);
  }

  @Test
  public void theFilesHaveNamesThatTheLayoutTakes() {
    GenerateRequest request = request(10, 3);
    Layout taken = request.contract().layoutOf(request.fileName(2));
    assertEquals(request.layout(), taken);
    assertEquals("part-00002." + layout, request.fileName(2));
  }

  private GenerateRequest request(int rows, int files) {
    return Generated.request(Generated.contract(feed), layout, Path.of("nowhere"), rows, files);
  }

  private static long sum(List<Truth> truths, ToLongFunction<Truth> count) {
    return truths.stream().mapToLong(count).sum();
  }
}
