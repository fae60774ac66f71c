package org.reviewwarehouse.mapreduce.generate;

import java.nio.charset.StandardCharsets;
import org.reviewwarehouse.mapreduce.contract.Sample;

/** Spells numbers as ids: different numbers differently, and not so that one sees their order. */
final class Spelling {
  private static final byte[] CHARACTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".getBytes(StandardCharsets.US_ASCII);

  private final byte[] prefix;
  private final byte[] rest;
  private final boolean isPlain;
  private final boolean digits;
  private final int base;
  private final Shuffle shuffle;

  Spelling(Sample.Code code, long seed) {
    prefix = code.prefix().getBytes(StandardCharsets.US_ASCII);
    rest = new byte[code.isPlain() ? 0 : code.length() - prefix.length];
    isPlain = code.isPlain();
    digits = code.digits();
    base = code.base();
    shuffle = new Shuffle(code.count(), seed);
  }

  void write(long number, Line line) {
    if (isPlain) {
      line.append(prefix);
      line.append(number);
      return;
    }
    long left = shuffle.at(number);
    for (int i = rest.length - 1; i >= 0; i--) {
      long above = digits ? left / 10 : left / 36; // by constants: no division is left of it
      rest[i] = CHARACTERS[(int) (left - above * base)];
      left = above;
    }
    line.append(prefix);
    line.append(rest);
  }
}
