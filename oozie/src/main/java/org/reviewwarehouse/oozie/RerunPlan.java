package org.reviewwarehouse.oozie;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.WorkflowJob;

/** What to do with each of some days that are to be run again. */
final class RerunPlan {
  private RerunPlan() {}

  /** How a day is run again, or why it is not. */
  enum How {
    /** By its coordinator, which keeps one run at a time. */
    ACTION,
    /** As the workflow that it is: nothing else covers the day, or goes on from where it failed. */
    WORKFLOW,
    /** It goes on now, or is suspended. */
    NOT_ENDED,
    /** It has not run yet, because its files are not there. */
    WAITS,
    /** Only failed ones were asked for. */
    HAS_NOT_FAILED,
    NO_RUN
  }

  /**
   * A day with what is done.
   *
   * @param action null unless it is the coordinator's
   * @param job the action or workflow; empty if there is none
   */
  record Decision(LocalDate day, How how, DayAction action, String job) {}

  /**
   * Decides on the days, in their order.
   *
   * @param actions of the coordinators that can run days again, the first of a day counts
   * @param latest of a day its latest run
   */
  static List<Decision> of(
      Days days, List<DayAction> actions, Map<LocalDate, WorkflowJob> latest, boolean failedOnly) {
    List<Decision> decisions = new ArrayList<>();
    for (LocalDate day : days.all()) {
      List<DayAction> ofDay = actions.stream().filter(each -> each.day().equals(day)).toList();
      decisions.add(of(day, ofDay, latest.get(day), failedOnly));
    }
    return decisions;
  }

  private static Decision of(
      LocalDate day, List<DayAction> actions, WorkflowJob run, boolean failedOnly) {
    boolean isOpen = run != null && (Run.going(run) == Going.ON || Run.going(run) == Going.HELD);
    if (isOpen) {
      return new Decision(day, How.NOT_ENDED, null, run.getId());
    }
    if (failedOnly && run != null && Run.going(run) == Going.DONE) {
      return new Decision(day, How.HAS_NOT_FAILED, null, run.getId());
    }
    for (DayAction action : actions) {
      if (action.hasEnded()) {
        if (failedOnly && !action.hasFailed()) {
          return new Decision(day, How.HAS_NOT_FAILED, action, action.id());
        }
        return failedOnly && action.hasRun()
            ? new Decision(day, How.WORKFLOW, null, action.workflow())
            : new Decision(day, How.ACTION, action, action.id());
      }
      if (action.status() != CoordinatorAction.Status.WAITING
          && action.status() != CoordinatorAction.Status.SKIPPED) {
        return new Decision(day, How.NOT_ENDED, action, action.id());
      }
    }
    if (run != null) {
      return new Decision(day, How.WORKFLOW, null, run.getId());
    }
    return actions.stream()
        .filter(action -> action.status() == CoordinatorAction.Status.WAITING)
        .findFirst()
        .map(action -> new Decision(day, How.WAITS, action, action.id()))
        .orElse(new Decision(day, How.NO_RUN, null, ""));
  }
}
