package org.reviewwarehouse.mapreduce.generate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes texts that look like what people type: words, sentences, and what does not belong. */
final class Prose {
  private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9A-F]{4})");
  private static final int SHORTEST_SENTENCE = 4;
  private static final int LONGEST_SENTENCE = 18;
  private static final int MOST_PIECES = 3;

  /** Many times as many places as words: the n-th word has the more of them the smaller n is. */
  private static final int PLACES = 1 << Short.SIZE;

  private static final int LONGEST_WORD = 2 * Long.BYTES;

  private final Word[] byPlace = new Word[PLACES];
  private final byte[][] dirt;
  private final Weights dirtWeights;

  /**
   * @param withBreaks texts may also hold line ends and tabs
   */
  Prose(boolean withBreaks) {
    Word[] words = lines("words.txt").stream().map(Word::of).toArray(Word[]::new);
    Skew frequency = new Skew(words.length, 0.7);
    for (int place = 0; place < PLACES; place++) {
      byPlace[place] = words[frequency.at((place + 0.5) / PLACES)];
    }
    List<byte[]> pieces = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    List<String> lines = new ArrayList<>(lines("dirt.txt"));
    if (withBreaks) {
      lines.addAll(lines("breaks.txt"));
    }
    for (String line : lines) {
      int space = line.indexOf(' ');
      weights.add(Double.valueOf(line.substring(0, space)));
      pieces.add(bytes(unescape(line.substring(space + 1))));
    }
    dirt = pieces.toArray(byte[][]::new);
    dirtWeights = new Weights(weights);
  }

  /** Writes so many words, some of them dirt if {@code dirty}. */
  void write(int count, boolean dirty, Draws draws, Line line) {
    int pieces = dirty ? 1 + draws.below(MOST_PIECES) : 0;
    int sentence = 0;
    long places = 0;
    for (int left = count; left > 0; left--) {
      if (left < count) {
        line.append(' ');
      }
      // Each place is as likely as any other to hold one of the pieces that are left.
      if (pieces > 0 && draws.below(left) < pieces) {
        line.append(dirt[dirtWeights.draw(draws)]);
        pieces--;
        continue;
      }
      int start = line.length();
      if (places == 0) {
        places = draws.next(); // enough for four words
      }
      Word word = byPlace[(int) (places & PLACES - 1)];
      places >>>= Short.SIZE;
      line.append(word.first, word.second, word.length);
      if (sentence == 0) {
        line.capitalize(start);
        sentence = SHORTEST_SENTENCE + draws.below(LONGEST_SENTENCE - SHORTEST_SENTENCE + 1);
      }
      if (--sentence == 0 && left > 1) {
        line.append('.');
      }
    }
  }

  /** A word, packed to be copied fast. */
  private record Word(long first, long second, int length) {
    static Word of(String text) {
      byte[] bytes = bytes(text);
      if (bytes.length > LONGEST_WORD) {
        throw new IllegalArgumentException(text + " has more than " + LONGEST_WORD + " bytes");
      }
      ByteBuffer packed = ByteBuffer.allocate(LONGEST_WORD).order(ByteOrder.LITTLE_ENDIAN);
      packed.put(0, bytes);
      return new Word(packed.getLong(0), packed.getLong(Long.BYTES), bytes.length);
    }
  }

  private static List<String> lines(String name) {
    try (InputStream file = Prose.class.getResourceAsStream(name);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescape(String piece) {
    return ESCAPED
        .matcher(piece)
        .replaceAll(
            code ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(code.group(1), 16))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
