package org.reviewwarehouse.mapreduce.generate;

import java.math.BigDecimal;
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

  /** Which of its values the first version of the row has: equal values have equal numbers. */
  default long number(Draft draft, Draws draws) {
    throw new IllegalStateException("the values of " + this + " have no numbers");
  }

  /** See {@link Sample.Unique}. */
  record Unique(Spelling spelling, int rows) implements Values {
    @Override
    public void write(Draft draft, Draws draws, Line line) {
      spelling.write(number(draft, draws), line);
    }

    @Override
    public long number(Draft draft, Draws draws) {
      return rows == 1 ? draft.identity : draft.identity / rows;
    }
  }

  /**
   * See {@link Sample.Id}.
   *
   * @param changes a later version has another one
   */
  record Id(Skew skew, int population, Spelling spelling, boolean changes) implements Values {
    @Override
    public void write(Draft draft, Draws draws, Line line) {
      long number = number(draft, draws);
      spelling.write(changes ? (number + draft.raise) % population : number, line);
    }

    @Override
    public long number(Draft draft, Draws draws) {
      return skew.draw(draws);
    }
  }

  /**
   * See {@link Sample.Words}.
   *
   * @param changes a later version has another one
   */
  record Words(String[] texts, byte[][] words, Weights weights, double unseen, boolean changes)
      implements Values {
    static Words of(Sample.Words sample, boolean changes) {
      String[] texts = sample.weights().keySet().toArray(String[]::new);
      byte[][] words = new byte[texts.length][];
      for (int i = 0; i < texts.length; i++) {
        words[i] = texts[i].getBytes(StandardCharsets.UTF_8);
      }
      Weights weights = new Weights(sample.weights().values());
      return new Words(texts, words, weights, sample.unseen(), changes);
    }

    @Override
    public void write(Draft draft, Draws draws, Line line) {
      if (unseen > 0 && draws.chance(unseen)) {
        line.append(unseen(draft.firstDay));
      } else {
        line.append(words[place(draft, draws)]);
      }
    }

    /** The word that it writes; {@link Cell#OTHER} for one that was never seen before. */
    String text(Draft draft, Draws draws) {
      return unseen > 0 && draws.chance(unseen) ? Cell.OTHER : texts[place(draft, draws)];
    }

    private int place(Draft draft, Draws draws) {
      int place = weights.draw(draws);
      return changes ? (place + draft.raise) % words.length : place;
    }

    /** A word that comes up on a day: X and two letters. */
    static byte[] unseen(long day) {
      int number = (int) Math.floorMod(day, 26L * 26);
      return new byte[] {'X', (byte) ('A' + number / 26), (byte) ('A' + number % 26)};
    }
  }

  /**
   * See {@link Sample.Count}.
   *
   * @param changes a later version has more
   */
  record Count(Skew skew, double zeros, boolean changes) implements Values {
    @Override
    public void write(Draft draft, Draws draws, Line line) {
      line.append(number(draft, draws) + (changes ? draft.raise : 0));
    }

    @Override
    public long number(Draft draft, Draws draws) {
      return draws.chance(zeros) ? 0 : 1 + skew.draw(draws);
    }
  }

  /**
   * See {@link Sample.Part}.
   *
   * @param of the whole
   */
  record Part(Cell of) implements Values {
    @Override
    public void write(Draft draft, Draws draws, Line line) {
      line.append((long) draws.below((int) of.number(draft) + 1));
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

  /**
   * See {@link Sample.Decimal}.
   *
   * @param changes a later version has more, by whole ones
   */
  record Decimal(Sample.Decimal sample, boolean changes) implements Values {
    @Override
    public void write(Draft draft, Draws draws, Line line) {
      long units = 1;
      for (int i = 0; i < sample.digits(); i++) {
        units *= 10;
      }
      long least = sample.least() * units;
      long number = least + (long) (draws.unit() * (sample.most() * units - least + 1));
      number += changes ? draft.raise * units : 0;
      line.append(BigDecimal.valueOf(number, sample.digits()).toPlainString());
    }
  }

  /** See {@link Sample.Either}: the cells of its samples. */
  record Either(Cell[] cells) implements Values {
    @Override
    public void write(Draft draft, Draws draws, Line line) {
      Cell cell = cell(draft);
      if (cell != null) {
        cell.write(draft, line);
      }
    }

    @Override
    public long number(Draft draft, Draws draws) {
      Cell cell = cell(draft);
      return cell == null ? 0 : cell.number(draft);
    }

    private Cell cell(Draft draft) {
      for (Cell cell : cells) {
        if (cell.holds(draft)) {
          return cell;
        }
      }
      return null;
    }
  }
}
