package org.reviewwarehouse.oozie;

import static org.apache.oozie.client.CoordinatorAction.Status.SUCCEEDED;
import static org.junit.Assert.assertEquals;
import static org.reviewwarehouse.oozie.RawLines.movie;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.oozie.client.WorkflowJob;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A tenant whose feed runs many times a day, on the real engine. */
public class RecentRunsIT {
  @ClassRule public static final OozieSandbox SANDBOX = new OozieSandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Test
  public void aFeedRunsEveryFewMinutesAndAMissedSlaSendsAMail() throws Exception {
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    Path tenants = FOLDER.newFolder("tenants").toPath();
    TestTenant initech =
        new TestTenant(SANDBOX, tenants, "initech", List.of("movies"), "2015-08-29", "2035-01-01");
    initech.set("daily", "false");
    initech.set("recent", "true");
    initech.set("minutes", "5");
    initech.set("start", now.minusMinutes(10).toString());
    initech.set("slaStart", "1"); // minutes, which have passed already
    initech.done("deploy");
    initech.startBundle();
    // Two quarters without a file end well, and the next one takes what has come.
    Wait.until(
        "two runs without files",
        () ->
            initech.actions("recent-movies").stream()
                    .filter(action -> action.getStatus() == SUCCEEDED)
                    .count()
                >= 2,
        () -> initech.actions("recent-movies").toString());
    Wait.until(
        "a run of the day before",
        () ->
            initech.actions("yesterday-movies").stream()
                .anyMatch(action -> action.getStatus() == SUCCEEDED),
        () -> initech.actions("yesterday-movies").toString());
    String job = initech.actions("yesterday-movies").get(0).getExternalId();
    assertEquals(
        "daily initech movies " + now.minusMinutes(10).minusDays(1).toLocalDate(),
        initech.job(job).getAppName());
    // Midnight may come between.
    for (ZonedDateTime time : List.of(now, now.plusMinutes(10))) {
      String day = time.toLocalDate().toString();
      String name = "movies-" + time.getMinute() + ".csv";
      SANDBOX.put(initech.root, "movies", day, name, RawLines.MOVIES, movie("Now", 100));
    }
    WorkflowJob backfill = initech.submit("--feed", "movies", "--app", "backfill");
    assertEquals(WorkflowJob.Status.SUCCEEDED, backfill.getStatus());
    assertEquals(List.of("Now"), SANDBOX.ask("initech", "SELECT title FROM movies"));
    Wait.until(
        "the mail of a missed start",
        () -> SANDBOX.mails(initech.mail).stream().anyMatch(mail -> mail.contains("START_MISS")),
        () -> SANDBOX.mails(initech.mail).toString());
  }
}
