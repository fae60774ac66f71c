package org.reviewwarehouse.mapreduce.contract;

import java.util.SortedMap;

/**
 * How the generator makes up the values of a field: its {@code sample} attribute.
 *
 * @param shape what the values look like
 * @param of another field: the value depends on that one's, so that equal values there have equal
 *     values here; for {@link Part} the whole; null if it depends on none
 * @param empty share of rows, 0 to 1, in which the field is empty
 */
public record Sample(Shape shape, String of, double empty) {

  /** What values look like; each is called {@code kind} in a contract. */
  public sealed interface Shape permits Unique, Id, Words, Count, Part, Text, Day {}

  /** An id that no other row has. */
  public record Unique(Code code) implements Shape {}

  /**
   * An id of a population, some of whose members come far more often than others.
   *
   * @param population how many there are
   * @param skew 0: all come equally often; 1: the n-th comes n times less often than the first
   */
  public record Id(int population, double skew, Code code) implements Shape {}

  /** One of some words, each with its weight. */
  public record Words(SortedMap<String, Double> weights) implements Shape {}

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
   * How an id is spelled.
   *
   * @param prefix what all begin with
   * @param length characters in all
   * @param digits only digits follow the prefix, otherwise also capital letters
   */
  public record Code(String prefix, int length, boolean digits) {
    /** How many ids can be spelled so; {@code Long.MAX_VALUE} if a long does not hold it. */
    public long count() {
      long count = 1;
      for (int i = prefix.length(); i < length; i++) {
        if (count > Long.MAX_VALUE / base()) {
          return Long.MAX_VALUE;
        }
        count *= base();
      }
      return count;
    }

    /** How many characters can follow the prefix at each place. */
    public int base() {
      return digits ? 10 : 36;
    }
  }
}
