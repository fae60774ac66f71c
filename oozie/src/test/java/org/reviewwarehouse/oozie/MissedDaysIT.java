package org.reviewwarehouse.oozie;

import static org.apache.oozie.client.CoordinatorAction.Status.RUNNING;
import static org.apache.oozie.client.CoordinatorAction.Status.SUCCEEDED;
import static org.apache.oozie.client.CoordinatorAction.Status.WAITING;
import static org.junit.Assert.assertEquals;
import static org.reviewwarehouse.oozie.RawLines.movie;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.oozie.client.WorkflowAction;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A tenant whose days come late, all at once, or while no server runs. */
public class MissedDaysIT {
  @ClassRule public static final OozieSandbox SANDBOX = new OozieSandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private TestTenant umbrella;

  @Before
  public void start() throws Exception {
    umbrella =
        new TestTenant(
            SANDBOX,
            FOLDER.newFolder("tenants").toPath(),
            "umbrella",
            List.of("movies"),
            "2015-08-29",
            "2015-09-10");
    umbrella.set("doneFlag", "_SUCCESS");
    umbrella.done("deploy");
    umbrella.startBundle();
  }

  @Test
  public void aLateFlagAKilledServerAndMissedDaysLoseNothing() throws Exception {
    // The files are there, but not all, as the flag is not.
    SANDBOX.put(
        umbrella.root, "movies", "2015-08-29", "movies.csv", RawLines.MOVIES, movie("A", 90));
    Wait.until(
        "the coordinator to look for the flag",
        () -> {
          var action = umbrella.days("daily-movies").get("2015-08-29");
          return action != null
              && action.getStatus() == WAITING
              && umbrella.missing("daily-movies", "2015-08-29").contains("_SUCCESS");
        },
        () -> umbrella.statuses("daily-movies").toString());
    SANDBOX.flag(umbrella.root, "movies", "2015-08-29");
    umbrella.await("daily-movies", SUCCEEDED, List.of("2015-08-29"));

    // A day is in the middle of its run when the server dies.
    arrive("2015-08-30");
    umbrella.await("daily-movies", RUNNING, List.of("2015-08-30"));
    String job = umbrella.days("daily-movies").get("2015-08-30").getExternalId();
    Wait.until(
        "an action to run",
        () ->
            umbrella.job(job).getActions().stream()
                .anyMatch(action -> action.getStatus() == WorkflowAction.Status.RUNNING),
        () -> umbrella.job(job).getActions().toString());
    SANDBOX.killOozie();
    List<String> missed = new ArrayList<>();
    for (int day = 0; day < 5; day++) {
      missed.add(LocalDate.parse("2015-08-31").plusDays(day).toString());
      arrive(missed.get(day));
    }
    SANDBOX.upAgain();
    umbrella.await("daily-movies", SUCCEEDED, List.of("2015-08-30"));
    umbrella.await("daily-movies", SUCCEEDED, missed);

    List<String> all = new ArrayList<>(List.of("2015-08-29", "2015-08-30"));
    all.addAll(missed);
    assertEquals(all, umbrella.inOrderOfBegin("daily-movies"));
    assertEquals(all.stream().map(day -> "[" + day + "]").toList(), umbrella.ledger("movies"));
    assertEquals(
        all.stream().map(day -> day.equals("2015-08-29") ? "A" : "M " + day).sorted().toList(),
        SANDBOX.ask("umbrella", "SELECT title FROM movies"));
  }

  private void arrive(String day) throws IOException {
    SANDBOX.put(
        umbrella.root, "movies", day, "movies.csv", RawLines.MOVIES, movie("M " + day, 100));
    SANDBOX.flag(umbrella.root, "movies", day);
  }
}
