package org.reviewwarehouse.hive;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Raw files of product reviews, one arrival day after another, made up by a seed, and what clean
 * runs must make of them by the rules of the README: plain code that shares nothing with the jobs.
 * Beside new reviews a day has duplicates, later and older versions of the same day and of the
 * whole history, late rows and rows that break rules.
 */
final class ReviewDays {
  private static final int WATERMARK_DAYS = 2;
  private static final int RESTATE_DAYS = 62;
  private static final int FILES = 3;
  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::day).thenComparing(Version::total);

  private final Random random;
  private final int rows;
  private LocalDate arrival = LocalDate.parse("2014-01-20");
  private int reviews;
  private Map<String, Version> table = new TreeMap<>();
  private List<Version> waiting = new ArrayList<>();

  /**
   * @param rows how many new reviews a day has
   */
  ReviewDays(long seed, int rows) {
    random = new Random(seed);
    this.rows = rows;
  }

  /** One version of a review: day and total tell which, so that never only a hash decides. */
  private record Version(String id, int total, LocalDate day) {
    int stars() {
      return 1 + Math.floorMod(id.hashCode() + 31 * total + day.toEpochDay(), 5);
    }

    String line() {
      String product = "B" + Math.floorMod(id.hashCode(), 7);
      return String.join(
          "\t",
          "US",
          "c" + id,
          id,
          product,
          "p" + product,
          "Title of " + product,
          "Pet_Products",
          String.valueOf(stars()),
          String.valueOf(total / 2),
          String.valueOf(total),
          "N",
          "Y",
          "Stars: " + stars(),
          "Twice as good &amp; half the price, says " + id + ".<br />Ünïcode 😀 on " + day + ".",
          day.toString());
    }

    /** As {@link CleanZone} and {@link Readers} write a review. */
    String review() {
      return id + " p c " + stars() + " " + total / 2 + " " + total + " " + day;
    }
  }

  /** What the table and the late zone hold. */
  record State(Map<String, Version> table, List<Version> waiting) {}

  /**
   * What arrived on one day.
   *
   * @param files content by name
   */
  record Day(LocalDate arrival, Map<String, byte[]> files, List<Version> valid) {}

  /** Makes up the next arrival day, of which the table knows nothing yet. */
  Day next() {
    arrival = arrival.plusDays(1 + random.nextInt(16));
    List<Version> day = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      day.add(review(arrival.minusDays(random.nextInt(WATERMARK_DAYS + 1))));
    }
    List<Version> of = new ArrayList<>();
    for (int i = 0; i < rows / 10; i++) {
      of.add(any(day));
    }
    for (Version version : of) { // again, and in a later version
      day.add(version);
      day.add(new Version(version.id(), version.total() + 1, arrival));
    }
    if (!table.isEmpty()) {
      versionsOfTheTable(day);
    }
    for (int i = 0; i < rows / 10; i++) {
      day.add(review(arrival.minusDays(WATERMARK_DAYS + 1 + random.nextInt(90))));
    }
    return new Day(arrival, files(day), day);
  }

  private void versionsOfTheTable(List<Version> day) {
    List<Version> old = new ArrayList<>(table.values());
    List<Version> young =
        old.stream().filter(row -> row.day().isAfter(arrival.minusDays(60))).toList();
    for (int i = 0; i < rows / 10; i++) {
      Version version = any(i % 3 == 0 || young.isEmpty() ? old : young);
      switch (i % 4) {
        case 0 -> day.add(version); // again, mostly late
        case 1 ->
            day.add(new Version(version.id(), Math.max(0, version.total() - 1), version.day()));
        case 2 -> // late, and newer than what the table has
            day.add(new Version(version.id(), version.total() + 1, version.day().plusDays(1)));
        default -> day.add(new Version(version.id(), version.total() + 1, arrival));
      }
    }
    for (int i = 0; i < rows / 10; i++) {
      Version version = any(young.isEmpty() ? old : young);
      day.add(new Version(version.id(), version.total() + 2 + i, arrival));
    }
  }

  private Version review(LocalDate day) {
    String id = String.format("R%06d", ++reviews);
    return new Version(id, 1 + random.nextInt(50), day);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Map<String, byte[]> files(List<Version> day) {
    List<StringBuilder> contents = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      contents.add(new StringBuilder());
    }
    for (Version version : day) {
      any(contents).append(version.line()).append('\n');
    }
    String good = day.get(0).line();
    for (String bad : List.of(good + "\tmore", good.replace("US\t", "\t"), "no review")) {
      any(contents).append(bad).append('\n');
    }
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      files.put("part-" + i + ".tsv", contents.get(i).toString().getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  /** A daily run reads a day. */
  void clean(Day day) {
    Map<String, Version> newest = new TreeMap<>();
    List<Version> late = new ArrayList<>(waiting);
    for (Version version : day.valid()) {
      if (version.day().isBefore(day.arrival().minusDays(WATERMARK_DAYS))) {
        late.add(version);
      } else {
        merge(newest, version);
      }
    }
    Map<String, Version> after = new TreeMap<>(table);
    LocalDate open = day.arrival().minusDays(RESTATE_DAYS).withDayOfMonth(1);
    for (Version version : newest.values()) {
      Version old = table.get(version.id());
      if (old != null && old.day().isBefore(open) && ORDER.compare(version, old) > 0) {
        late.add(version);
      } else {
        merge(after, version);
      }
    }
    table = after;
    waiting = late;
  }

  /** A reconciliation. */
  void reconcile() {
    Map<String, Version> after = new TreeMap<>(table);
    waiting.forEach(version -> merge(after, version));
    table = after;
    waiting = List.of();
  }

  private static void merge(Map<String, Version> rows, Version version) {
    rows.merge(version.id(), version, (a, b) -> ORDER.compare(a, b) >= 0 ? a : b);
  }

  /** What a rollback can come back to. */
  State state() {
    return new State(table, waiting);
  }

  /** A rollback. */
  void rollBackTo(State state) {
    table = state.table();
    waiting = state.waiting();
  }

  /** The rows of the table. */
  List<String> reviews() {
    return table.values().stream().map(Version::review).collect(Collectors.toList());
  }
}
