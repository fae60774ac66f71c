package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is computed day by day is what would be computed at once, for every mart and feed. */
public class RefreshIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  /** Arrival days; the end of a month is among the first. */
  private static final int DAYS = Integer.getInteger("refresh.days", 2);

  private static final LocalDate FIRST = LocalDate.parse("2022-02-28");
  private static final int ROWS = 300;

  @Test
  public void dayByDayIsTheSameAsAllAtOnce() throws Exception {
    JobJar jobs = new JobJar(SANDBOX, FOLDER.newFolder().toPath());
    RawWarehouse warehouse = new RawWarehouse(SANDBOX, jobs, "days");
    Map<String, Mart> marts = Mart.all();
    Set<String> feeds = new TreeSet<>();
    marts.values().forEach(mart -> feeds.addAll(mart.feeds(marts)));
    List<String> dated = feeds.stream().filter(RefreshIT::dated).toList();
    for (String feed : feeds) {
      warehouse.job(
          "generate", feed, "--from", "" + FIRST, "--days", "" + DAYS, "--rows", "" + ROWS);
    }
    // Months enough that there is a checkpoint, and that it goes on with the second day.
    warehouse.put(
        "product_reviews/arrival=" + FIRST + "/earlier.jsonl",
        (review("e1", 5, 1, 2, "\"review_date\":\"2021-12-31\"")
                + review("e2", 3, 0, 1, "\"review_date\":\"2022-01-31\""))
            .getBytes(StandardCharsets.UTF_8));
    for (int day = 0; day < DAYS; day++) {
      String arrival = FIRST.plusDays(day).toString();
      if (day == 1) {
        for (String feed : dated) {
          sendAgain(warehouse, feed, FIRST.toString(), arrival);
        }
      }
      for (String feed : feeds) {
        warehouse.job("clean", feed, "--arrival", arrival);
      }
      if (day == DAYS / 2) {
        publishAndRefresh(warehouse, feeds);
        for (String feed : dated) {
          warehouse.job("clean", feed, "--reconcile");
        }
      }
      publishAndRefresh(warehouse, feeds);
      if (day == DAYS - 1) {
        for (String feed : dated) {
          warehouse.job("rollback", feed, "--to", "" + (runs(warehouse, feed) - 1));
        }
        publishAndRefresh(warehouse, dated);
        for (String feed : dated) {
          warehouse.job("clean", feed, "--arrival", arrival);
        }
      }
    }
    for (String feed : dated) {
      warehouse.job("clean", feed, "--reconcile");
    }
    publishAndRefresh(warehouse, dated);
    assertEquals(
        "Nothing changed since the marts were computed: no mart was run\n", refresh(warehouse));

    Map<String, CsvTable> byDay = dump(warehouse);
    String full = refresh(warehouse, "--full");
    Map<String, CsvTable> atOnce = dump(warehouse);
    List<String> differences = new ArrayList<>();
    for (String mart : marts.keySet()) {
      assertTrue(full, full.contains(mart + ": "));
      assertTrue(mart + " has no rows", !byDay.get(mart).rows().isEmpty());
      atOnce
          .get(mart)
          .difference(byDay.get(mart))
          .ifPresent(difference -> differences.add(mart + ": " + difference));
    }
    assertEquals("", String.join("\n", differences));
  }

  /** Whether the rows of a feed have an event day, so that some come late. */
  private static boolean dated(String feed) {
    try {
      return Files.readString(Sandbox.home().resolve("conf/feeds/" + feed + ".avsc"))
          .contains("\"event.day\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sendAgain(RawWarehouse warehouse, String feed, String day, String arrival)
      throws IOException {
    FileSystem files = SANDBOX.fileSystem();
    String folder = warehouse.tables.root + "/raw/" + feed + "/arrival=" + day;
    FileStatus file =
        Arrays.stream(files.listStatus(new org.apache.hadoop.fs.Path(folder)))
            .filter(each -> !each.getPath().getName().startsWith("_"))
            .min((a, b) -> a.getPath().compareTo(b.getPath()))
            .orElseThrow();
    try (var in = files.open(file.getPath())) {
      warehouse.put(
          feed + "/arrival=" + arrival + "/again-" + file.getPath().getName(), in.readAllBytes());
    }
  }

  private static int runs(RawWarehouse warehouse, String feed) throws IOException {
    var ledger = new org.apache.hadoop.fs.Path(warehouse.tables.root + "/ledger/" + feed);
    return SANDBOX.fileSystem().globStatus(new org.apache.hadoop.fs.Path(ledger, "*.json")).length;
  }

  private static void publishAndRefresh(RawWarehouse warehouse, Collection<String> feeds)
      throws IOException {
    for (String feed : feeds) {
      warehouse.publish(feed);
    }
    refresh(warehouse);
  }

  /** With alerts on days of one review: generated days have few reviews of a product. */
  private static String refresh(RawWarehouse warehouse, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("refresh", "--root", warehouse.tables.root));
    args.addAll(List.of(more));
    Sandbox.Outcome outcome =
        warehouse.tables.run(
            Map.of("warehouse.mart.alert_minimum_reviews", "1"), args.toArray(String[]::new));
    assertEquals(outcome.err(), 0, outcome.code());
    return outcome.out();
  }

  private static Map<String, CsvTable> dump(RawWarehouse warehouse) throws IOException {
    Map<String, CsvTable> tables = new LinkedHashMap<>();
    for (String mart : Mart.all().keySet()) {
      tables.put(mart, CsvTable.parse(warehouse.tables.csv("SELECT * FROM " + mart)));
    }
    return tables;
  }

  private static String review(String id, int stars, int helpful, int total, String more) {
    return """
        {"marketplace":"US","customer_id":"c%s","review_id":"%s","product_id":"p1",\
        "product_parent":"p","product_title":"Title","product_category":"Books",\
        "star_rating":%d,"helpful_votes":%d,"total_votes":%d,"vine":"N",\
        "verified_purchase":"Y","review_headline":"h","review_body":"b",%s}
        """
        .formatted(id, id, stars, helpful, total, more);
  }

  private static void holdsBothKindsOfFiles(RawWarehouse warehouse) throws IOException {
    assertEquals(
        "review_id,review_language\nr1,\nr2,en\nr3,de\n",
        warehouse.tables.sorted("SELECT review_id, review_language FROM product_reviews"));
    assertEquals(
        "product_id,review_date,reviews,sum_stars,average_stars,one_star_reviews,"
            + "sum_helpful_votes,sum_total_votes,period\n"
            + "p1,2015-08-31,1,5,5.0,0,1,2,2015-08\n"
            + "p1,2015-09-01,1,1,1.0,1,4,5,2015-09\n"
            + "p1,2015-09-02,1,4,4.0,0,0,0,2015-09\n",
        warehouse.tables.dump("product_day"));
    assertEquals(
        "product_id,review_date,reviews_to_date,sum_stars_to_date,average_stars_to_date,"
            + "one_star_reviews_to_date,period\n"
            + "p1,2015-08-31,1,5,5.0,0,2015-08\n"
            + "p1,2015-09-01,2,6,3.0,1,2015-09\n"
            + "p1,2015-09-02,3,10,3.3333333333333335,1,2015-09\n",
        warehouse.tables.dump("product_cumulative"));
    assertEquals(
        "reviews,sum_stars,sum_helpful_votes,sum_total_votes,first_review_date,last_review_date\n"
            + "3,10,5,7,2015-08-31,2015-09-02\n",
        warehouse.tables.csv(
            "SELECT reviews, sum_stars, sum_helpful_votes, sum_total_votes, first_review_date,"
                + " last_review_date FROM product_lifetime"));
  }

  @Test
  public void filesFromBeforeAndAfterAContractGainedAColumnGiveTheRightMarts() throws Exception {
    JobJar jobs = new JobJar(SANDBOX, FOLDER.newFolder().toPath());
    RawWarehouse warehouse = new RawWarehouse(SANDBOX, jobs, "gained");
    String feed = "product_reviews";
    warehouse.put(
        feed + "/arrival=2015-09-01/old.jsonl",
        (review("r1", 5, 1, 2, "\"review_date\":\"2015-08-31\"")
                + review("r2", 3, 0, 1, "\"review_date\":\"2015-09-01\""))
            .getBytes(StandardCharsets.UTF_8));
    warehouse.cleanDayByDay(feed);
    warehouse.refresh();

    String contract =
        Files.readString(Sandbox.home().resolve("conf/feeds/product_reviews.avsc"))
            .replaceFirst(
                "\\s*]\\s*}\\s*$",
                ", {\"name\": \"review_language\", \"type\": [\"null\", \"string\"],"
                    + " \"doc\": \"Language.\"}]}");
    Path gained = FOLDER.newFolder().toPath().resolve("product_reviews.avsc");
    Files.writeString(gained, contract);
    for (String table : List.of("product_reviews_runs", "product_reviews_late")) {
      warehouse.tables.done(
          "sql",
          "-e",
          "ALTER TABLE " + table + " ADD COLUMNS (review_language STRING COMMENT 'New') CASCADE");
    }
    warehouse.put(
        feed + "/arrival=2015-09-02/new.jsonl",
        (review("r2", 1, 4, 5, "\"review_date\":\"2015-09-01\",\"review_language\":\"en\"")
                + review(
                    "r3", 4, 0, 0, "\"review_date\":\"2015-09-02\",\"review_language\":\"de\""))
            .getBytes(StandardCharsets.UTF_8));
    warehouse.job("clean", feed, "--arrival", "2015-09-02", "--contract", gained.toString());
    warehouse.publish(feed);
    String refreshed = warehouse.refresh();
    assertTrue(refreshed, refreshed.contains("product_day: period 2015-09 computed"));
    holdsBothKindsOfFiles(warehouse);
    warehouse.refresh("--full");
    holdsBothKindsOfFiles(warehouse);
  }
}
