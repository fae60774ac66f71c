package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;

/** What another hand writes as CSV is read as it was meant. */
public class CsvPropertyTest {
  private static final String[] PIECES = {
    "",
    "",
    "a",
    " ",
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\r",
    "\n",
    "\r\n",
    "'",
    "\\",
    "ä",
    "€",
    "😀",
    "0",
    "\u0000",
    "\uFEFF",
    "22\" monitor",
    "\"quoted\"",
    "He said, \"Well\",\nand left."
  };

  @Rule public final Seed seed = new Seed();

  @Test
  public void readsBackWhatCommonsCsvWrites() throws Exception {
    Random random = seed.random();
    for (int i = 0; i < 10_000; i++) {
      readsBack(random, random.nextInt(12), 8);
    }
  }

  @Test
  public void readsBackTablesThatAreLongerThanTheBuffer() throws Exception {
    Random random = seed.random();
    for (int i = 0; i < 20; i++) {
      readsBack(random, 1 + random.nextInt(30), 60_000);
      readsBack(random, 5_000, 30);
    }
  }

  /** Writes a random table, reads it, and compares. */
  private static void readsBack(Random random, int rows, int longest) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      names.add("n" + i + text(random, 3).trim());
    }
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(",;\t|".charAt(random.nextInt(4)))
            .setRecordSeparator(random.nextBoolean() ? "\r\n" : "\n")
            .setQuoteMode(random.nextInt(4) == 0 ? QuoteMode.ALL : QuoteMode.MINIMAL)
            .build();
    char delimiter = format.getDelimiterString().charAt(0);
    List<String> order = new ArrayList<>(names);
    Collections.shuffle(order, random);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes((random.nextBoolean() ? "\uFEFF" : "").getBytes(UTF_8));
    int longestRecord = write(format, order, file);
    List<List<String>> expected = new ArrayList<>(List.of(List.of("skipped")));
    for (int i = 0; i < rows; i++) {
      List<String> row = new ArrayList<>(List.of("valid"));
      names.forEach(name -> row.add(text(random, longest)));
      expected.add(row);
      List<String> ordered = order.stream().map(name -> row.get(1 + names.indexOf(name))).toList();
      longestRecord = Math.max(longestRecord, write(format, ordered, file));
    }
    int all = file.size() - (random.nextBoolean() ? format.getRecordSeparator().length() : 0);
    byte[] bytes = java.util.Arrays.copyOf(file.toByteArray(), all);
    int maxRecordBytes = longestRecord + (random.nextBoolean() ? 0 : random.nextInt(1_000));
    int most = 1 + random.nextInt(random.nextBoolean() ? 20 : 600_000);
    assertEquals(
        expected,
        CsvTable.read(
            CsvText.framer(bytes, delimiter, maxRecordBytes, most, random),
            CsvTable.contract(names, delimiter),
            0));
  }

  /** Writes a record and returns how many bytes it has. */
  private static int write(CSVFormat format, List<String> record, ByteArrayOutputStream file)
      throws IOException {
    StringBuilder text = new StringBuilder();
    format.printRecord(text, record.toArray());
    byte[] bytes = text.toString().getBytes(UTF_8);
    file.writeBytes(bytes);
    return bytes.length - format.getRecordSeparator().length();
  }

  private static String text(Random random, int longest) {
    StringBuilder text = new StringBuilder();
    for (int left = (int) (Math.pow(random.nextDouble(), 3) * longest); left > 0; left--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
