package org.reviewwarehouse.mapreduce.generate;

import java.util.Arrays;
import java.util.Collection;

/** Draws one of several places, each by its weight. */
final class Weights {
  private final double[] sums;

  Weights(Collection<Double> weights) {
    sums = new double[weights.size()];
    double sum = 0;
    int i = 0;
    for (double weight : weights) {
      sum += weight;
      sums[i++] = sum;
    }
  }

  int draw(Draws draws) {
    double point = draws.unit() * sums[sums.length - 1];
    int found = Arrays.binarySearch(sums, point);
    return Math.min(sums.length - 1, found >= 0 ? found + 1 : -found - 1);
  }
}
