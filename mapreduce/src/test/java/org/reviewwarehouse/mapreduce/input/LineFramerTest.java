package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;

public class LineFramerTest {
  @Rule public final Seed seed = new Seed();

  @Test
  public void readsShortAndLongLinesAndTheirPositions() throws Exception {
    assertRead("", List.of());
    assertRead("a", List.of("0:a"));
    assertRead("a\n", List.of("0:a"));
    assertRead("a\n\nb", List.of("0:a", "2:", "3:b"));
    assertRead("\n\n", List.of("0:", "1:"));
    assertRead("a\r\nb\r", List.of("0:a", "3:b"));
    assertRead("\u00EF\u00BB\u00BFa\n", List.of("3:a"));
    assertRead("\u00EF\u00BB\u00BF", List.of());
    assertRead("\u00EF\u00BB", List.of("0:\u00EF\u00BB"));
    assertRead(
        "1234567890\n12345678901\nx",
        List.of("0:1234567890", "11:12345678901 too long 11", "23:x"));
    assertRead(
        "1234567890\r\n12345678901\r\n", List.of("0:1234567890", "12:12345678901 too long 11"));
    assertRead("12345678901", List.of("0:12345678901 too long 11"));
    assertRead("12345678901\r", List.of("0:12345678901 too long 11"));
  }

  private static void assertRead(String text, List<String> expected) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    assertEquals(expected, RawText.lines(bytes, 10).stream().map(Object::toString).toList());
    for (int step = 1; step < 5; step++) {
      assertEquals(
          text + " by " + step,
          expected,
          pieces(bytes, List.of(0L, Long.MAX_VALUE), 10, step).stream()
              .map(Object::toString)
              .toList());
    }
  }

  @Test
  public void readsEachLineOnceHoweverASmallTextIsCut() throws Exception {
    Random random = seed.random();
    for (int i = 0; i < 1_500; i++) {
      byte[] text = RawText.random(random, random.nextInt(8), 12);
      List<RawText.Line> expected = RawText.lines(text, 8);
      for (int first = 1; first < text.length; first++) {
        List<Long> cuts = new ArrayList<>(List.of(0L, (long) first, (long) text.length));
        if (random.nextBoolean()) {
          cuts.add(1, 1L + random.nextInt(first));
        }
        assertEquals(
            new String(text, ISO_8859_1) + " cut at " + cuts,
            expected,
            pieces(text, cuts, 8, 1 + random.nextInt(20)));
      }
    }
  }

  @Test
  public void readsEachLineOnceWhereLinesAreLongerThanTheBuffer() throws Exception {
    Random random = seed.random();
    int maxRecordBytes = 600_000;
    for (int i = 0; i < 12; i++) {
      byte[] text = RawText.random(random, 12, 900_000);
      TreeSet<Long> cuts = new TreeSet<>(List.of(0L, (long) text.length));
      for (int cut = random.nextInt(5); cut > 0; cut--) {
        cuts.add((long) random.nextInt(text.length));
      }
      assertEquals(
          "cut at " + cuts,
          RawText.lines(text, maxRecordBytes),
          pieces(text, List.copyOf(cuts), maxRecordBytes, 1 + random.nextInt(500_000)));
    }
  }

  /** All lines of all pieces; at most {@code step} bytes come with one read. */
  private static List<RawText.Line> pieces(
      byte[] text, List<Long> cuts, int maxRecordBytes, int step) throws IOException {
    List<RawText.Line> lines = new ArrayList<>();
    for (int i = 0; i + 1 < cuts.size(); i++) {
      long from = cuts.get(i);
      int start = (int) Math.max(0, from - 1);
      InputStream in = new Steps(new ByteArrayInputStream(text, start, text.length - start), step);
      LineFramer reader = new LineFramer(in, from, cuts.get(i + 1), maxRecordBytes);
      RecordBlock block = new RecordBlock();
      while (reader.next(block)) {
        lines.addAll(RawText.lines(block, maxRecordBytes));
      }
      assertEquals("nothing more comes", false, reader.next(block));
    }
    return lines;
  }

  /** Reads less than it is asked for, as a network does. */
  private static final class Steps extends FilterInputStream {
    private final int step;

    Steps(InputStream in, int step) {
      super(in);
      this.step = step;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, Math.min(step, length));
    }
  }
}
