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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
  private static final int RUN_ROUNDS = 4;

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

  @Test
  public void dependsOnTheSetOfLinesAloneHoweverManyRunsTakeThem() throws Exception {
    Random random = seed.random();
    Map<String, List<byte[]>> lines = lines(random);
    Warehouse once = new Warehouse(folder.newFolder());
    arrange(once, lines, 0, random);
    LedgerEntry all = once.clean(once.backfill()).orElseThrow();
    for (int round = 1; round <= RUN_ROUNDS; round++) {
      Warehouse warehouse = new Warehouse(folder.newFolder());
      StringBuilder how = new StringBuilder();
      int runs = 2 + random.nextInt(4);
      long read = 0;
      long accepted = 0;
      LedgerEntry last = null;
      for (Map<String, List<byte[]>> some : shared(lines, runs, random)) {
        how.append(arrange(warehouse, some, round, random)).append("; ");
        last = warehouse.clean(warehouse.backfill()).orElseThrow();
        assertTrue(how.toString(), last.addsUp());
        read += last.read();
        accepted += last.accepted() - last.replaced();
      }
      assertEquals(how.toString(), once.table(), warehouse.table());
      assertEquals(how.toString(), periods(all), periods(last));
      assertEquals(how.toString(), all.read(), read);
      assertEquals(how.toString(), all.accepted(), accepted);
    }
  }

  /** Each line to one of some runs. */
  private static List<Map<String, List<byte[]>>> shared(
      Map<String, List<byte[]>> lines, int runs, Random random) {
    List<Map<String, List<byte[]>>> shared = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      shared.add(new TreeMap<>());
    }
    lines.forEach(
        (day, some) ->
            some.forEach(
                line ->
                    shared
                        .get(random.nextInt(runs))
                        .computeIfAbsent(day, any -> new ArrayList<>())
                        .add(line)));
    return shared;
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
