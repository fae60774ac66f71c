package org.reviewwarehouse.mapreduce.generate;

import org.reviewwarehouse.mapreduce.contract.Sample;

/** One field, and what it holds in a row: that follows from the row's {@link Draft} alone. */
final class Cell {
  /** Another field has, or has not, one of some values. */
  record Condition(Cell cell, Sample.Condition condition) {
    boolean holds(Draft draft) {
      return condition.values().contains(cell.text(draft)) == condition.holds();
    }
  }

  /** In place of a value that no condition can name. */
  static final String OTHER = "\t";

  private final Values values;
  private final long seed;
  private final Cell of;
  private final double empty;
  private final Condition[] conditions;
  private final boolean isFreeText;
  private final boolean isNeeded;
  private final Draws draws = new Draws();

  /**
   * @param seed of the field
   * @param of what the value is drawn by instead of the row; null if it is the row
   * @param isFreeText later versions have others
   * @param isNeeded the field is never empty in a row of which a rule of another field is broken,
   *     or that is late
   */
  Cell(
      Values values,
      long seed,
      Cell of,
      double empty,
      Condition[] conditions,
      boolean isFreeText,
      boolean isNeeded) {
    this.values = values;
    this.seed = seed;
    this.of = of;
    this.empty = empty;
    this.conditions = conditions;
    this.isFreeText = isFreeText;
    this.isNeeded = isNeeded;
  }

  /** Writes the value of a row; nothing if it has none. */
  void write(Draft draft, Line line) {
    if (!isEmpty(draft)) {
      values.write(draft, of == null ? own(draft) : shared(draft), line);
    }
  }

  /** See {@link Values#number}. */
  long number(Draft draft) {
    return values.number(draft, of == null ? own(draft) : shared(draft));
  }

  /** The conditions of the field's sample hold for the row. */
  boolean holds(Draft draft) {
    for (Condition condition : conditions) {
      if (!condition.holds(draft)) {
        return false;
      }
    }
    return true;
  }

  /** The value, where it is one of the sample's words, and {@link #OTHER} where it is not. */
  private String text(Draft draft) {
    if (isEmpty(draft)) {
      return "";
    }
    return values instanceof Values.Words words
        ? words.text(draft, of == null ? own(draft) : shared(draft))
        : OTHER;
  }

  private boolean isEmpty(Draft draft) {
    if (!holds(draft)) {
      return true;
    }
    if (isNeeded && (draft.kind == Kind.REJECTED || draft.kind == Kind.LATE)) {
      return false;
    }
    return empty > 0 && own(draft).chance(empty);
  }

  /** Draws of this field in this row. */
  private Draws own(Draft draft) {
    return draws.seed(Draws.mix(isFreeText ? draft.textSeed : draft.seed, seed));
  }

  /** Draws of this field in all rows whose other field has the same value as in this one. */
  private Draws shared(Draft draft) {
    return draws.seed(Draws.mix(seed, of.number(draft)));
  }
}
