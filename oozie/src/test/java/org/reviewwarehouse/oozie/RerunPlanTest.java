package org.reviewwarehouse.oozie;

import static org.apache.oozie.client.CoordinatorAction.Status.KILLED;
import static org.apache.oozie.client.CoordinatorAction.Status.READY;
import static org.apache.oozie.client.CoordinatorAction.Status.SUCCEEDED;
import static org.apache.oozie.client.CoordinatorAction.Status.TIMEDOUT;
import static org.apache.oozie.client.CoordinatorAction.Status.WAITING;
import static org.junit.Assert.assertEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.oozie.client.CoordinatorAction;
import org.junit.Test;

public class RerunPlanTest {
  private static final String DAY = "2015-08-30";

  private final List<DayAction> actions = new ArrayList<>();
  private final Map<LocalDate, org.apache.oozie.client.WorkflowJob> runs = new HashMap<>();

  private void action(CoordinatorAction.Status status, String workflow) {
    actions.add(Told.action(actions.size() + 1, DAY, status, workflow));
  }

  private void run(String status, String ended) {
    runs.put(
        LocalDate.parse(DAY), Told.workflow("daily t a " + DAY, "W", status, "10:00:00", ended));
  }

  private String decided(boolean failedOnly) {
    LocalDate day = LocalDate.parse(DAY);
    List<RerunPlan.Decision> plan = RerunPlan.of(new Days(day, day), actions, runs, failedOnly);
    assertEquals(1, plan.size());
    return (plan.get(0).how() + " " + plan.get(0).job()).strip();
  }

  @Test
  public void aDayOfTheCoordinatorIsRunByIt() {
    action(SUCCEEDED, "W");
    run("SUCCEEDED", "10:01:00");
    assertEquals("ACTION C@1", decided(false));
    assertEquals("HAS_NOT_FAILED W", decided(true));
    runs.clear();
    assertEquals("HAS_NOT_FAILED C@1", decided(true));
  }

  @Test
  public void aFailedDayOfTheCoordinatorIsRunFromWhereItFailed() {
    action(KILLED, "W");
    run("KILLED", "10:01:00");
    assertEquals("WORKFLOW W", decided(true));
    runs.clear();
    assertEquals("WORKFLOW W", decided(true));
    assertEquals("ACTION C@1", decided(false));
  }

  @Test
  public void aDayThatTimedOutHasNoRunToGoOnFrom() {
    action(TIMEDOUT, null);
    assertEquals("ACTION C@1", decided(true));
  }

  @Test
  public void aDayThatTimedOutAndWasThenDoneByHandHasNotFailed() {
    action(TIMEDOUT, null);
    run("SUCCEEDED", "10:01:00");
    assertEquals("HAS_NOT_FAILED W", decided(true));
    assertEquals("ACTION C@1", decided(false));
  }

  @Test
  public void theCoordinatorOfTheNewerBundleCounts() {
    action(KILLED, "W");
    action(SUCCEEDED, "V");
    assertEquals("WORKFLOW W", decided(true));
    assertEquals("ACTION C@1", decided(false));
  }

  @Test
  public void aDaySubmittedByHandIsRunAsItWas() {
    run("KILLED", "10:01:00");
    assertEquals("WORKFLOW W", decided(true));
    action(WAITING, null);
    assertEquals("WORKFLOW W", decided(true));
    run("SUCCEEDED", "10:01:00");
    assertEquals("WORKFLOW W", decided(false));
    assertEquals("HAS_NOT_FAILED W", decided(true));
  }

  @Test
  public void whatGoesOnIsLeftAlone() {
    action(READY, null);
    assertEquals("NOT_ENDED C@1", decided(false));
    run("RUNNING", "");
    assertEquals("NOT_ENDED W", decided(false));
    actions.clear();
    action(SUCCEEDED, "V");
    assertEquals("NOT_ENDED W", decided(false));
  }

  @Test
  public void aDayWithoutARunIsTold() {
    assertEquals("NO_RUN", decided(false));
    assertEquals("NO_RUN", decided(true));
    action(WAITING, null);
    assertEquals("WAITS C@1", decided(false));
  }
}
