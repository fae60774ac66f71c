package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.RealData;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** Real files of every feed, with what is known of them from elsewhere. */
public class RealFeedsTest {
  private static final String STREAMING = "strider_books_movies_luizamboni/";
  private static final String STREAMING_TOO = "strider_books_movies_rafaelleinio/";
  private static final String APPS = "appreviews_ios_android_kr/";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void retailerReviewsLessExactRepeats() throws Exception {
    String name =
        "datafiniti_amazon_5000/Datafiniti_Amazon_Consumer_Reviews_of_Amazon_Products.csv";
    Warehouse warehouse = warehouse("retailer_reviews", "2019-01-01", name);
    assertEquals("5000 = 4905 + 95 + 0 + 0 + 0", clean(warehouse));
    Set<List<String>> distinct = new HashSet<>();
    for (CSVRecord record : csv(name)) {
      distinct.add(record.toList());
    }
    assertEquals(distinct.size(), warehouse.table().size());
    String first =
        warehouse.table().stream()
            .filter(row -> row.contains("I thought it would be as big as small paper"))
            .findAny()
            .orElseThrow();
    assertTrue(
        first,
        first.startsWith("AVqVGZNvQMlgsOJE6eUY|")
            && first.contains(
                "|Amazon Kindle E-Reader 6\" Wifi (8th Generation, 2016)|[B00ZV9PXP2]|Amazon"
                    + "|[Computers, Electronics Features, Tablets,")
            && first.contains("|null|null|2017-09-03T00:00|2017-09-03|2017-03-03T16:56:05|")
            && first.contains("|null|false|null|3.0|null|I thought"));
  }

  @Test
  public void streamsUsersAndMovies() throws Exception {
    assertDump("streams", "streams.csv", "9652 = 9652 + 0 + 0 + 0 + 0", 9652);
    assertDump("users", "users.csv", "783 = 783 + 0 + 0 + 0 + 0", 783);
    Warehouse movies = warehouse("movies", "2021-12-31", STREAMING + "movies.csv");
    assertEquals("92 = 92 + 0 + 0 + 0 + 0", clean(movies));
    assertTrue(movies.table().get(0), movies.table().get(0).startsWith("12 Angry Men|"));
    Warehouse streams = warehouse("streams", "2021-12-31", STREAMING + "streams.csv");
    clean(streams);
    String session =
        "Full Metal Jacket|rodrick_bergnaum@murray.co|613.4245936603365"
            + "|2021-12-06T18:30:19.099|2021-12-07T14:44:38.177|2021-12-31|";
    assertEquals(1, streams.table().stream().filter(row -> row.startsWith(session)).count());
  }

  @Test
  public void authorsBooksAndReviewsOfThem() throws Exception {
    assertDump("authors", "authors.json", "201 = 200 + 0 + 0 + 1 + 0", 200);
    assertDump("books", "books.json", "103 = 103 + 0 + 0 + 0 + 0", 103);
    assertDump("book_reviews", "reviews.json", "501 = 501 + 0 + 0 + 0 + 0", 501);

    Warehouse authors = warehouse("authors", "2021-12-31", STREAMING + "authors.json");
    clean(authors);
    assertEquals(
        1, count(authors, "Josh Johnston|1956-05-07|null|[Guianese (French)]|2021-12-31|"));
    assertEquals(
        "blank nationalities are dropped",
        0,
        authors.table().stream().filter(row -> row.contains("[]") || row.contains(", ]")).count());
    assertTrue(
        authors.zone("rejected").get(0), authors.zone("rejected").get(0).contains("|empty|name|"));

    Warehouse reviews = warehouse("book_reviews", "2021-12-31", STREAMING + "reviews.json");
    clean(reviews);
    assertEquals(
        "every review is of one book and one movie",
        501,
        reviews.table().stream()
            .map(row -> row.split("\\|"))
            .filter(row -> !row[5].equals("[]") && !row[6].equals("[]"))
            .filter(row -> !row[6].contains("end") && row[6].equals(row[6].toUpperCase()))
            .count());
  }

  @Test
  public void aNewerDumpReplacesRowsAndThoseItLacksStay() throws Exception {
    Warehouse movies = warehouse("movies", "2021-12-30", STREAMING + "movies.csv");
    assertEquals("92 = 92 + 0 + 0 + 0 + 0", clean(movies));
    arrive(movies, "2021-12-31", STREAMING_TOO + "movies.csv");
    assertEquals("91 = 91 + 0 + 0 + 0 + 0", clean(movies));
    Map<String, Integer> lastSeen = new HashMap<>();
    for (String row : movies.table()) {
      lastSeen.merge(row.split("\\|")[4], 1, Integer::sum);
    }
    assertEquals(Map.of("2021-12-30", 1, "2021-12-31", 91), lastSeen);
  }

  @Test
  public void appReviewsAcrossCrawls() throws Exception {
    Warehouse apps = Warehouse.of("app_ratings", folder.newFolder());
    Map<List<String>, String> newest = new HashMap<>();
    Map<List<String>, Set<String>> versions = new HashMap<>();
    Set<List<String>> edited = new HashSet<>();
    long records = 0;
    File[] crawls =
        new File(RealData.folder(), APPS).listFiles((all, name) -> name.endsWith(".csv"));
    for (File crawl : crawls) {
      String arrival =
          crawl.getName().startsWith("result")
              ? "2022-04-03"
              : crawl.getName().endsWith("_updated.csv") ? "2022-04-10" : "2022-04-09";
      apps.raw(arrival, crawl.getName(), Files.readAllBytes(crawl.toPath()));
      for (CSVRecord record : csv(APPS + crawl.getName())) {
        records++;
        List<String> key =
            List.of(
                record.get("APP_NAME"),
                record.get("OS").toLowerCase(),
                record.get("USER"),
                instant(record.get("DATE")));
        String values = record.get("STAR") + "|" + record.get("COMMENT");
        if (versions.containsKey(key) && !versions.get(key).contains(values)) {
          edited.add(key);
        }
        String before = newest.getOrDefault(key, "");
        if (before.compareTo(arrival) < 0) {
          versions.put(key, new HashSet<>());
          newest.put(key, arrival);
        }
        if (newest.get(key).equals(arrival)) {
          versions.get(key).add(values);
        }
      }
    }
    LedgerEntry entry = apps.clean(apps.backfill()).orElseThrow();
    assertAddsUp(entry);
    assertEquals(records, entry.read());
    assertEquals(newest.size(), entry.accepted());
    assertEquals(0, entry.rejected());
    assertTrue("repeats are gone: " + entry.duplicate(), entry.duplicate() > 100);
    int updated = 0;
    for (String row : apps.table()) {
      String[] values = row.split("(?<!\\\\)\\|");
      List<String> key = List.of(values[1], values[2], values[3], values[5]);
      String content = values[8].replace("\\n", "\n").replace("\\|", "|");
      assertTrue(row, versions.get(key).contains(values[4] + "|" + content));
      assertEquals(row, newest.get(key), values[11]);
      updated += edited.contains(key) ? 1 : 0;
    }
    assertEquals("edited reviews are there once, in their newest version", edited.size(), updated);
  }

  @Test
  public void applesPageOfReviews() throws Exception {
    Warehouse apps =
        warehouse("app_ratings", "2020-08-31", "apple_rss_feed_sample/FixtureReviewAPI.json");
    assertEquals("50 = 50 + 0 + 0 + 0 + 0", clean(apps));
    assertEquals(1, count(apps, "6290024630|null|ios|ヤミ。|4|null|2020-08-31|神アプリ|とにかく周りの人皆んなが暖かく"));
  }

  private void assertDump(String feed, String file, String accounting, int rows) throws Exception {
    for (String from : new String[] {STREAMING, STREAMING_TOO}) {
      Warehouse warehouse = warehouse(feed, "2021-12-31", from + file);
      assertEquals(accounting, clean(warehouse));
      assertEquals(rows, warehouse.table().size());
    }
  }

  private static long count(Warehouse warehouse, String beginning) throws IOException {
    return warehouse.table().stream().filter(row -> row.startsWith(beginning)).count();
  }

  private Warehouse warehouse(String feed, String arrival, String name) throws Exception {
    Warehouse warehouse = Warehouse.of(feed, folder.newFolder());
    arrive(warehouse, arrival, name);
    return warehouse;
  }

  private static void arrive(Warehouse warehouse, String arrival, String name) throws IOException {
    File file = new File(RealData.folder(), name);
    warehouse.raw(arrival, file.getName(), Files.readAllBytes(file.toPath()));
  }

  /** Cleans all that is new, and tells what became of it. */
  private static String clean(Warehouse warehouse) throws Exception {
    LedgerEntry entry = warehouse.clean(warehouse.backfill()).orElseThrow();
    assertAddsUp(entry);
    return String.format(
        "%d = %d + %d + %d + %d + %d",
        entry.read(),
        entry.accepted(),
        entry.duplicate(),
        entry.superseded(),
        entry.rejected(),
        entry.late());
  }

  private static void assertAddsUp(LedgerEntry entry) {
    assertTrue(entry.run(), entry.addsUp());
    entry.inputs().forEach(input -> assertTrue(input.path(), input.addsUp()));
  }

  /** The records of a file, read by another program. */
  private static List<CSVRecord> csv(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(new File(RealData.folder(), name).toPath());
    String text = new String(bytes, UTF_8).replaceFirst("^\uFEFF", "");
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).build();
    return new ArrayList<>(format.parse(new java.io.StringReader(text)).getRecords());
  }

  /** The instant of a date in one of the forms of the crawls, as the table shows it. */
  private static String instant(String date) {
    DateTimeFormatter local = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    LocalDateTime utc =
        date.length() > 19
            ? OffsetDateTime.parse(date.replace(' ', 'T'))
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toLocalDateTime()
            : LocalDateTime.parse(date, local)
                .atZone(ZoneId.of("Asia/Seoul"))
                .withZoneSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
    return utc.toString();
  }
}
