package org.reviewwarehouse.oozie;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.oozie.client.WorkflowJob;

/** Of all that Oozie knows, what stands now: one row for each feed and day. */
final class Latest {
  /** Days first, the other apps after them. */
  private static final Comparator<Run> ORDER =
      Comparator.comparing((Run run) -> run.app().equals("daily") ? "" : run.app())
          .thenComparing(Run::feed)
          .thenComparing(Run::days)
          .thenComparing(Run::job);

  /** What goes on comes after what has ended, and that by its end: a rerun keeps its begin. */
  static final Comparator<WorkflowJob> BY_AGE =
      Comparator.comparing(WorkflowJob::getEndTime, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(WorkflowJob::getCreatedTime);

  private Latest() {}

  /** The last one of each name; backfills of a feed, which may be of other days, are all kept. */
  static List<WorkflowJob> of(Collection<WorkflowJob> jobs) {
    Map<String, WorkflowJob> latest = new LinkedHashMap<>();
    for (WorkflowJob job : jobs.stream().sorted(BY_AGE).toList()) {
      boolean isBackfill = job.getAppName().startsWith("backfill ");
      latest.put(isBackfill ? job.getId() : job.getAppName(), job);
    }
    return List.copyOf(latest.values());
  }

  /**
   * The rows of some runs and of the days that have none yet.
   *
   * @param runs the latest of each day
   * @param actions of the tenant's coordinators that run
   * @param isThere whether a file that an action waits for has come
   */
  static List<Run> rows(
      Collection<Run> runs, Collection<DayAction> actions, Predicate<String> isThere) {
    Map<String, Run> ofDays = new LinkedHashMap<>();
    // Of backfills of the same days only the last counts: what failed was done again.
    runs.stream()
        .sorted(Comparator.comparing(Run::ended, Comparator.nullsLast(Comparator.naturalOrder())))
        .forEach(run -> ofDays.put(key(run.app(), run.feed(), run.days()), run));
    List<DayAction> pending = new ArrayList<>();
    for (DayAction action : actions) {
      String key = key(action.app(), action.feed(), action.day().toString());
      if (isShown(action, ofDays.get(key), action.going(isThere))) {
        ofDays.remove(key);
        pending.add(action);
      }
    }
    List<Run> rows = new ArrayList<>(ofDays.values());
    rows.addAll(together(pending, isThere));
    rows.sort(ORDER);
    return rows;
  }

  /**
   * Whether an action is told instead of a run of its day, which may be null: if it never came to a
   * run, or is about to make a new one.
   */
  private static boolean isShown(DayAction action, Run run, Going going) {
    if (run == null) {
      return !action.hasRun() && going != Going.DONE;
    }
    return going == Going.ON && run.going() != Going.ON && run.going() != Going.HELD;
  }

  private static String key(String app, String feed, String days) {
    return app + " " + feed + " " + days;
  }

  /** Days that follow each other and stand at the same are one row. */
  private static List<Run> together(List<DayAction> actions, Predicate<String> isThere) {
    Map<String, List<DayAction>> alike =
        actions.stream()
            .collect(
                Collectors.groupingBy(
                    action ->
                        key(action.coordinator(), action.status().toString(), "")
                            + action.going(isThere),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Run> rows = new ArrayList<>();
    for (List<DayAction> group : alike.values()) {
      Map<LocalDate, DayAction> ofDay = new HashMap<>();
      group.forEach(action -> ofDay.put(action.day(), action));
      for (Days days : Days.ranges(ofDay.keySet(), Integer.MAX_VALUE)) {
        rows.add(row(days, ofDay.get(days.from()), isThere));
      }
    }
    return rows;
  }

  private static Run row(Days days, DayAction first, Predicate<String> isThere) {
    Going going = first.going(isThere);
    List<String> remarks = new ArrayList<>();
    String name = first.app() + " " + first.feed() + " " + days;
    if (going == Going.WAITS) {
      first.missing().stream()
          .filter(file -> !isThere.test(file))
          .findFirst()
          .ifPresent(file -> remarks.add(name + " waits for " + file));
    } else if (first.status() == org.apache.oozie.client.CoordinatorAction.Status.TIMEDOUT) {
      remarks.add(name + " was given up: what it waits for has not come in time");
    } else if (going == Going.FAILED && first.error() != null) {
      remarks.add(name + ": " + first.error());
    }
    return new Run(
        first.app(),
        first.feed(),
        days.toString(),
        first.status().toString(),
        going,
        first.id(),
        null,
        null,
        List.of(),
        remarks);
  }

  /**
   * What to show if nobody says which days: of each feed the last ones that have run, and of all
   * others those that need a look.
   */
  static List<WorkflowJob> recent(List<WorkflowJob> latest, int most) {
    Map<String, List<WorkflowJob>> groups = new LinkedHashMap<>();
    for (WorkflowJob job : latest) {
      JobName name = JobName.parse(job.getAppName()).orElseThrow();
      groups.computeIfAbsent(name.app() + " " + name.feed(), any -> new ArrayList<>()).add(job);
    }
    Set<String> shown = new HashSet<>();
    for (List<WorkflowJob> group : groups.values()) {
      group.stream()
          .sorted(
              Comparator.comparing(
                      (WorkflowJob job) -> JobName.parse(job.getAppName()).orElseThrow().day())
                  .thenComparing(BY_AGE)
                  .reversed())
          .limit(most)
          .forEach(job -> shown.add(job.getId()));
    }
    return latest.stream()
        .filter(job -> shown.contains(job.getId()) || Run.going(job) != Going.DONE)
        .toList();
  }
}
