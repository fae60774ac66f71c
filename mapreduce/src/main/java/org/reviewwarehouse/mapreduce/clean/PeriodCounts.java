package org.reviewwarehouse.mapreduce.clean;

import java.util.Map;
import java.util.TreeMap;
import org.reviewwarehouse.mapreduce.contract.Grain;

/** Counts rows by the period of their event day, without looking at a calendar for each. */
final class PeriodCounts {
  private final Grain grain;
  private final long[] byDay = new long[DayTable.SIZE];
  private final Map<Integer, Long> others = new TreeMap<>();

  PeriodCounts(Grain grain) {
    this.grain = grain;
  }

  /**
   * @param day of the row, days since 1970-01-01
   */
  void add(long day) {
    int index = DayTable.index(day);
    if (DayTable.day(index) == day) {
      byDay[index]++;
    } else {
      others.merge(grain.number(day), 1L, Long::sum);
    }
  }

  /** Adds the rows to those by number of the period: see {@link Grain#number}. */
  void addTo(Map<Integer, Long> periods) {
    for (int i = 0; i < byDay.length; i++) {
      if (byDay[i] > 0) {
        periods.merge(grain.number(DayTable.day(i)), byDay[i], Long::sum);
      }
    }
    others.forEach((period, rows) -> periods.merge(period, rows, Long::sum));
  }
}
