package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.json.simple.JSONObject;
import org.junit.Test;

public class RunTableTest {
  private static Run run(
      String name, String status, String began, String ended, JSONObject... steps)
      throws Exception {
    String id = "W" + name.length();
    return Run.of(JobName.parse(name).get(), Told.workflow(name, id, status, began, ended, steps));
  }

  private static JSONObject ok(String name, String began, String ended) {
    return Told.step(name, "java", "OK", began, ended, null);
  }

  @Test
  public void aRowForEachRunAndAColumnForEachStep() throws Exception {
    List<Run> runs =
        List.of(
            run(
                "daily t a 2015-08-29",
                "SUCCEEDED",
                "10:00:00",
                "10:01:00",
                Told.step(":start:", ":START:", "OK", "10:00:00", "10:00:00", null),
                ok("clean", "10:00:01", "10:00:30"),
                ok("publish", "10:00:31", "10:00:59")),
            run(
                "daily t a 2015-08-30",
                "RUNNING",
                "10:02:00",
                "",
                ok("clean", "10:02:00", "10:02:20"),
                Told.step("publish", "java", "RUNNING", "10:02:21", "", null)),
            run(
                "expire t a",
                "KILLED",
                "10:02:00",
                "10:02:09",
                Told.step("expire", "java", "ERROR", "10:02:01", "10:02:09", "Cannot")));
    assertEquals(
        """
        +--------+------+------------+-----------+-------+---------+--------+--------+-----+
        | app    | feed | day        | status    | clean | publish | expire |  total | job |
        +--------+------+------------+-----------+-------+---------+--------+--------+-----+
        | daily  | a    | 2015-08-29 | SUCCEEDED |  29 s |    28 s |        |   60 s | W20 |
        | daily  | a    | 2015-08-30 | RUNNING   |  20 s |  (12 s) |        | (33 s) | W20 |
        | expire | a    |            | KILLED    |       |         | failed |    9 s | W10 |
        +--------+------+------------+-----------+-------+---------+--------+--------+-----+""",
        RunTable.of(runs, Told.instant("10:02:33")));
  }

  @Test
  public void aRerunTakesTheTimeOfItsSteps() throws Exception {
    Run rerun =
        run(
            "daily t a 2015-08-29",
            "SUCCEEDED",
            "11:00:00",
            "11:00:31",
            ok("clean", "10:00:00", "10:00:30"),
            ok("publish", "11:00:01", "11:00:31"));
    assertEquals("60 s", rerun.total(Told.instant("12:00:00")));
  }

  @Test
  public void aFailureIsToldInTheWordsOfTheProgram() throws Exception {
    Run failed =
        run(
            "daily t a 2015-08-29",
            "KILLED",
            "10:00:00",
            "10:00:31",
            Told.step(
                "publish",
                "java",
                "ERROR",
                "10:00:00",
                "10:00:30",
                "Main class [org.reviewwarehouse.oozie.Step], main() threw exception, Cannot"
                    + " publish feed: a, because x"),
            Told.step("failed", ":KILL:", "OK", "10:00:31", "10:00:31", "Cannot publish feed: a"));
    assertEquals(
        List.of("daily t a 2015-08-29, publish: Cannot publish feed: a, because x"),
        failed.remarks());
    Run refused =
        run(
            "daily t a 2015-08-29",
            "KILLED",
            "10:00:00",
            "10:00:31",
            ok("clean", "10:00:00", "10:00:30"),
            Told.step("refused", ":KILL:", "OK", "10:00:31", "10:00:31", "Cannot commit run: r"));
    assertEquals(List.of("daily t a 2015-08-29, refused: Cannot commit run: r"), refused.remarks());
  }

  @Test
  public void aRefusalIsToldAlsoWhereItsMailFailed() throws Exception {
    Run refused =
        run(
            "daily t a 2015-08-29",
            "KILLED",
            "10:00:00",
            "10:00:31",
            ok("clean", "10:00:00", "10:00:30"),
            Told.step("mail-refusal", "email", "ERROR", "10:00:30", "10:00:31", "no answer"),
            Told.step("refused", ":KILL:", "OK", "10:00:31", "10:00:31", "Cannot commit run: r"));
    assertEquals(
        List.of(
            "daily t a 2015-08-29, mail-refusal: no answer",
            "daily t a 2015-08-29, refused: Cannot commit run: r"),
        refused.remarks());
  }

  @Test
  public void aChangeIsToldOnce() throws Exception {
    Changes changes = new Changes();
    Run running =
        run(
            "daily t a 2015-08-29",
            "RUNNING",
            "10:00:00",
            "",
            Told.step("clean", "java", "RUNNING", "10:00:00", "", null));
    assertEquals(
        List.of("10:00:05 daily a 2015-08-29: RUNNING, clean"),
        changes.since(List.of(running), Told.instant("10:00:05")));
    assertEquals(List.of(), changes.since(List.of(running), Told.instant("10:00:07")));
    Run between = run("daily t a 2015-08-29", "RUNNING", "10:00:00", "");
    assertEquals(List.of(), changes.since(List.of(between), Told.instant("10:00:08")));
    Run done =
        run(
            "daily t a 2015-08-29",
            "SUCCEEDED",
            "10:00:00",
            "10:00:08",
            ok("clean", "10:00:00", "10:00:08"));
    assertEquals(
        List.of("10:00:09 daily a 2015-08-29: SUCCEEDED"),
        changes.since(List.of(done), Told.instant("10:00:09")));
  }
}
