package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

public class LiveRangeTest {
  private static final String R1 = "000001-20151120T085644Z-1a2b3c4d";
  private static final String R2 = "000002-20151121T085644Z-1a2b3c4d";
  private static final Pattern RANGE =
      Pattern.compile(
          "\\(r\\.run = '([^']+)' AND r\\.period (?:= '([^']+)'|BETWEEN '([^']+)' AND '([^']+)')\\)");

  @Test
  public void nothingLiveIsFalse() {
    assertEquals("false", LiveRange.condition(LiveRange.of(Map.of(), new TreeMap<>())));
  }

  @Test
  public void aRunWhollyLiveIsOneRange() {
    SortedMap<String, TreeSet<String>> partitions = new TreeMap<>();
    partitions.put(R1, new TreeSet<>(List.of("2015-07", "2015-08", "2015-10")));
    List<LiveRange> ranges =
        LiveRange.of(Map.of("2015-07", R1, "2015-08", R1, "2015-10", R1), partitions);
    assertEquals(
        "(r.run = '" + R1 + "' AND r.period BETWEEN '2015-07' AND '2015-10')",
        LiveRange.condition(ranges));
  }

  @Test
  public void aPeriodTakenByALaterRunSplitsTheRange() {
    SortedMap<String, TreeSet<String>> partitions = new TreeMap<>();
    partitions.put(R1, new TreeSet<>(List.of("2015-07", "2015-08", "2015-09")));
    partitions.put(R2, new TreeSet<>(List.of("2015-08")));
    List<LiveRange> ranges =
        LiveRange.of(Map.of("2015-07", R1, "2015-08", R2, "2015-09", R1), partitions);
    assertEquals(
        List.of(
            new LiveRange(R1, "2015-07", "2015-07"),
            new LiveRange(R1, "2015-09", "2015-09"),
            new LiveRange(R2, "2015-08", "2015-08")),
        ranges);
  }

  @Test
  public void theConditionHoldsForExactlyTheLivePartitionsWhateverTheyAre() {
    Random random = new Random(20151120);
    for (int round = 0; round < 2_000; round++) {
      int runs = 1 + random.nextInt(8);
      int periods = 1 + random.nextInt(20);
      SortedMap<String, TreeSet<String>> partitions = new TreeMap<>();
      Map<String, String> live = new TreeMap<>();
      for (int run = 1; run <= runs; run++) {
        for (int p = 0; p < periods; p++) {
          if (random.nextInt(3) > 0) {
            String id = String.format("%06d-20151120T085644Z-1a2b3c4d", run);
            String period = String.format("%04d-%02d", 2014 + p / 12, 1 + p % 12);
            partitions.computeIfAbsent(id, key -> new TreeSet<>()).add(period);
            if (random.nextInt(4) > 0) {
              live.put(period, id);
            } else {
              live.remove(period);
            }
          }
        }
      }
      String condition = LiveRange.condition(LiveRange.of(live, partitions));
      partitions.forEach(
          (run, owned) -> {
            for (String period : owned) {
              assertEquals(
                  run + " " + period + " in " + condition,
                  run.equals(live.get(period)),
                  holds(condition, run, period));
            }
          });
    }
  }

  private static boolean holds(String condition, String run, String period) {
    Matcher range = RANGE.matcher(condition);
    boolean holds = false;
    while (range.find()) {
      String first = range.group(2) == null ? range.group(3) : range.group(2);
      String last = range.group(2) == null ? range.group(4) : range.group(2);
      holds |=
          range.group(1).equals(run) && first.compareTo(period) <= 0 && period.compareTo(last) <= 0;
    }
    return holds;
  }
}
