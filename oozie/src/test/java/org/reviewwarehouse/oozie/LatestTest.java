package org.reviewwarehouse.oozie;

import static org.apache.oozie.client.CoordinatorAction.Status.KILLED;
import static org.apache.oozie.client.CoordinatorAction.Status.READY;
import static org.apache.oozie.client.CoordinatorAction.Status.TIMEDOUT;
import static org.apache.oozie.client.CoordinatorAction.Status.WAITING;
import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.oozie.client.WorkflowJob;
import org.junit.Test;

public class LatestTest {
  private static WorkflowJob job(String name, String id, String status, String ended) {
    return Told.workflow(name, id, status, "10:00:00", ended);
  }

  private static Run run(String id, String day, String status) throws Exception {
    String name = "daily t a " + day;
    String ended = status.equals("RUNNING") ? "" : "10:01:00";
    return Run.of(JobName.parse(name).get(), job(name, id, status, ended));
  }

  private static List<String> rows(Set<String> there, List<Run> runs, DayAction... actions) {
    return Latest.rows(runs, List.of(actions), there::contains).stream()
        .map(row -> row.days() + " " + row.status() + " " + row.going() + " " + row.job())
        .toList();
  }

  @Test
  public void ofRunsOfADayTheOneCountsThatEndedLastOrGoesOn() {
    WorkflowJob first = job("daily t a 2015-08-30", "1", "SUCCEEDED", "10:09:00");
    WorkflowJob second = job("daily t a 2015-08-30", "2", "KILLED", "10:05:00");
    WorkflowJob other = job("daily t a 2015-08-31", "3", "KILLED", "10:04:00");
    assertEquals(List.of(other, first), Latest.of(List.of(second, first, other)));
    WorkflowJob going = job("daily t a 2015-08-30", "4", "RUNNING", "");
    assertEquals(List.of(other, going), Latest.of(List.of(going, second, first, other)));
  }

  @Test
  public void daysThatWaitAreOneRowUntilTheirFilesAreThere() throws Exception {
    DayAction[] actions = {
      Told.action(1, "2015-08-29", WAITING, null, "f1"),
      Told.action(2, "2015-08-30", WAITING, null, "f2"),
      Told.action(3, "2015-08-31", WAITING, null, "f3")
    };
    assertEquals(
        List.of("2015-08-29..2015-08-31 WAITING WAITS C@1"), rows(Set.of(), List.of(), actions));
    assertEquals(
        List.of("2015-08-29 WAITING ON C@1", "2015-08-30..2015-08-31 WAITING WAITS C@2"),
        rows(Set.of("f1"), List.of(), actions));
    assertEquals(
        List.of("daily a 2015-08-29..2015-08-31 waits for f1"),
        Latest.rows(List.of(), List.of(actions), file -> false).get(0).remarks());
  }

  @Test
  public void aRunIsShownUntilANewOneIsNear() throws Exception {
    List<Run> runs = List.of(run("W", "2015-08-29", "SUCCEEDED"));
    assertEquals(
        List.of("2015-08-29 SUCCEEDED DONE W"),
        rows(Set.of(), runs, Told.action(1, "2015-08-29", WAITING, null, "f1")));
    assertEquals(
        List.of("2015-08-29 READY ON C@1"),
        rows(Set.of(), runs, Told.action(1, "2015-08-29", READY, null)));
    assertEquals(
        List.of("2015-08-29 RUNNING ON W"),
        rows(
            Set.of(),
            List.of(run("W", "2015-08-29", "RUNNING")),
            Told.action(1, "2015-08-29", READY, null)));
  }

  @Test
  public void aDayThatNeverCameToARunHasFailed() throws Exception {
    assertEquals(
        List.of("2015-08-29 TIMEDOUT FAILED C@1"),
        rows(Set.of(), List.of(), Told.action(1, "2015-08-29", TIMEDOUT, null, "f1")));
    assertEquals(List.of(), rows(Set.of(), List.of(), Told.action(1, "2015-08-29", KILLED, "W")));
  }

  @Test
  public void withoutAWordTheLastDaysAreShownAndWhatDidNotSucceed() {
    List<WorkflowJob> jobs =
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                day ->
                    job(
                        "daily t a 2015-08-0" + day,
                        "W" + day,
                        day == 1 ? "KILLED" : "SUCCEEDED",
                        "10:01:00"))
            .toList();
    assertEquals(
        List.of("W1", "W4", "W5"),
        Latest.recent(jobs, 2).stream().map(WorkflowJob::getId).toList());
  }

  @Test
  public void jobsOfOthersAreNone() {
    assertEquals("daily t a 2015-08-30", JobName.parse("daily t a 2015-08-30").get().toString());
    assertEquals("expire t a", JobName.parse("expire t a").get().toString());
    assertEquals(true, JobName.parse("a job of others").isEmpty());
    assertEquals(true, JobName.parse("wordcount").isEmpty());
    assertEquals(true, JobName.parse(null).isEmpty());
  }
}
