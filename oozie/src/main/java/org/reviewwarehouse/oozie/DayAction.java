package org.reviewwarehouse.oozie;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.CoordinatorJob;
import org.apache.oozie.client.Job;

/**
 * An action of a coordinator: of {@code daily-FEED} the run of a day.
 *
 * @param held whether its coordinator is suspended or paused
 * @param workflow null if it has none yet, or never had
 * @param missing the files it waits for that Oozie has not seen; empty if none
 */
record DayAction(
    String id,
    String coordinator,
    String app,
    String feed,
    boolean held,
    int number,
    LocalDate day,
    CoordinatorAction.Status status,
    String workflow,
    List<String> missing,
    String error) {

  static DayAction of(CoordinatorJob coordinator, CoordinatorAction action) {
    String[] name = coordinator.getAppName().split("-", 2);
    String missing = action.getMissingDependencies();
    return new DayAction(
        action.getId(),
        coordinator.getId(),
        name[0],
        name.length == 2 ? name[1] : "",
        isHeld(coordinator.getStatus()),
        action.getActionNumber(),
        LocalDate.ofInstant(action.getNominalTime().toInstant(), ZoneOffset.UTC),
        action.getStatus(),
        action.getExternalId(),
        missing == null || missing.isBlank() ? List.of() : List.of(missing.split("[#!]+")),
        action.getErrorMessage());
  }

  private static boolean isHeld(Job.Status status) {
    return switch (status) {
      case SUSPENDED, SUSPENDEDWITHERROR, PREPSUSPENDED, PAUSED, PAUSEDWITHERROR, PREPPAUSED ->
          true;
      default -> false;
    };
  }

  /** Its end was reached, so that it can be run again. */
  boolean hasEnded() {
    return switch (status) {
      case SUCCEEDED, KILLED, FAILED, TIMEDOUT, IGNORED -> true;
      default -> false;
    };
  }

  /** Whether it came to a run, from which one can go on. */
  boolean hasRun() {
    return workflow != null && !workflow.isEmpty();
  }

  boolean hasFailed() {
    return switch (status) {
      case KILLED, FAILED, TIMEDOUT -> true;
      default -> false;
    };
  }

  /**
   * Where it stands. Oozie looks for files from time to time only: what is there already makes a
   * run in a moment, and who waits for runs waits for that one.
   */
  Going going(Predicate<String> isThere) {
    if (hasEnded()) {
      return hasFailed() ? Going.FAILED : Going.DONE;
    }
    if (status == CoordinatorAction.Status.SKIPPED) {
      return Going.DONE;
    }
    if (held || status == CoordinatorAction.Status.SUSPENDED) {
      return Going.HELD;
    }
    boolean waits =
        status == CoordinatorAction.Status.WAITING && !missing.stream().allMatch(isThere);
    return waits ? Going.WAITS : Going.ON;
  }
}
