package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.RealData;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.contract.Type;
import org.reviewwarehouse.mapreduce.row.Elements;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * Whole files through framer and parser, by the contracts of this warehouse. What is expected of
 * real ones was counted by another program.
 */
public class JsonFilesTest {
  private static final LocalDate ARRIVAL = LocalDate.of(2020, 8, 31);

  @Test
  public void readsAPageOfApplesFeed() throws Exception {
    String entry =
        "{\"id\":{\"label\":\"7\"},\"author\":{\"name\":{\"label\":\"Ann\"}},"
            + "\"im:rating\":{\"label\":\"4\"},"
            + "\"updated\":{\"label\":\"2020-08-30T23:30:00-07:00\"}}";
    String app = "{\"im:name\":{\"label\":\"An app\"},\"id\":{\"label\":\"1\"}}";
    String row = "rating_id=7 platform=ios author=Ann rating=4 published_at=1598855400000000";
    row += " published_date=18505 last_seen=18505";
    String page = "{\"feed\":{\"author\":{\"name\":1},\"entry\":%s,\"id\":{\"label\":\"2\"}}}";
    assertEquals(List.of(row), rows("app_ratings", "p.json", page.formatted(entry)));
    assertEquals(
        List.of("skipped", row, row),
        rows("app_ratings", "p.json", page.formatted("[" + app + "," + entry + "," + entry + "]")));
    assertEquals(List.of(), rows("app_ratings", "p.json", "{\"feed\":{\"author\":{\"name\":1}}}"));
    assertEquals(
        List.of("NOT_JSON"),
        rows("app_ratings", "p.json", "<html>\n<body>\n502 Bad Gateway, sorry</body>\n</html>"));
  }

  @Test
  public void readsRealPagesOfApplesFeed() throws Exception {
    assertEquals(
        "{author=50 texts, content=50 texts, last_seen=925250, likes=14, platform=50 texts,"
            + " published_date=925250, rating=141, rating_id=50 texts, title=50 texts, valid=50,"
            + " version=50 texts}",
        sums("app_ratings", "apple_rss_feed_sample/FixtureReviewAPI.json"));
  }

  @Test
  public void readsRealDumps() throws Exception {
    for (String copy : new String[] {"luizamboni", "rafaelleinio"}) {
      String directory = "strider_books_movies_" + copy;
      assertEquals(
          "{EMPTY name=1, birth_date=-332274, died_at=3648107, last_seen=3701000, name=200 texts,"
              + " nationalities=200 elements, valid=200}",
          sums("authors", directory + "/authors.json"));
      assertEquals(
          "{author=103 texts, last_seen=1906015, name=103 texts, pages=578606, publisher=103 texts,"
              + " valid=103}",
          sums("books", directory + "/books.json"));
      assertEquals(
          "{book_titles=501 elements, created=821441457793180000, last_seen=9271005,"
              + " movie_titles=501 elements, rate=1503, rate_label=501 texts, text=501 texts,"
              + " updated=821434620818285000, valid=501}",
          sums("book_reviews", directory + "/reviews.json"));
    }
  }

  private static String sums(String feed, String name) throws IOException {
    File data = RealData.folder();
    File file = new File(data, name);
    Map<String, Long> sums = new TreeMap<>();
    Map<String, String> units = new TreeMap<>();
    Contract contract = contract(feed);
    read(
        contract,
        file.getName(),
        Files.readAllBytes(file.toPath()),
        row -> {
          if (row.reason() != null) {
            sums.merge(row.reason() + " " + row.rejectedField().name(), 1L, Long::sum);
            return;
          }
          sums.merge("valid", 1L, Long::sum);
          for (Field field : contract.fields()) {
            if (row.isNull(field)) {
              continue;
            }
            boolean isList = field.type() == Type.LIST;
            String unit = isList ? " elements" : field.type().isBytes() ? " texts" : "";
            units.put(field.name(), unit);
            long add = isList ? elements(row, field) : unit.isEmpty() ? row.number(field) : 1;
            sums.merge(field.name(), add, Long::sum);
          }
        });
    Map<String, String> shown = new TreeMap<>();
    sums.forEach((key, sum) -> shown.put(key, sum + units.getOrDefault(key, "")));
    return shown.toString();
  }

  private static long elements(Row row, Field field) {
    long count = 0;
    int at = row.from(field);
    while (at < row.to(field)) {
      at += Elements.HEAD + Elements.length(row.bytes(field), at);
      count++;
    }
    return count;
  }

  private static List<String> rows(String feed, String name, String text) throws IOException {
    List<String> rows = new ArrayList<>();
    Contract contract = contract(feed);
    read(contract, name, text.getBytes(UTF_8), row -> rows.add(show(contract, row)));
    return rows;
  }

  private static String show(Contract contract, Row row) {
    if (row.isSkipped() || row.reason() != null) {
      return row.isSkipped() ? "skipped" : row.reason().toString();
    }
    List<String> fields = new ArrayList<>();
    for (Field field : contract.fields()) {
      if (!row.isNull(field)) {
        int from = row.from(field);
        String value =
            field.type().isBytes()
                ? new String(row.bytes(field), from, row.to(field) - from, UTF_8)
                : String.valueOf(row.number(field));
        fields.add(field.name() + "=" + value);
      }
    }
    return String.join(" ", fields);
  }

  private static Contract contract(String feed) throws IOException {
    return Contracts.find(feed, null, new Configuration(false)).contract();
  }

  private interface Rows {
    void add(Row row);
  }

  private static void read(Contract contract, String name, byte[] file, Rows rows)
      throws IOException {
    Layout layout = contract.layoutOf(name);
    RecordParser parser = RecordParser.of(contract, layout);
    parser.begin(ARRIVAL.toEpochDay());
    Framer framer =
        Framer.of(
            Framing.of(layout),
            new ByteArrayInputStream(file),
            0,
            Long.MAX_VALUE,
            contract.maxRecordBytes());
    RecordBlock block = new RecordBlock();
    while (framer.next(block)) {
      for (int i = 0; i < block.count(); i++) {
        if (block.fault(i) == null) {
          parser.parse(block.bytes(), block.from(i), block.to(i));
        } else {
          parser.reject(block.bytes(), block.from(i), block.to(i), block.fault(i));
        }
        rows.add(parser.row());
      }
    }
  }
}
