package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.ExternalResource;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/**
 * Real crawls of app reviews, in the order in which they came: the trends after each are those of
 * all files so far, and in the end those of a warehouse that got them all at once.
 */
public class RatingCrawlsIT {
  private static final Set<String> TRENDS =
      Set.of("SELECT * FROM rating_trend", "SELECT * FROM rating_trend_legacy");

  private static final Sandbox SANDBOX = new Sandbox();
  private static final TemporaryFolder FOLDER = new TemporaryFolder();

  @ClassRule
  public static final RuleChain ONLY_WITH_REAL_FILES =
      RuleChain.outerRule(
              new ExternalResource() {
                @Override
                protected void before() {
                  RealData.folder();
                }
              })
          .around(FOLDER)
          .around(SANDBOX);

  @Test
  public void laterCrawlsRestatePastDays() throws Exception {
    JobJar jobs = new JobJar(SANDBOX, FOLDER.newFolder().toPath());
    RawWarehouse crawled = new RawWarehouse(SANDBOX, jobs, "crawled");
    RawWarehouse atOnce = new RawWarehouse(SANDBOX, jobs, "at_once");
    List<Rating> versions = new ArrayList<>();
    Map<String, CsvTable> before = Map.of();
    Set<String> restated = new TreeSet<>();
    for (Map.Entry<LocalDate, List<Path>> crawl : crawls().entrySet()) {
      String arrival = crawl.getKey().toString();
      for (Path file : crawl.getValue()) {
        byte[] content = Files.readAllBytes(file);
        String name = "app_ratings/arrival=" + arrival + "/" + file.getFileName();
        crawled.put(name, content);
        atOnce.put(name, content);
        versions.addAll(ratings(Files.readString(file), crawl.getKey()));
      }
      crawled.job("clean", "app_ratings", "--arrival", arrival);
      // A crawl goes back for months: what is older than two days waits.
      crawled.job("clean", "app_ratings", "--reconcile");
      crawled.publish("app_ratings");
      crawled.refresh();

      Map<String, CsvTable> expected = new RatingTables(Rating.newest(versions)).all();
      Map<String, CsvTable> now = answers(crawled, expected.keySet());
      assertSame(arrival, expected, now);
      for (String trend : before.isEmpty() ? Set.<String>of() : TRENDS) {
        Map<String, Long> ratings = ratingsByDay(now.get(trend));
        boolean fewer =
            ratingsByDay(before.get(trend)).entrySet().stream()
                .anyMatch(day -> ratings.getOrDefault(day.getKey(), 0L) < day.getValue());
        restated.addAll(fewer ? Set.of(trend) : Set.of());
      }
      before = now;
    }
    assertEquals("past days lost ratings to newer ones of their authors", TRENDS, restated);

    atOnce.job("clean", "app_ratings", "--backfill");
    atOnce.publish("app_ratings");
    atOnce.refresh();
    assertSame("at once", before, answers(atOnce, before.keySet()));
  }

  private static Map<String, CsvTable> answers(RawWarehouse warehouse, Set<String> questions)
      throws IOException {
    Map<String, CsvTable> answers = new HashMap<>();
    for (String question : questions) {
      answers.put(question, CsvTable.parse(warehouse.tables.csv(question)));
    }
    return answers;
  }

  private static void assertSame(
      String when, Map<String, CsvTable> expected, Map<String, CsvTable> found) {
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (question, table) ->
            table
                .difference(found.get(question))
                .ifPresent(difference -> differences.add(question + ": " + difference)));
    assertEquals(when, "", String.join("\n", differences));
  }

  /**
   * The number of ratings by what stands before it: the key. No cell of a trend of these apps is
   * quoted.
   */
  private static Map<String, Long> ratingsByDay(CsvTable table) {
    List<String> columns = List.of(table.header().split(","));
    int count = columns.indexOf("ratings");
    Map<String, Long> ratings = new HashMap<>();
    for (String row : table.rows()) {
      List<String> cells = List.of(row.split(",", -1));
      ratings.put(String.join(",", cells.subList(0, count)), Long.valueOf(cells.get(count)));
    }
    return ratings;
  }

  /** The files by the day on which we say they arrived. */
  private static Map<LocalDate, List<Path>> crawls() throws IOException {
    Map<LocalDate, List<Path>> crawls = new TreeMap<>();
    try (Stream<Path> files = Files.list(RealData.folder().resolve("appreviews_ios_android_kr"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".csv")) {
          LocalDate arrival =
              LocalDate.parse(
                  name.startsWith("result")
                      ? "2022-04-03"
                      : name.endsWith("_updated.csv") ? "2022-04-10" : "2022-04-09");
          crawls.computeIfAbsent(arrival, day -> new ArrayList<>()).add(file);
        }
      }
    }
    return crawls;
  }

  private static List<Rating> ratings(String csv, LocalDate arrival) {
    List<List<String>> records = records(csv.replaceFirst("^\uFEFF", ""));
    List<String> names = records.get(0);
    List<Rating> ratings = new ArrayList<>();
    for (List<String> record : records.subList(1, records.size())) {
      Instant at = Rating.instant(record.get(names.indexOf("DATE")));
      ratings.add(
          new Rating(
              null,
              record.get(names.indexOf("APP_NAME")),
              record.get(names.indexOf("OS")).toLowerCase(Locale.ROOT),
              record.get(names.indexOf("USER")),
              Integer.parseInt(record.get(names.indexOf("STAR"))),
              at,
              Rating.dayOf(at),
              arrival));
    }
    return ratings;
  }

  /** The records of a file after RFC 4180. */
  private static List<List<String>> records(String csv) {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : csv.replace("\r\n", "\n").toCharArray()) {
      if (c == '"') {
        // The second of two in a quoted cell opens it again, and stands for itself.
        quoted = !quoted;
        cell.append(c);
      } else if (quoted || c != ',' && c != '\n') {
        cell.append(c);
      } else {
        record.add(unquoted(cell.toString()));
        cell.setLength(0);
        if (c == '\n') {
          records.add(record);
          record = new ArrayList<>();
        }
      }
    }
    return records;
  }

  private static String unquoted(String cell) {
    return cell.startsWith("\"")
        ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
        : cell;
  }
}
