package org.reviewwarehouse.mapreduce.contract;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * How the generator makes up the values of a field: its {@code sample} attribute. A field without
 * one is not made up: it reads what stands there for other fields.
 *
 * @param shape what the values look like
 * @param of another field: the value depends on that one's, so that equal values there have equal
 *     values here; for {@link Part} the whole; for a {@link Time} of a time what it follows; null
 *     if it depends on none
 * @param empty share of rows, 0 to 1, in which the field is empty
 * @param conditions the field is empty in rows in which one does not hold: attributes {@code when}
 *     and {@code unless}
 * @param changes a later version of a row has another value
 */
public record Sample(
    Shape shape, String of, double empty, List<Condition> conditions, boolean changes) {

  /**
   * A condition on the value that another field has in the row; a field that is empty has the value
   * {@code ""}.
   *
   * @param holds the condition holds where the field has one of the values, otherwise where not
   */
  public record Condition(String field, Set<String> values, boolean holds) {}

  /** What values look like; each is called {@code kind} in a contract. */
  public sealed interface Shape
      permits Unique, Id, Words, Count, Part, Text, Day, Time, Decimal, Items, Totals, Either {}

  /**
   * An id that no other row has.
   *
   * @param rows so many rows, one behind the other, share one
   */
  public record Unique(Code code, int rows) implements Shape {}

  /**
   * An id of a population, some of whose members come far more often than others.
   *
   * @param population how many there are
   * @param skew 0: all come equally often; 1: the n-th comes n times less often than the first
   */
  public record Id(int population, double skew, Code code) implements Shape {}

  /**
   * One of some words, each with its weight.
   *
   * @param unseen share of rows, 0 to 1, that have a word instead which comes up on their event day
   */
  public record Words(SortedMap<String, Double> weights, double unseen) implements Shape {}

  /**
   * A number from 0 to {@code most}, small ones far more often.
   *
   * @param zeros share of rows, 0 to 1, that have 0
   */
  public record Count(int most, double skew, double zeros) implements Shape {}

  /** A number from 0 to the count in the field {@code of}. */
  public record Part() implements Shape {}

  /**
   * A text of {@code least} to {@code most} words, short ones more often.
   *
   * @param dirt share of texts, 0 to 1, with markup, quotes, accents, emoji, control characters
   */
  public record Text(int least, int most, double dirt) implements Shape {}

  /** The event day, near the arrival. */
  public record Day() implements Shape {}

  /**
   * A moment near that of the event, or near that of the time {@code of}, written in one of the
   * field's forms; where {@code of} is an id, a moment of that id's own.
   *
   * @param least seconds after it, negative for before
   * @param most seconds after it
   * @param days an id's moment is so many days before the first arrival, at most
   * @param unit the moment is the first of its unit
   * @param apart of so many rows, one behind the other, no two have the same second; 1: they may
   * @param wrong share of rows, 0 to 1, whose clock is wrong by minutes to years
   */
  public record Time(int least, int most, int days, Unit unit, int apart, double wrong)
      implements Shape {}

  /** What a time is cut to, UTC; a week begins on Monday. */
  public enum Unit {
    MILLI,
    SECOND,
    HOUR,
    DAY,
    WEEK,
    MONTH
  }

  /** A number from {@code least} to {@code most} with so many digits behind the point. */
  public record Decimal(int least, int most, int digits) implements Shape {}

  /**
   * A list of {@code least} to {@code most} values.
   *
   * @param filler share of lists, 0 to 1, with one of the texts among them that the field drops
   * @param item of the values
   */
  public record Items(int least, int most, double filler, Sample item) implements Shape {}

  /**
   * A map of sums by word, which grow from day to day: those of the id in the field {@code of}.
   *
   * @param unseen share of ids, 0 to 1, that come to have a word that was never seen before
   */
  public record Totals(SortedMap<String, Double> weights, double unseen) implements Shape {}

  /** The first of some samples whose conditions hold. */
  public record Either(List<Sample> samples) implements Shape {}

  /**
   * How an id is spelled.
   *
   * @param prefix what all begin with
   * @param length characters in all; 0: as many as it takes to write its number, not mixed up
   * @param digits only digits follow the prefix, otherwise also capital letters
   */
  public record Code(String prefix, int length, boolean digits) {
    /** The numbers are written as they are, so that samples of several feeds can name one thing. */
    public boolean isPlain() {
      return length == 0;
    }

    /** How many ids can be spelled so; {@code Long.MAX_VALUE} if a long does not hold it. */
    public long count() {
      long count = 1;
      for (int i = prefix.length(); i < length && !isPlain(); i++) {
        if (count > Long.MAX_VALUE / base()) {
          return Long.MAX_VALUE;
        }
        count *= base();
      }
      return isPlain() ? Long.MAX_VALUE : count;
    }

    /** How many characters can follow the prefix at each place. */
    public int base() {
      return digits ? 10 : 36;
    }
  }
}
