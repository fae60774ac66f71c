package org.reviewwarehouse.hive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Some periods of one run that are live, from the first to the last of them. The view of a feed is
 * a disjunction of these, kept short because a metastore on Derby takes no view text above 32,700
 * characters: periods of a run that follow each other among the partitions that run has make one
 * range, even if other runs have periods between them.
 */
record LiveRange(String run, String first, String last) {

  /**
   * The fewest ranges that hold exactly the live partitions.
   *
   * @param live period → run it is read from
   * @param partitions run → all periods of which it has a partition
   */
  static List<LiveRange> of(
      Map<String, String> live, SortedMap<String, ? extends SortedSet<String>> partitions) {
    List<LiveRange> ranges = new ArrayList<>();
    partitions.forEach(
        (run, periods) -> {
          String first = null;
          String last = null;
          for (String period : periods) {
            if (run.equals(live.get(period))) {
              first = first == null ? period : first;
              last = period;
            } else if (first != null) {
              ranges.add(new LiveRange(run, first, last));
              first = null;
            }
          }
          if (first != null) {
            ranges.add(new LiveRange(run, first, last));
          }
        });
    return ranges;
  }

  /** The condition that holds for the partitions in the ranges; {@code r} is the table's alias. */
  static String condition(List<LiveRange> ranges) {
    return ranges.isEmpty()
        ? "false"
        : ranges.stream().map(LiveRange::condition).collect(Collectors.joining("\n   OR "));
  }

  private String condition() {
    return "(r.run = '"
        + Names.RUN.check(run)
        + "' AND r.period "
        + (first.equals(last)
            ? "= '" + Names.PERIOD.check(first) + "'"
            : "BETWEEN '" + Names.PERIOD.check(first) + "' AND '" + Names.PERIOD.check(last) + "'")
        + ")";
  }
}
