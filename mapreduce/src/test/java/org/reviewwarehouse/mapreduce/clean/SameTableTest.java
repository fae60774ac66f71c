package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Packers;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/**
 * The same lines give the same table, whatever their order, the files they come in, the splits,
 * tasks and reducers, and whether maps or reducers write.
 */
public class SameTableTest {
  private static final String[] ARRIVALS = {"2015-08-30", "2015-08-31", "2015-09-01"};
  private static final String[] SUFFIXES = {
    "", "", "", ".gz", ".bz2", ".zst", ".lzo", ".lz4", ".snappy"
  };
  private static final int ROUNDS = 9;

  /** How many ways are tried to bring the same lines. */
  private static final int PERMUTATIONS = Integer.getInteger("permutations", 8);

  private static final String RESTATING =
      Reviews.CONTRACT_TEXT
          .replace("\"restate.days\": 62", "\"restate.days\": 3")
          .replace("\"max.rejected.ratio\": 0.10", "\"max.rejected.ratio\": 1.0") // few rows a run
          .replace("\"partition.grain\": \"month\"", "\"partition.grain\": \"day\"");

  @Rule public final Seed seed = new Seed();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** What must not depend on how the lines come. */
  private record Outcome(
      List<String> table,
      List<String> late,
      List<String> rejected,
      List<Long> totals,
      Map<String, Long> rejections,
      List<String> periods) {}

  @Test
  public void dependsOnTheSetOfLinesAlone() throws Exception {
    Random random = seed.random();
    Map<String, List<byte[]>> lines = lines(random);
    Outcome expected = null;
    boolean byReducers = false;
    for (int round = 0; round < ROUNDS; round++) {
      Warehouse warehouse = new Warehouse(folder.newFolder());
      String how = arrange(warehouse, lines, round, random);
      LedgerEntry entry = warehouse.clean(warehouse.daily(ARRIVALS)).orElseThrow();
      assertTrue(entry.addsUp());
      assertChecksums(how, entry);
      Outcome outcome = outcome(warehouse, entry);
      byReducers |= warehouse.files().stream().anyMatch(file -> file.contains("part-r-"));
      expected = expected == null ? outcome : expected;
      assertEquals(how, expected, outcome);
    }
    assertTrue("reducers wrote in some round", byReducers);
    assertNaive(lines, expected);
  }

  /**
   * Files are cut, packed, split and shared out to tasks in any way, come in any order over several
   * runs, and some lines come again later; periods close after three days, so that rows wait.
   */
  @Test
  public void isTheSameOnceReconciledHoweverAndHoweverOftenLinesCome() throws Exception {
    Random random = seed.random();
    Map<String, List<byte[]>> lines = history(random);
    Warehouse once = new Warehouse(folder.newFolder(), RESTATING);
    arrange(once, lines, 0, random);
    LedgerEntry all = once.clean(once.backfill()).orElseThrow();
    long waited = 0;
    for (int permutation = 1; permutation <= PERMUTATIONS; permutation++) {
      Warehouse warehouse = new Warehouse(folder.newFolder(), RESTATING);
      StringBuilder how = new StringBuilder("permutation " + permutation + ": ");
      long rows = 0;
      for (Map<String, List<byte[]>> some : deliveries(lines, random)) {
        how.append(arrange(warehouse, some, permutation, random)).append("; ");
        String[] days = some.keySet().toArray(String[]::new);
        boolean daily = random.nextInt(4) > 0;
        CleanRequest request = daily ? warehouse.daily(days) : warehouse.backfill();
        rows += rows(how.append(request.mode()), warehouse.clean(request).orElseThrow());
        if (random.nextInt(4) == 0) {
          assertEquals("a rerun finds nothing new", Optional.empty(), warehouse.clean(request));
        }
        if (random.nextInt(4) == 0) {
          Optional<LedgerEntry> entry = warehouse.clean(warehouse.reconcile());
          rows += entry.isPresent() ? rows(how.append(" RECONCILE "), entry.get()) : 0;
        }
      }
      Optional<LedgerEntry> entry = warehouse.clean(warehouse.reconcile());
      if (entry.isPresent()) {
        waited += entry.get().read();
        rows += rows(how, entry.get());
      }
      assertEquals(how.toString(), once.table(), warehouse.table());
      assertEquals(how.toString(), periods(all), periods(warehouse.last()));
      assertEquals(how.toString(), all.accepted(), rows);
    }
    assertTrue("some rows waited", waited > 0);
  }

  /** By how much a run let the table grow. */
  private static long rows(StringBuilder how, LedgerEntry entry) {
    assertTrue(how.toString(), entry.addsUp());
    return entry.accepted() - entry.replaced();
  }

  /** Reviews over ten arrival days, many of them late, of few keys. */
  private static Map<String, List<byte[]>> history(Random random) {
    Map<String, List<byte[]>> lines = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      LocalDate arrival = LocalDate.of(2015, 8, 27).plusDays(random.nextInt(10));
      LocalDate day = arrival.minusDays(random.nextInt(3) == 0 ? random.nextInt(12) : 0);
      Reviews review =
          review("R" + random.nextInt(60), day.toString())
              .with("total_votes", "" + (3 + random.nextInt(3)))
              .with("star_rating", random.nextInt(20) == 0 ? "6" : "5");
      lines
          .computeIfAbsent(arrival.toString(), any -> new ArrayList<>())
          .add(review.line().getBytes(UTF_8));
    }
    return lines;
  }

  /**
   * Each line to one of some runs, and some of them again to others, on that day or a later one.
   */
  private static List<Map<String, List<byte[]>>> deliveries(
      Map<String, List<byte[]>> lines, Random random) {
    int runs = 1 + random.nextInt(4);
    List<Map<String, List<byte[]>>> deliveries = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      deliveries.add(new TreeMap<>());
    }
    boolean inOrder = random.nextInt(3) == 0;
    lines.forEach(
        (day, some) -> {
          int usual = inOrder ? (LocalDate.parse(day).getDayOfYear() - 239) * runs / 10 : -1;
          for (byte[] line : some) {
            int run = usual >= 0 ? usual : random.nextInt(runs);
            deliver(line, day, deliveries.get(run));
            if (random.nextInt(8) == 0) {
              LocalDate again = LocalDate.parse(day).plusDays(random.nextInt(5));
              deliver(line, again.toString(), deliveries.get(random.nextInt(runs)));
            }
          }
        });
    deliveries.removeIf(Map::isEmpty);
    return deliveries;
  }

  private static void deliver(byte[] line, String day, Map<String, List<byte[]>> to) {
    to.computeIfAbsent(day, any -> new ArrayList<>()).add(line);
  }

  private static List<String> periods(LedgerEntry entry) {
    return entry.partitions().stream().map(each -> each.period() + " " + each.rows()).toList();
  }

  /** However a file is cut into pieces, theirs are joined to the checksum of the whole. */
  private static void assertChecksums(String how, LedgerEntry entry) throws Exception {
    for (LedgerEntry.Input input : entry.inputs()) {
      CRC32C crc = new CRC32C();
      crc.update(Files.readAllBytes(Path.of(URI.create(input.path()))));
      assertEquals(how, String.format("crc32c:%08x", crc.getValue()), input.checksum());
    }
  }

  /** Every kind of row, and few keys, so that many versions compete. */
  private static Map<String, List<byte[]>> lines(Random random) {
    Map<String, List<byte[]>> lines = new TreeMap<>();
    for (String arrival : ARRIVALS) {
      lines.put(arrival, new ArrayList<>());
    }
    for (int i = 0; i < 500; i++) {
      List<byte[]> day = lines.get(ARRIVALS[random.nextInt(ARRIVALS.length)]);
      int votes = random.nextInt(3);
      Reviews review =
          review(
                  (random.nextInt(3) == 0 ? "a key of more than 15 bytes " : "R")
                      + random.nextInt(120),
                  "2015-08-" + (28 + random.nextInt(3)))
              .with("total_votes", "" + votes)
              .with("helpful_votes", "" + random.nextInt(votes + 1))
              .with("review_body", "Größe &amp; " + random.nextInt(4) + "<br />");
      if (random.nextInt(20) == 0) {
        review.with("star_rating", "6");
      }
      byte[] line = review.line().getBytes(random.nextInt(50) == 0 ? ISO_8859_1 : UTF_8);
      day.add(line);
      if (random.nextInt(6) == 0) {
        lines.get(ARRIVALS[random.nextInt(ARRIVALS.length)]).add(line);
      }
    }
    return lines;
  }

  /** Writes the raw files of a round in some way, and says how. */
  private static String arrange(
      Warehouse warehouse, Map<String, List<byte[]>> lines, int round, Random random)
      throws Exception {
    StringBuilder how = new StringBuilder("round " + round + ":");
    for (Map.Entry<String, List<byte[]>> day : lines.entrySet()) {
      List<byte[]> shuffled = new ArrayList<>(day.getValue());
      if (round > 0) {
        Collections.shuffle(shuffled, random);
      }
      int files = round == 0 ? 1 : 1 + random.nextInt(4);
      int from = 0;
      for (int file = 0; file < files; file++) {
        boolean last = file == files - 1;
        int to = last ? shuffled.size() : from + random.nextInt(shuffled.size() - from + 1);
        String name =
            "part-"
                + random.nextInt(1_000_000)
                + (round == 0 ? "" : SUFFIXES[random.nextInt(SUFFIXES.length)]);
        warehouse.raw(
            day.getKey(), name, Packers.packed(name, text(shuffled.subList(from, to), random)));
        how.append(' ').append(name).append(' ').append(to - from);
        from = to;
      }
    }
    if (round > 0) {
      set(warehouse, how, Settings.MAP_SLOTS, 1 + random.nextInt(6));
      set(warehouse, how, Settings.LEAST_SPLIT_BYTES, 1 + random.nextInt(30_000));
      set(warehouse, how, Settings.ROWS_PER_REDUCER, 100 + random.nextInt(500));
      set(warehouse, how, Settings.ROWS_PER_PASS, 1 + random.nextInt(200));
      set(warehouse, how, Settings.WRITE_BUFFER_BYTES, round % 3 == 0 ? 10_000 : 100_000_000);
    }
    return how.toString();
  }

  private static void set(Warehouse warehouse, StringBuilder how, String name, int value) {
    warehouse.conf.setInt(name, value);
    how.append(' ').append(name).append('=').append(value);
  }

  private static byte[] text(List<byte[]> lines, Random random) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (random.nextInt(4) == 0) {
      text.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    }
    String lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
    int header = random.nextInt(lines.size() + 2);
    for (int i = 0; i < lines.size(); i++) {
      if (i == header) {
        text.writeBytes((Reviews.HEADER + lineEnd).getBytes(UTF_8));
      }
      text.writeBytes(lines.get(i));
      boolean needed = i < lines.size() - 1;
      text.writeBytes((needed || random.nextBoolean() ? lineEnd : "").getBytes(UTF_8));
    }
    return text.toByteArray();
  }

  private static Outcome outcome(Warehouse warehouse, LedgerEntry entry) throws Exception {
    List<String> rejected = new ArrayList<>();
    for (String row : warehouse.zone("rejected")) {
      String[] columns = row.split("\\|");
      int last = columns.length - 1; // file and position may differ
      rejected.add(row.substring(0, row.indexOf("|file:")) + "|" + columns[last]);
    }
    rejected.sort(null);
    Map<String, Long> rejections = new TreeMap<>();
    entry
        .rejections()
        .forEach(each -> rejections.put(each.reason() + " " + each.field(), each.rows()));
    return new Outcome(
        warehouse.table(),
        warehouse.zone("late"),
        rejected,
        List.of(
            entry.read(),
            entry.accepted(),
            entry.duplicate(),
            entry.superseded(),
            entry.rejected(),
            entry.late()),
        rejections,
        periods(entry));
  }

  /** Against the simplest count: rows of each kind, and one row a key. */
  private static void assertNaive(Map<String, List<byte[]>> lines, Outcome outcome) {
    long read = lines.values().stream().mapToLong(List::size).sum();
    List<Long> totals = outcome.totals();
    assertEquals(read, (long) totals.get(0));
    assertEquals(
        read, totals.get(1) + totals.get(2) + totals.get(3) + totals.get(4) + totals.get(5));
    totals.forEach(total -> assertTrue("rows of every kind: " + totals, total > 10));
    long keys = outcome.table().stream().map(row -> row.split("\\|")[2]).distinct().count();
    assertEquals(keys, outcome.table().size());
    assertEquals(keys, (long) totals.get(1));
    assertEquals(totals.get(4), (Long) (long) outcome.rejected().size());
    assertEquals(totals.get(5), (Long) (long) outcome.late().size());
  }
}
