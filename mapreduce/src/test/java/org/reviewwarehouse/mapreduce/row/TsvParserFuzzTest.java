package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.input.Framer;
import org.reviewwarehouse.mapreduce.input.Framing;
import org.reviewwarehouse.mapreduce.input.RecordBlock;

/**
 * A million random and mutated lines through reader and parser: no exception, and each line has
 * exactly the fate that the rules, written down a second time, give it.
 */
public class TsvParserFuzzTest {
  private static final int LINES = 1_000_000;
  private static final int LINES_PER_FILE = 20_000;
  private static final LocalDate ARRIVAL = LocalDate.of(2015, 9, 2);

  /** Bytes that mean something to the format, and some that begin or break characters. */
  private static final byte[] TRICKY = {
    '\t',
    '\t',
    '\n',
    '\r',
    '\r',
    0,
    ' ',
    '"',
    '\\',
    '-',
    '0',
    '9',
    'Y',
    (byte) 0x80,
    (byte) 0xC3,
    (byte) 0xE2,
    (byte) 0xED,
    (byte) 0xF0,
    (byte) 0xFF,
    0x1A,
    0x7F
  };

  @Rule public final Seed seed = new Seed();

  private final NaiveRules rules = new NaiveRules(ARRIVAL);
  private final RecordParser parser = Reviews.parser(Reviews.CONTRACT);
  private final Map<String, Integer> fates = new TreeMap<>();

  @Test
  public void givesEveryLineTheFateThatTheRulesGiveIt() throws Exception {
    Random random = seed.random();
    List<byte[]> models = models(random);
    parser.begin(ARRIVAL.toEpochDay());
    int lines = 0;
    while (lines < LINES) {
      byte[] file = file(models, random);
      List<String> expected = naive(file);
      lines += expected.size();
      compare(file, expected);
    }
    int read = fates.values().stream().mapToInt(Integer::intValue).sum();
    assertEquals("each line once", lines, read);
    assertTrue("the lines break every rule: " + fates, fates.size() >= 18);
    assertTrue("many are valid: " + fates, fates.get("valid") > LINES / 5);
  }

  private void compare(byte[] file, List<String> expected) throws Exception {
    Framer reader =
        Framer.of(
            Framing.LINES,
            new ByteArrayInputStream(file),
            0,
            Long.MAX_VALUE,
            Reviews.CONTRACT.maxRecordBytes());
    RecordBlock block = new RecordBlock();
    int line = 0;
    while (reader.next(block)) {
      int at = 0;
      do {
        int start = at;
        if (block.isCut()) {
          parser.reject(block.bytes(), 0, block.length(), block.fault(0));
          at = block.length();
        } else {
          at = parser.parse(block.bytes(), at, block.length());
        }
        String fate = fate(parser.row());
        fates.merge(fate, 1, Integer::sum);
        if (!fate.equals(expected.get(line))) {
          byte[] bytes = Arrays.copyOfRange(block.bytes(), start, Math.min(at, start + 2000));
          assertEquals(HexFormat.of().formatHex(bytes), expected.get(line), fate);
        }
        line++;
      } while (at < block.length());
    }
    assertEquals(expected.size(), line);
  }

  private static String fate(Row row) {
    if (row.isSkipped()) {
      return "header";
    }
    if (row.reason() == null) {
      return "valid";
    }
    String reason = row.reason().label();
    return row.rejectedField() == null ? reason : reason + " " + row.rejectedField().name();
  }

  private List<String> naive(byte[] file) {
    List<String> fates = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < file.length; i++) {
      if (file[i] == '\n') {
        fates.add(rules.fate(file, from, i));
        from = i + 1;
      }
    }
    if (from < file.length) {
      fates.add(rules.fate(file, from, file.length));
    }
    return fates;
  }

  private static byte[] file(List<byte[]> models, Random random) {
    ByteArrayOutputStream file = new ByteArrayOutputStream(LINES_PER_FILE * 250);
    for (int i = 0; i < LINES_PER_FILE; i++) {
      byte[] model = models.get(random.nextInt(models.size()));
      int kind = random.nextInt(100);
      if (kind < 5) {
        byte[] noise = new byte[random.nextInt(120)];
        random.nextBytes(noise);
        file.writeBytes(noise);
      } else if (kind < 35) {
        file.writeBytes(model);
      } else {
        mutate(model, file, random);
      }
      file.write('\n');
    }
    if (random.nextInt(5) == 0) { // around the longest line that is allowed
      byte[] body = new byte[(1 << 20) - 3 + random.nextInt(6)];
      Arrays.fill(body, (byte) 'x');
      file.writeBytes(body);
      file.writeBytes(random.nextBoolean() ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
    }
    byte[] bytes = file.toByteArray();
    return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, bytes.length - random.nextInt(3));
  }

  private static void mutate(byte[] model, ByteArrayOutputStream to, Random random) {
    byte[] line = model.clone();
    int length = line.length;
    for (int changes = 1 + random.nextInt(3); changes > 0 && length > 0; changes--) {
      int at = random.nextInt(length);
      switch (random.nextInt(5)) {
        case 0 -> line[at] = (byte) random.nextInt(256);
        case 1 -> line[at] = TRICKY[random.nextInt(TRICKY.length)];
        case 2 -> line[at] = (byte) (line[at] ^ 1 << random.nextInt(8));
        case 3 -> System.arraycopy(line, at, line, random.nextInt(at + 1), length - at);
        default -> length = random.nextInt(10) == 0 ? at : length;
      }
    }
    to.write(line, 0, length);
  }

  /** Lines that look real, valid and not. */
  private static List<byte[]> models(Random random) {
    String[][] variants = {
      {"star_rating", "1", "5", "0", "6", "", "five"},
      {"helpful_votes", "0", "1", "12", "-1", "99999999999"},
      {"total_votes", "12", "40", "2147483647", "2147483648", "-2"},
      {"vine", "N", "n", "Y", "?"},
      {"verified_purchase", "Y", "y", "", "N"},
      {"review_date", "2015-08-31", "2015-09-03", "1994-12-31", "2015-02-29", "2012-02-29", ""},
      {"review_headline", "", "22\" monitor", "Größe 中文 😀", "a \\ b", "\u001A\u001B"},
      {"review_body", "", "Good.<br /><br />&#34;Really&#34;", "é".repeat(300), "x".repeat(2000)},
      {"marketplace", "US", "DE", ""},
      {"customer_id", "1", ""},
      {"review_id", "R1", ""},
      {"product_id", "B1", ""},
    };
    List<byte[]> models = new ArrayList<>();
    models.add(Reviews.HEADER.getBytes(UTF_8));
    models.add((Reviews.HEADER + "\r").getBytes(UTF_8));
    models.add(new byte[0]);
    while (models.size() < 2_000) {
      Reviews review = Reviews.review();
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        String[] variant = variants[random.nextInt(variants.length)];
        review.with(variant[0], variant[1 + random.nextInt(variant.length - 1)]);
      }
      models.add((review.line() + (random.nextInt(4) == 0 ? "\r" : "")).getBytes(UTF_8));
    }
    return models;
  }
}
