package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;

/**
 * Random and mutated records through framer and parser: no exception, no byte of a file is lost,
 * and each record has exactly the fate that the rules, written down a second time, give it.
 */
public class CsvFuzzTest {
  private static final int RECORDS = 200_000;
  private static final int RECORDS_PER_FILE = 1_000;
  private static final long ARRIVAL = LocalDate.of(2019, 5, 1).toEpochDay();
  private static final List<String> NAMES =
      List.of("id", "reviews.username", "name", "brand", "categories", "reviews.text");
  private static final String HEADER =
      "id,name,asins,brand,categories,reviews.date,reviews.rating,reviews.text,reviews.title,"
          + "reviews.username";
  private static final List<String> COLUMNS = List.of(HEADER.split(","));
  private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(UTF_8);

  /** Bytes that mean something to the format, and some that begin or break characters. */
  private static final byte[] TRICKY = {
    '"',
    '"',
    '"',
    ',',
    ',',
    '\n',
    '\n',
    '\r',
    0,
    ' ',
    '\t',
    '0',
    (byte) 0x80,
    (byte) 0xC3,
    (byte) 0xE2,
    (byte) 0xED,
    (byte) 0xF0,
    (byte) 0xFF
  };

  @Rule public final Seed seed = new Seed();

  private final Contract texts = CsvTable.contract(NAMES, ',');
  private final Map<String, Integer> fates = new TreeMap<>();

  @Test
  public void givesEveryRecordTheFateThatTheRulesGiveIt() throws Exception {
    Random random = seed.random();
    Contract reviews;
    try (InputStream in = getClass().getResourceAsStream("/feeds/retailer_reviews.avsc")) {
      reviews = ContractReader.read("", new String(in.readAllBytes(), UTF_8));
    }
    int records = 0;
    while (records < RECORDS) {
      byte[] file = file(random);
      int maxRecordBytes = random.nextInt(3) > 0 ? 1 << 20 : 100 + random.nextInt(2_000);
      List<CsvText.Cut> cuts = CsvText.naive(file, ',', maxRecordBytes);
      assertCovers(file, cuts);
      int most = 1 + random.nextInt(random.nextBoolean() ? 100 : 1 << 20);
      assertEquals(cuts, CsvText.cut(CsvText.framer(file, ',', maxRecordBytes, most, random)));
      List<List<String>> read =
          CsvTable.read(CsvText.framer(file, ',', maxRecordBytes, most, random), texts, ARRIVAL);
      for (int i = 0; i < cuts.size(); i++) {
        if (!fate(cuts.get(i)).equals(read.get(i))) {
          assertEquals(cuts.get(i).toString(), fate(cuts.get(i)), read.get(i));
        }
        fates.merge(read.get(i).get(0), 1, Integer::sum);
      }
      assertEquals(cuts.size(), read.size());
      List<List<String>> checked =
          CsvTable.read(CsvText.framer(file, ',', maxRecordBytes, most, random), reviews, ARRIVAL);
      assertEquals(cuts.size(), checked.size());
      checked.forEach(fate -> fates.merge("review " + fate.get(0), 1, Integer::sum));
      records += cuts.size();
    }
    for (String fate :
        new String[] {"skipped", "valid", "bad_quote", "field_count", "invalid_utf8"}) {
      assertTrue(fate + " is frequent: " + fates, fates.getOrDefault(fate, 0) > RECORDS / 50);
    }
    assertTrue(fates.toString(), fates.get("record_too_long") > 100);
    assertTrue(fates.toString(), fates.get("review valid") > RECORDS / 10);
  }

  /** Between the records there is nothing but line ends, and before them only a byte order mark. */
  private static void assertCovers(byte[] file, List<CsvText.Cut> cuts) {
    boolean marked = Arrays.mismatch(file, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length;
    long at = marked ? BYTE_ORDER_MARK.length : 0;
    for (CsvText.Cut cut : cuts) {
      assertEquals(at, cut.position());
      String bytes = new String(file, (int) at, cut.text().length(), ISO_8859_1);
      assertEquals(bytes, cut.text());
      at += cut.length();
      at += at < file.length && file[(int) at] == '\r' ? 1 : 0;
      assertTrue(at == file.length || file[(int) at] == '\n');
      at += at < file.length ? 1 : 0;
    }
    assertEquals(file.length, at);
  }

  private static List<String> fate(CsvText.Cut cut) {
    if (cut.fault() != null) {
      return List.of(cut.fault().label());
    }
    byte[] bytes = cut.text().getBytes(ISO_8859_1);
    String record;
    try {
      record = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return List.of("invalid_utf8");
    }
    if (record.isEmpty() || record.equals(HEADER) || record.equals("\uFEFF" + HEADER)) {
      return List.of("skipped");
    }
    List<String> fields = fields(record);
    if (fields == null) {
      return List.of("bad_quote");
    }
    if (fields.size() != COLUMNS.size()) {
      return List.of("field_count");
    }
    List<String> fate = new ArrayList<>(List.of("valid"));
    NAMES.forEach(name -> fate.add(fields.get(COLUMNS.indexOf(name))));
    return fate;
  }

  /** The fields of a record; null if a quote is broken. */
  private static List<String> fields(String record) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      if (record.startsWith("\"", at)) {
        StringBuilder field = new StringBuilder();
        int end = record.indexOf('"', at + 1);
        while (record.startsWith("\"\"", end) && end >= 0) {
          field.append(record, at + 1, end + 1);
          at = end + 1;
          end = record.indexOf('"', at + 1);
        }
        boolean isLast = end == record.length() - 1;
        if (end < 0 || !isLast && record.charAt(end + 1) != ',') {
          return null;
        }
        fields.add(field.append(record, at + 1, end).toString());
        at = end + 1;
      } else {
        int end = record.indexOf(',', at);
        end = end < 0 ? record.length() : end;
        fields.add(record.substring(at, end));
        at = end;
      }
      if (at == record.length()) {
        return fields;
      }
      at++;
    }
  }

  private static byte[] file(Random random) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    if (random.nextBoolean()) {
      file.writeBytes(BYTE_ORDER_MARK);
    }
    String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
    file.writeBytes((HEADER + lineEnd).getBytes(UTF_8));
    int mutated = 1 + random.nextInt(100);
    for (int i = 0; i < RECORDS_PER_FILE; i++) {
      byte[] record = record(random).getBytes(UTF_8);
      if (random.nextInt(200) == 0) {
        random.nextBytes(record);
      } else if (random.nextInt(100) < mutated) {
        record = mutate(record, random);
      }
      file.writeBytes(record);
      file.writeBytes((random.nextInt(50) == 0 ? "\r\n" : lineEnd).getBytes(UTF_8));
    }
    return Arrays.copyOf(file.toByteArray(), file.size() - random.nextInt(3));
  }

  private static String record(Random random) {
    String[][] values = {
      {"AVqVGZNvQMlgsOJE6eUY", "\"B00\"", "x"},
      {"\"Kindle 6\"\" Wifi (8th Generation, 2016)\"", "Fire TV", "22\" TV", "\"\""},
      {"B00ZV9PXP2", "\"B00ZV9PXP2,B018Y229OU\"", ""},
      {"Amazon", "\"Amazon\"", "Ämazön"},
      {
        "\"Computers,Tablets\"", "\"Computers,Tablets,\"\"All\"\"\"", "\"" + "a,".repeat(300) + "\""
      },
      {"2017-09-03T00:00:00.000Z", "2017-09-03", "", "3 Sep", "\"2017-09-03\""},
      {"5", "\"4\"", "4.5", "", "6", "five"},
      {
        "Good.",
        "\"Good,\nreally \"\"good\"\".\"",
        "\"\r\n\r\n\"",
        "中文 😀",
        "\"" + "\"\"".repeat(9) + "\""
      },
      {"Title", "\"A, title\"", ""},
      {"Ann", "\"Ann \"\"A.\"\" B.\"", "é"}
    };
    if (random.nextInt(50) == 0) {
      return random.nextBoolean() ? "" : random.nextBoolean() ? HEADER : "\uFEFF" + HEADER;
    }
    StringBuilder record = new StringBuilder();
    for (String[] value : values) {
      int which = random.nextInt(3) == 0 ? random.nextInt(value.length) : 0;
      record.append(record.isEmpty() ? "" : ",").append(value[which]);
    }
    return record.toString();
  }

  private static byte[] mutate(byte[] record, Random random) {
    int length = record.length;
    for (int changes = 1 + random.nextInt(3); changes > 0 && length > 0; changes--) {
      int at = random.nextInt(length);
      switch (random.nextInt(5)) {
        case 0 -> record[at] = (byte) random.nextInt(256);
        case 1, 2 -> record[at] = TRICKY[random.nextInt(TRICKY.length)];
        case 3 -> System.arraycopy(record, at, record, random.nextInt(at + 1), length - at);
        default -> length = random.nextInt(10) == 0 ? at : length;
      }
    }
    return Arrays.copyOf(record, length);
  }
}
