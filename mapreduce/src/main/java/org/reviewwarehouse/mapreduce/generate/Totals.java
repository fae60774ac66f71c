package org.reviewwarehouse.mapreduce.generate;

import java.nio.charset.StandardCharsets;
import org.reviewwarehouse.mapreduce.contract.Sample;

/**
 * See {@link Sample.Totals}: of each word, the same sum is added every so many days.
 *
 * @param base days since 1970-01-01 of the first arrival
 */
record Totals(Sample.Totals sample, String[] words, Weights weights, long base) implements Values {
  private static final int MOST_WORDS = 3;
  private static final int MOST_GAP = 20;
  private static final int MOST_SUM = 9_999;

  /** So many days before the first arrival sums begin to grow; so many later new words come up. */
  private static final int DAYS_BEFORE = 90;

  private static final int DAYS_AFTER = 60;

  Totals(Sample.Totals sample, long base) {
    this(
        sample,
        sample.weights().keySet().toArray(String[]::new),
        new Weights(sample.weights().values()),
        base);
  }

  @Override
  public void write(Draft draft, Draws draws, Line line) {
    line.append('{');
    int start = line.length();
    int place = weights.draw(draws);
    for (int left = draws.below(MOST_WORDS + 1); left > 0; left--) {
      long begin = base - draws.below(DAYS_BEFORE);
      append(words[place].getBytes(StandardCharsets.UTF_8), begin, draft, draws, start, line);
      place = (place + 1) % words.length;
    }
    if (draws.chance(sample.unseen())) {
      long begin = base - DAYS_BEFORE + draws.below(DAYS_BEFORE + DAYS_AFTER);
      append(Values.Words.unseen(begin), begin, draft, draws, start, line);
    }
    line.append('}');
  }

  private static void append(
      byte[] word, long begin, Draft draft, Draws draws, int start, Line line) {
    long sum = 1 + draws.below(MOST_SUM);
    long times = Math.floorDiv(draft.firstDay - begin, 1 + draws.below(MOST_GAP));
    if (times <= 0) {
      return;
    }
    if (line.length() > start) {
      line.append(',');
    }
    JsonText.append(word, 0, word.length, false, line);
    line.append(':');
    line.append(sum * times);
  }
}
