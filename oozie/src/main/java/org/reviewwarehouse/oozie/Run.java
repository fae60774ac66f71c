package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;

/**
 * A run of an app as a row shows it, or a day whose run is still to come.
 *
 * @param days the day or days that it is of; empty if of none
 * @param status in Oozie's word
 * @param job the workflow; that of the coordinator's action if there is none yet
 * @param began null if it has not
 * @param ended null if it has not
 * @param remarks whole sentences for below the table: why it failed, what it waits for
 */
record Run(
    String app,
    String feed,
    String days,
    String status,
    Going going,
    String job,
    Instant began,
    Instant ended,
    List<Part> parts,
    List<String> remarks) {

  /** An action of a workflow that does some of the work. */
  record Part(String name, WorkflowAction.Status status, Instant began, Instant ended) {

    boolean isRunning() {
      return ended == null && began != null;
    }

    /** Seconds; in brackets while they grow. */
    String shown(Instant now) {
      if (began == null || ended == null && status != WorkflowAction.Status.RUNNING) {
        return status.toString().toLowerCase(Locale.ROOT);
      }
      if (ended != null && status != WorkflowAction.Status.OK) {
        return "failed";
      }
      String seconds = seconds(Duration.between(began, ended == null ? now : ended));
      return ended == null ? "(" + seconds + ")" : seconds;
    }
  }

  /** A workflow with its actions, as Oozie tells of it when it is asked for that one. */
  static Run of(JobName name, WorkflowJob job) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (WorkflowAction action : job.getActions()) {
      if (List.of("java", "sub-workflow").contains(action.getType())) {
        parts.add(
            new Part(
                action.getName(),
                action.getStatus(),
                instant(action.getStartTime()),
                instant(action.getEndTime())));
      }
    }
    String days = name.day();
    if (name.app().equals("backfill")) {
      days = Configured.of(job).getProperty("days", "");
      days = days.isEmpty() ? "all" : days;
    }
    return new Run(
        name.app(),
        name.feed(),
        days,
        job.getStatus().toString(),
        going(job),
        job.getId(),
        instant(job.getStartTime()),
        instant(job.getEndTime()),
        parts,
        reasons(job));
  }

  static Going going(WorkflowJob job) {
    return switch (job.getStatus()) {
      case PREP, RUNNING -> Going.ON;
      case SUSPENDED -> Going.HELD;
      case SUCCEEDED -> Going.DONE;
      default -> Going.FAILED;
    };
  }

  /** Why it has failed: the messages of its actions, without what Oozie puts before them. */
  private static List<String> reasons(WorkflowJob job) {
    List<String> reasons = new ArrayList<>();
    if (going(job) == Going.ON || going(job) == Going.DONE) {
      return reasons;
    }
    for (WorkflowAction action : job.getActions()) {
      String message = action.getErrorMessage();
      // This kill node repeats the message of an action, unless no action has failed.
      boolean isRepeated = action.getName().equals("failed") && !reasons.isEmpty();
      if (message != null && !message.isBlank() && !isRepeated) {
        reasons.add(
            job.getAppName()
                + ", "
                + action.getName()
                + ": "
                + message.replaceFirst("^Main class \\[[^]]*], main\\(\\) threw exception, ", ""));
      }
    }
    return reasons;
  }

  /**
   * From its begin to its end, or to now; empty if it has not begun. A rerun from where it failed
   * begins anew: then it is the time of all its steps.
   */
  String total(Instant now) {
    if (began == null) {
      return "";
    }
    Instant until = ended == null ? now : ended;
    Duration total = Duration.between(began, until);
    if (parts.stream().anyMatch(part -> part.began != null && part.began.isBefore(began))) {
      total =
          parts.stream()
              .filter(part -> part.began != null)
              .map(part -> Duration.between(part.began, part.ended == null ? until : part.ended))
              .reduce(Duration.ZERO, Duration::plus);
    }
    return ended == null ? "(" + seconds(total) + ")" : seconds(total);
  }

  /** What it is at, for a line that tells of a change. */
  String at() {
    return parts.stream()
        .filter(part -> going == Going.ON && part.isRunning())
        .map(Part::name)
        .findFirst()
        .orElse("");
  }

  private static String seconds(Duration duration) {
    return Math.max(0, duration.toSeconds()) + " s";
  }

  private static Instant instant(Date date) {
    return date == null ? null : date.toInstant();
  }
}
