package org.reviewwarehouse.mapreduce.generate;

/**
 * Draws from 0 to {@code size - 1}, small numbers more often: the n-th comes n to the power of
 * {@code skew} times less often than the first. The distribution is kept as a table of its
 * quantiles, which costs a look-up a draw and gives the same numbers on every machine.
 */
final class Skew {
  private static final int QUANTILES = 4096;

  private final double[] quantiles = new double[QUANTILES + 1];
  private final int size;

  Skew(int size, double skew) {
    this.size = size;
    double end = size + 1.0;
    boolean harmonic = Math.abs(skew - 1) < 1e-9;
    double power = 1 - skew;
    for (int i = 0; i <= QUANTILES; i++) {
      double share = (double) i / QUANTILES;
      quantiles[i] =
          (harmonic
                  ? StrictMath.exp(share * StrictMath.log(end))
                  : StrictMath.pow(1 + share * (StrictMath.pow(end, power) - 1), 1 / power))
              - 1;
    }
  }

  int draw(Draws draws) {
    return at(draws.unit());
  }

  /** The number below which a share of all draws is, from 0 to less than 1. */
  int at(double share) {
    double place = share * QUANTILES;
    int below = (int) place;
    double number = quantiles[below] + (place - below) * (quantiles[below + 1] - quantiles[below]);
    return Math.min(size - 1, (int) number);
  }
}
