package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.row.RejectReason;

public class CsvFramerTest {
  /** A text, and the records it has if none may be longer than 20 bytes. */
  private static final String[][] TEXTS = {
    {""},
    {"a", "0:a"},
    {"a\n", "0:a"},
    {"a,b\nc,d\n", "0:a,b", "4:c,d"},
    {"a\r\nb\rc\r\nd\r", "0:a", "3:b␍c", "8:d"},
    {"\n\r\na\n\n", "0:", "1:", "3:a", "5:"},
    {"\u00EF\u00BB\u00BFa\n", "3:a"},
    {"\u00EF\u00BB\u00BF\"a\nb\"\n", "3:\"a\nb\""},
    {"\u00EF\u00BB\u00BF"},
    {"\u00EF\u00BB", "0:\u00EF\u00BB"},
    // quotes
    {"\"a\nb\",c\nd\n", "0:\"a\nb\",c", "8:d"},
    {"a,\"b\r\n\r\nc\"\r\nd", "0:a,\"b␍\n␍\nc\"", "12:d"},
    {"\"a\"\"\nb\"\nc", "0:\"a\"\"\nb\"", "8:c"},
    {"\"\"\nb\n", "0:\"\"", "3:b"},
    {"\"\"\"\nb\"\nc", "0:\"\"\"\nb\"", "7:c"},
    {"\"\",\"\",\"\"\nb\n", "0:\"\",\"\",\"\"", "9:b"},
    // quotes that are ordinary characters
    {"22\" tv,b\"\nc\n", "0:22\" tv,b\"", "10:c"},
    {"a, \"b\nc\"\n", "0:a, \"b", "6:c\""},
    {"a\"\"\nb\n", "0:a\"\"", "4:b"},
    {"a;\"b\nc\"\n", "0:a;\"b", "5:c\""},
    // text behind a closing quote is for the parser to refuse; the record ends with its line
    {"\"a\"b,\nc\n", "0:\"a\"b,", "6:c"},
    {"\"a\"b\"c\nd\n", "0:\"a\"b\"c", "7:d"},
    {"\"a\"b,\"c\nd\"\ne\n", "0:\"a\"b,\"c\nd\"", "11:e"},
    {"\"a\"\rb\nc\n", "0:\"a\"␍b", "6:c"},
    {"\"say \"hi\", ok\",b\nc\n", "0:\"say \"hi\", ok\",b", "17:c"},
    // the longest record, and longer ones
    {"12345678901234567890\nb\n", "0:12345678901234567890", "21:b"},
    {"12345678901234567890\r\nb\n", "0:12345678901234567890", "22:b"},
    {"\"23456789\n123456789\"\r\nb", "0:\"23456789\n123456789\"", "22:b"},
    {"123456789012345678901\nb\n", "0:123456789012345678901 record_too_long", "22:b"},
    {"1234567890123456789012\r\nb\n", "0:1234567890123456789012 record_too_long", "24:b"},
    {"123456789012345678901\r", "0:123456789012345678901 record_too_long"},
    {
      "1234567890123456789012,\"b\"\"\n\"\nc\n",
      "0:1234567890123456789012,\"b\"\"\n\" record_too_long",
      "30:c"
    },
    // a quote without an end
    {"\"a\nb\n\r\nc", "0:\"a bad_quote", "3:b bad_quote", "5:", "7:c bad_quote"},
    {
      "x\na,\"b\nc,d\n12345678901234567890\ne\n",
      "0:x",
      "2:a,\"b bad_quote",
      "7:c,d bad_quote",
      "11:12345678901234567890 bad_quote",
      "32:e"
    },
    {
      "\"a\n1234567890123456789012345\n\"b\nc\"\n",
      "0:\"a bad_quote",
      "3:1234567890123456789012345 record_too_long",
      "29:\"b\nc\""
    },
    {
      "\"a\n\"b\n\"c\n\"d\n\"e\n\"f\n\"g\n\"h\n\"i\n", // every second one closes
      "0:\"a\n\"b",
      "6:\"c\n\"d",
      "12:\"e\n\"f",
      "18:\"g\n\"h",
      "24:\"i bad_quote"
    },
    // a quote without an end in a record that is too long already
    {
      "1234567890123456789012,\"a\nb\n3456789012345678901234567890\nc\n",
      "0:1234567890123456789012,\"a record_too_long",
      "26:b bad_quote",
      "28:3456789012345678901234567890 record_too_long",
      "57:c"
    },
    {
      "1234567890123456789012,\"\"\"a\nb",
      "0:1234567890123456789012,\"\"\"a record_too_long",
      "28:b bad_quote"
    },
  };

  @Rule public final Seed seed = new Seed();

  @Test
  public void cutsAtLineEndsOutsideQuotes() throws Exception {
    for (String[] text : TEXTS) {
      byte[] bytes = text[0].getBytes(ISO_8859_1);
      List<String> expected = Arrays.asList(text).subList(1, text.length);
      assertEquals(expected, texts(CsvText.naive(bytes, ',', 20)));
      for (int most = 1; most < 40; most++) {
        assertEquals(
            text[0] + " by " + most,
            expected,
            texts(CsvText.cut(CsvText.framer(bytes, ',', 20, most, seed.random()))));
      }
    }
  }

  @Test
  public void cutsAtAnotherDelimiter() throws Exception {
    byte[] text = "a;\"b\nc\"\na,\"d\ne\"\n".getBytes(ISO_8859_1);
    assertEquals(
        List.of("0:a;\"b\nc\"", "8:a,\"d", "13:e\""),
        texts(CsvText.cut(CsvText.framer(text, ';', 20, 100, seed.random()))));
  }

  @Test
  public void cutsSmallTextsOfTrickyCharactersLikeOneThatHasAllOfTheText() throws Exception {
    Random random = seed.random();
    byte[] characters = "\"\"\"\n\n\r,,ab".getBytes(ISO_8859_1);
    for (int i = 0; i < 200_000; i++) {
      byte[] text = new byte[random.nextInt(60)];
      int kinds = 1 + random.nextInt(characters.length);
      for (int at = 0; at < text.length; at++) {
        text[at] = characters[random.nextInt(random.nextInt(4) == 0 ? characters.length : kinds)];
      }
      int maxRecordBytes = 1 + random.nextInt(30);
      assertEquals(
          maxRecordBytes + ": " + new String(text, ISO_8859_1),
          CsvText.naive(text, ',', maxRecordBytes),
          CsvText.cut(CsvText.framer(text, ',', maxRecordBytes, 1 + random.nextInt(70), random)));
    }
  }

  @Test
  public void cutsTextsThatAreLongerThanTheBuffer() throws Exception {
    Random random = seed.random();
    for (int i = 0; i < 60; i++) {
      byte[] text = new byte[random.nextInt(4_000_000)];
      Arrays.fill(text, (byte) 'x');
      for (int left = random.nextInt(i % 2 == 0 ? 20 : 2_000);
          left > 0 && text.length > 2;
          left--) {
        int at = random.nextInt(text.length - 2);
        switch (random.nextInt(4)) {
          case 0 -> text[at] = '"';
          case 1 -> System.arraycopy(new byte[] {',', '"'}, 0, text, at, 2);
          case 2 -> System.arraycopy(new byte[] {'"', ',', '\n'}, 0, text, at, 3);
          default -> text[at] = '\n';
        }
      }
      int maxRecordBytes = 1 << 10 + random.nextInt(12);
      List<CsvText.Cut> expected = CsvText.naive(text, ',', maxRecordBytes);
      int most = 1 + random.nextInt(random.nextBoolean() ? 10_000 : 1_000_000);
      assertEquals(expected, CsvText.cut(CsvText.framer(text, ',', maxRecordBytes, most, random)));
    }
  }

  @Test
  public void cutsManyShortRecordsIntoSeveralBlocks() throws Exception {
    byte[] text = "a\n".repeat(100_000).getBytes(ISO_8859_1);
    assertEquals(
        CsvText.naive(text, ',', 20),
        CsvText.cut(CsvText.framer(text, ',', 20, text.length, seed.random())));
  }

  /**
   * Files that would take hours if text were looked at anew from where its record began, with every
   * read or behind every broken quote.
   */
  @Test(timeout = 60_000)
  public void looksAtNoByteAgainAndAgain() throws Exception {
    int mib = 1 << 20;
    assertEquals("{bad_quote=10000000}", faults("a\",\"b\n", 10_000_000, mib));
    assertEquals("{none=10000000}", faults("\"a\n", 20_000_000, mib));
    assertEquals("{record_too_long=1}", faults("a,", 32_000_000, 300_000));
    assertEquals("{record_too_long=1}", faults(",\"\"", 20_000_000, 300_000));
    assertEquals("{record_too_long=1}", faults("\"", 64_000_000, 300_000));
    assertEquals("{none=64}", faults("\"" + "x\n".repeat(mib / 2 - 1) + "\"\n", 64, 64));
  }

  /** How often records have which fault, in a text that repeats itself. */
  private static String faults(String pattern, int times, int mostRead) throws IOException {
    CsvFramer framer =
        new CsvFramer(new Repeated(pattern.getBytes(ISO_8859_1), times, mostRead), ',', 1 << 20);
    Map<String, Integer> faults = new TreeMap<>();
    RecordBlock block = new RecordBlock();
    long end = 0;
    while (framer.next(block)) {
      for (int i = 0; i < block.count(); i++) {
        RejectReason fault = block.fault(i);
        faults.merge(fault == null ? "none" : fault.label(), 1, Integer::sum);
        assertEquals("no gap", end, block.position(i));
        end = block.position(i) + block.length(i) + 1;
      }
    }
    return faults.toString();
  }

  private static final class Repeated extends InputStream {
    private final byte[] pattern;
    private final int mostRead;
    private long left;
    private int at;

    Repeated(byte[] pattern, int times, int mostRead) {
      this.pattern = pattern;
      this.mostRead = mostRead;
      left = (long) pattern.length * times;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int most = (int) Math.min(left, Math.min(mostRead, length));
      int read = 0;
      while (read < most) {
        int size = Math.min(most - read, pattern.length - at);
        System.arraycopy(pattern, at, bytes, offset + read, size);
        at = (at + size) % pattern.length;
        read += size;
      }
      left -= read;
      return read;
    }
  }

  private static List<String> texts(List<CsvText.Cut> records) {
    return records.stream().map(CsvText.Cut::toString).toList();
  }
}
