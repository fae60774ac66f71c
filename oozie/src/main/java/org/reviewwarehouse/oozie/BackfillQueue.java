package org.reviewwarehouse.oozie;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the runs of a backfill may start. A feed is held by one run, so that two of one feed at
 * once would only wait for each other: at once are runs of different feeds, and not too many.
 */
final class BackfillQueue {
  private final int parallel;
  private final Map<String, Deque<String>> left = new LinkedHashMap<>();
  private final Map<String, String> running = new HashMap<>();

  /**
   * A queue of runs.
   *
   * @param runs of each feed the days of each run, in their order
   */
  BackfillQueue(Map<String, List<String>> runs, int parallel) {
    this.parallel = parallel;
    runs.forEach((feed, days) -> left.put(feed, new ArrayDeque<>(days)));
  }

  /**
   * One run.
   *
   * @param days empty for all that there are
   */
  record Item(String feed, String days) {

    @Override
    public String toString() {
      return feed + " " + (days.isEmpty() ? "all" : days);
    }
  }

  /** Takes those that may start now. */
  List<Item> start() {
    List<Item> items = new ArrayList<>();
    left.forEach(
        (feed, days) -> {
          if (running.size() < parallel && !running.containsKey(feed) && !days.isEmpty()) {
            running.put(feed, days.peek());
            items.add(new Item(feed, days.poll()));
          }
        });
    return items;
  }

  /**
   * Notes that a run has ended; after one that failed its feed is left alone.
   *
   * @return those that will not be started
   */
  List<Item> ended(String feed, Going how) {
    running.remove(feed);
    if (how == Going.DONE) {
      return List.of();
    }
    List<Item> dropped = left.get(feed).stream().map(days -> new Item(feed, days)).toList();
    left.get(feed).clear();
    return dropped;
  }

  /** How many have not been started. */
  int waiting() {
    return left.values().stream().mapToInt(Deque::size).sum();
  }
}
