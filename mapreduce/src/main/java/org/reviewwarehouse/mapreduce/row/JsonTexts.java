package org.reviewwarehouse.mapreduce.row;

import java.util.Arrays;

/**
 * Where texts lie that were found in a JSON record, as {@link JsonTokens} tells them. Reused from
 * record to record.
 */
final class JsonTexts {
  private static final int NONE = -1;
  private static final int WRONG_SHAPE = -2;

  private int[] from = new int[8];
  private int[] to = new int[8];
  private boolean[] isCopied = new boolean[8];
  private int count;

  int count() {
    return count;
  }

  void truncate(int newCount) {
    count = newCount;
  }

  /** Adds the scalar that was read last. */
  void add(JsonTokens tokens) {
    grow();
    set(count++, tokens);
  }

  /** Adds a place without a text. */
  void addNone() {
    grow();
    setNone(count++);
  }

  void set(int index, JsonTokens tokens) {
    from[index] = tokens.from();
    to[index] = tokens.to();
    isCopied[index] = tokens.isCopied();
  }

  void setNone(int index) {
    from[index] = NONE;
  }

  /** An object or array is there. */
  void setWrong(int index) {
    from[index] = WRONG_SHAPE;
  }

  boolean isNone(int index) {
    return from[index] == NONE;
  }

  boolean isWrong(int index) {
    return from[index] == WRONG_SHAPE;
  }

  int from(int index) {
    return from[index];
  }

  int to(int index) {
    return to[index];
  }

  boolean isCopied(int index) {
    return isCopied[index];
  }

  private void grow() {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
      isCopied = Arrays.copyOf(isCopied, 2 * count);
    }
  }
}
