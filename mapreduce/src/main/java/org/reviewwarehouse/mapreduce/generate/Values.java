package org.reviewwarehouse.mapreduce.generate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.reviewwarehouse.mapreduce.contract.Sample;

/** Writes the values of one field, as its sample says. */
interface Values {
  /**
   * @param draws of this field of this row
   */
  void write(Draft draft, Draws draws, Line line);

  /** See {@link Sample.Unique}. */
  record Unique(Spelling spelling) implements Values {
    @Override
    public void write(Draft draft, Draws draws, Line line) {
      spelling.write(draft.identity, line);
    }
  }

  /** See {@link Sample.Id}. */
  record Id(Skew skew, Spelling spelling) implements Values {
    @Override
    public void write(Draft draft, Draws draws, Line line) {
      spelling.write(number(draws), line);
    }

    /** Which of the population it is, from 0. */
    int number(Draws draws) {
      return skew.draw(draws);
    }
  }

  /** See {@link Sample.Words}. */
  record Words(byte[][] words, Weights weights) implements Values {
    static Words of(Sample.Words sample) {
      byte[][] words =
          sample.weights().keySet().stream()
              .map(word -> word.getBytes(StandardCharsets.UTF_8))
              .toArray(byte[][]::new);
      return new Words(words, new Weights(sample.weights().values()));
    }

    @Override
    public void write(Draft draft, Draws draws, Line line) {
      line.append(words[weights.draw(draws)]);
    }
  }

  /**
   * See {@link Sample.Count}.
   *
   * @param raised a later version has more
   */
  record Count(Skew skew, double zeros, boolean raised) implements Values {
    @Override
    public void write(Draft draft, Draws draws, Line line) {
      line.append((long) number(draws) + (raised ? draft.raise : 0));
    }

    /** What the first version has. */
    int number(Draws draws) {
      return draws.chance(zeros) ? 0 : 1 + skew.draw(draws);
    }
  }

  /** See {@link Sample.Text}. */
  record Text(Sample.Text sample, Prose prose) implements Values {
    @Override
    public void write(Draft draft, Draws draws, Line line) {
      double share = draws.unit();
      int words = sample.least() + (int) ((sample.most() - sample.least() + 1) * share * share);
      prose.write(words, draws.chance(sample.dirt()), draws, line);
    }
  }

  /** See {@link Sample.Day}. */
  record Day(Map<Long, byte[]> spelled) implements Values {
    Day() {
      this(new HashMap<>());
    }

    @Override
    public void write(Draft draft, Draws draws, Line line) {
      line.append(
          spelled.computeIfAbsent(
              draft.eventDay,
              day -> LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII)));
    }
  }
}
