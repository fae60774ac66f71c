package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.oozie.client.BundleJob;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.CoordinatorJob;
import org.apache.oozie.client.Job;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowJob;

/** What Oozie's server knows of the jobs of one tenant. */
final class Jobs {
  private static final int PAGE = 1000;

  /** More actions of one coordinator than would be looked at; ten years of days are fewer. */
  private static final int MOST_ACTIONS = 5000;

  private final OozieClient oozie;
  private final String tenant;

  /** Runs that have ended are asked for once; a rerun has another number. */
  private final Map<String, Run> ended = new HashMap<>();

  Jobs(OozieClient oozie, String tenant) {
    this.oozie = oozie;
    this.tenant = tenant;
  }

  private interface Listing<T> {
    List<T> page(int start, int length) throws OozieClientException;
  }

  private static <T> List<T> all(Listing<T> listing) throws OozieClientException {
    List<T> all = new ArrayList<>();
    List<T> page;
    do {
      page = listing.page(all.size() + 1, PAGE);
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  /** Its bundles, the newest first, with their coordinators. */
  private List<BundleJob> bundles(boolean openOnly) throws OozieClientException {
    List<BundleJob> bundles = new ArrayList<>();
    String filter = OozieClient.FILTER_NAME + "=warehouse " + tenant;
    for (BundleJob bundle : all((start, size) -> oozie.getBundleJobsInfo(filter, start, size))) {
      if (isOpen(bundle.getStatus()) || !openOnly) {
        bundles.add(oozie.getBundleJobInfo(bundle.getId()));
      }
    }
    bundles.sort(Comparator.comparing(BundleJob::getCreatedTime).reversed());
    return bundles;
  }

  /** Its bundles that start runs, or will when they are resumed: there should be one at most. */
  List<BundleJob> openBundles() throws OozieClientException {
    return bundles(true);
  }

  static boolean isOpen(Job.Status status) {
    return switch (status) {
      case SUCCEEDED, KILLED, FAILED, DONEWITHERROR, IGNORED -> false;
      default -> true;
    };
  }

  /** Its workflows: what listings tell, without actions. */
  List<WorkflowJob> workflows() throws OozieClientException {
    String filter = OozieClient.FILTER_TEXT + "=" + tenant;
    return all((start, size) -> oozie.getJobsInfo(filter, start, size)).stream()
        .filter(
            job ->
                JobName.parse(job.getAppName())
                    .filter(name -> name.tenant().equals(tenant))
                    .isPresent())
        .toList();
  }

  /** The latest run of a day of a feed, whoever started it. */
  Optional<WorkflowJob> latest(String feed, LocalDate day) throws OozieClientException {
    String filter = OozieClient.FILTER_NAME + "=" + JobName.daily(tenant, feed, day.toString());
    return all((start, size) -> oozie.getJobsInfo(filter, start, size)).stream().max(Latest.BY_AGE);
  }

  /** A run with its steps. */
  Run run(WorkflowJob listed) throws OozieClientException, IOException {
    String key = listed.getId() + " " + listed.getEndTime();
    Run known = ended.get(key);
    if (known != null) {
      return known;
    }
    WorkflowJob job = oozie.getJobInfo(listed.getId());
    Run run = Run.of(JobName.parse(job.getAppName()).orElseThrow(), job);
    if (listed.getEndTime() != null && run.ended() != null) {
      ended.put(key, run);
    }
    return run;
  }

  /** The actions of its running coordinators that have no successful run. */
  List<DayAction> openActions(List<BundleJob> bundles) throws OozieClientException {
    List<DayAction> actions = new ArrayList<>();
    for (BundleJob bundle : bundles) {
      for (CoordinatorJob coordinator : bundle.getCoordinators()) {
        // The others catch up with the past by leaving it out, which is nothing to wait for.
        String filter =
            coordinator.getAppName().startsWith("daily-")
                ? "status=WAITING;status=READY;status=SUBMITTED;status=SUSPENDED;status=RUNNING;"
                : "";
        actions.addAll(
            actions(coordinator, filter + "status=TIMEDOUT;status=FAILED;status=KILLED"));
      }
    }
    return actions;
  }

  /**
   * The actions that a feed's days have in the coordinators that can still run them again, those of
   * the newest bundle first.
   */
  List<DayAction> dailyActions(String feed) throws OozieClientException {
    List<DayAction> actions = new ArrayList<>();
    for (BundleJob bundle : bundles(false)) {
      for (CoordinatorJob coordinator : bundle.getCoordinators()) {
        // Oozie reruns no action of a coordinator that was killed.
        boolean isDead =
            coordinator.getStatus() == Job.Status.KILLED
                || coordinator.getStatus() == Job.Status.FAILED;
        if (coordinator.getAppName().equals("daily-" + feed) && !isDead) {
          actions.addAll(actions(coordinator, ""));
        }
      }
    }
    return actions;
  }

  private List<DayAction> actions(CoordinatorJob coordinator, String filter)
      throws OozieClientException {
    List<DayAction> actions = new ArrayList<>();
    CoordinatorJob job =
        oozie.getCoordJobInfo(coordinator.getId(), filter, 1, MOST_ACTIONS, "desc");
    for (CoordinatorAction action : job.getActions()) {
      actions.add(DayAction.of(job, action));
    }
    return actions;
  }
}
