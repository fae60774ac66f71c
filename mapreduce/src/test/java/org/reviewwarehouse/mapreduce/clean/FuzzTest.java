package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Packers;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.contract.Format;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.input.UnreadableFileException;

/**
 * Records of every feed and layout, damaged in every way there is, through all that a map task does
 * with them: no exception, and every record valid or rejected. {@code -Dfuzz.records=N} makes it
 * longer; the default is short enough for every build.
 */
public class FuzzTest {
  private static final int RECORDS = Integer.getInteger("fuzz.records", 200_000);
  private static final int RECORDS_PER_FILE = 500;
  private static final int PACKED_FILES = Math.max(200, RECORDS / 2_000);
  private static final String[] FEEDS = {
    "product_reviews",
    "retailer_reviews",
    "app_ratings",
    "movies",
    "streams",
    "users",
    "authors",
    "books",
    "book_reviews",
    "game_events"
  };
  private static final String[] SUFFIXES = {
    ".gz", ".bz2", ".zst", ".lzo", ".lz4", ".hadoop.lz4", ".sz", ".snappy"
  };

  /** What parsers stumble over. */
  private static final String[] PIECES = {
    "\"",
    "\"\"",
    "\\",
    "\\u",
    "\\ud83d",
    "\\ud83d\\ude00",
    "\\u0000",
    "\n",
    "\r\n",
    "\r",
    "\t",
    ",",
    ":",
    "{",
    "}",
    "[",
    "]",
    "[]",
    "{}",
    "null",
    "true",
    "-",
    "-0",
    "1e999",
    "1e-999",
    "NaN",
    "99999999999999999999999999",
    "0.1",
    "2015-02-30",
    "2022-03-20T18:37:37+09:00",
    "\u0000",
    "\u00ff",
    "\u00c0\u00af",
    "\u00ed\u00a0\u0080",
    "\u00f4\u0090\u0080\u0080",
    "\u00ef\u00bb\u00bf",
    "end",
    "&amp;",
    "&#x",
    "<br />",
    "data",
    "id",
    "feed",
    "entry",
    " ",
    "/*",
    "//",
    "'"
  };

  @Rule public final Seed seed = new Seed();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final Map<String, Long> fates = new TreeMap<>();
  private int files;
  private double slowest;
  private String slowestFile = "";

  @Test
  public void damagedRecordsOfEveryFeedAreValidOrRejected() throws Exception {
    Random random = seed.random();
    List<Contracts.Source> sources = sources();
    for (int left = RECORDS; left > 0; left -= RECORDS_PER_FILE) {
      Contracts.Source source = sources.get(random.nextInt(sources.size()));
      List<Layout> layouts = source.contract().layouts();
      Layout layout = layouts.get(random.nextInt(layouts.size()));
      byte[] text = file(source.contract(), layout, RECORDS_PER_FILE, random);
      read(source, name(layout), text);
    }
    System.out.printf(
        "%,d records in %,d files, slowest %.0f ns of CPU per byte: %s%n%s%n",
        RECORDS, files, slowest, slowestFile, fates);
    assertTrue("many are valid: " + fates, fates.get("valid") > RECORDS / 20);
    assertTrue("they break every rule: " + fates.keySet(), fates.size() >= 14);
  }

  @Test
  public void damagedCompressedFilesAreReadOrRefused() throws Exception {
    Random random = seed.random();
    List<Contracts.Source> sources = sources();
    int refused = 0;
    for (int i = 0; i < PACKED_FILES; i++) {
      Contracts.Source source = sources.get(random.nextInt(sources.size()));
      List<Layout> layouts = source.contract().layouts();
      Layout layout = layouts.get(random.nextInt(layouts.size()));
      String suffix = SUFFIXES[random.nextInt(SUFFIXES.length)];
      byte[] packed = Packers.packed("a" + suffix, file(source.contract(), layout, 40, random));
      if (random.nextBoolean()) {
        packed = Arrays.copyOf(packed, random.nextInt(packed.length + 1));
      }
      for (int flips = random.nextInt(4); flips > 0 && packed.length > 0; flips--) {
        packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        read(source, name(layout) + suffix, packed);
      } catch (UnreadableFileException e) {
        refused++;
      }
    }
    assertTrue("most damage is seen: " + refused, refused > PACKED_FILES / 3);
  }

  @Test
  public void recordsOfTenMegabytesAndHugeNumbersAreRejected() throws Exception {
    byte[] digits = new byte[10 << 20];
    Arrays.fill(digits, (byte) '9');
    String huge = new String(digits, UTF_8);
    for (String feed : FEEDS) {
      Contracts.Source source = Contracts.find(feed, null, new Configuration(false));
      for (Layout layout : source.contract().layouts()) {
        for (String text :
            List.of(huge, "\"" + huge, "{\"name\":\"" + huge + "\"}", "{\"v\":" + huge + "}")) {
          for (String tail : List.of("", "\n", "\n" + huge.substring(0, 1000) + "\n")) {
            read(source, name(layout), text.concat(tail).getBytes(UTF_8));
          }
        }
      }
    }
  }

  private static List<Contracts.Source> sources() throws IOException {
    List<Contracts.Source> sources = new ArrayList<>();
    for (String feed : FEEDS) {
      sources.add(Contracts.find(feed, null, new Configuration(false)));
    }
    return sources;
  }

  private void read(Contracts.Source source, String name, byte[] content) throws Exception {
    File file = new File(folder.getRoot(), name);
    Files.write(file.toPath(), content);
    Reading reading = new Reading(source.contract(), source.text());
    try {
      double pace = pace(reading, file);
      for (int again = 0; again < 2 && pace > slowest; again++) { // it may be the machine
        pace = Math.min(pace, pace(new Reading(source.contract(), source.text()), file));
      }
      if (pace > slowest) {
        slowest = pace;
        slowestFile = source.contract().feed() + " " + name + " " + content.length + " bytes";
      }
    } catch (RuntimeException | Error e) {
      File kept = Files.createTempFile("fuzz", name).toFile();
      Files.write(kept.toPath(), content);
      throw new AssertionError(source.contract().feed() + " " + kept + ": " + e, e);
    } finally {
      Files.delete(file.toPath());
    }
    files++;
    assertEquals(
        source.contract().feed(), reading.rows.read, reading.valid + reading.rows.rejectedRows());
    assertTrue("no record is longer than the file", reading.lengths <= plainLength(name, content));
    fates.merge("valid", reading.valid, Long::sum);
    reading.rows.rejected.forEach(
        (rule, rows) -> fates.merge(rule.replaceAll(":.*", ""), rows, Long::sum));
  }

  /** Reads a file; nanoseconds of the processor for each byte. */
  private static double pace(Reading reading, File file) throws Exception {
    long start = CLOCK.getCurrentThreadCpuTime();
    reading.read(file, 0);
    double nanos = CLOCK.getCurrentThreadCpuTime() - start;
    return nanos / Math.max(4096, file.length());
  }

  private static long plainLength(String name, byte[] content) {
    return name.matches("records\\.\\w+") ? content.length : Long.MAX_VALUE;
  }

  private static String name(Layout layout) {
    return "records." + layout.format().label();
  }

  /** A file of some hundred records, many of them damaged. */
  private static byte[] file(Contract contract, Layout layout, int records, Random random)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    boolean document = layout.format() == Format.JSON;
    if (layout.hasHeader()) {
      file.writeBytes(Records.header(contract, layout).getBytes(UTF_8));
    }
    if (document) {
      file.writeBytes(Records.opening(layout).getBytes(UTF_8));
    }
    int damage = random.nextInt(4);
    for (int i = 0; i < records; i++) {
      byte[] record = Records.record(contract, layout, random).getBytes(UTF_8);
      if (random.nextInt(4) < damage) {
        record = damaged(record, random);
      }
      if (document && i > 0) {
        file.write(',');
      }
      file.writeBytes(record);
      file.write('\n');
    }
    if (document) {
      file.writeBytes(Records.closing(layout).getBytes(UTF_8));
    }
    byte[] bytes = file.toByteArray();
    return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private static byte[] damaged(byte[] record, Random random) {
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    int at = random.nextInt(record.length + 1);
    int to = Math.min(record.length, at + random.nextInt(20));
    damaged.write(record, 0, at);
    switch (random.nextInt(7)) {
      case 0 -> damaged.write(record, to, record.length - to); // a hole
      case 1 -> { // a piece twice
        damaged.write(record, at, to - at);
        damaged.write(record, at, record.length - at);
      }
      case 2 -> {} // cut off
      case 3 -> { // noise
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        damaged.writeBytes(noise);
        damaged.write(record, to, record.length - to);
      }
      case 4 -> { // one bit
        byte[] copy = record.clone();
        if (at < copy.length) {
          copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
      }
      case 5 -> { // deep nesting
        damaged.writeBytes(
            (random.nextBoolean() ? "[" : "{\"a\":").repeat(random.nextInt(3000)).getBytes(UTF_8));
        damaged.write(record, to, record.length - to);
      }
      default -> { // what parsers stumble over, put between or in place
        damaged.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(ISO_8859_1));
        int rest = random.nextBoolean() ? at : to;
        damaged.write(record, rest, record.length - rest);
      }
    }
    return random.nextInt(3) == 0 ? damaged(damaged.toByteArray(), random) : damaged.toByteArray();
  }
}
