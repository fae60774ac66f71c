package org.reviewwarehouse.oozie;

import static org.apache.oozie.client.CoordinatorAction.Status.KILLED;
import static org.apache.oozie.client.CoordinatorAction.Status.SUCCEEDED;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.reviewwarehouse.oozie.RawLines.movie;
import static org.reviewwarehouse.oozie.RawLines.rating;
import static org.reviewwarehouse.oozie.RawLines.review;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.oozie.client.WorkflowJob;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tenants whose feeds run by themselves, on the real engine, as people deploy and start them. */
public class DailyRunsIT {
  @ClassRule public static final OozieSandbox SANDBOX = new OozieSandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final List<String> DAYS = List.of("2015-08-29", "2015-08-30", "2015-08-31");
  private static final List<String> MARTS =
      List.of(
          "product_day",
          "product_lifetime",
          "product_cumulative",
          "category_cumulative",
          "product_season",
          "review_alerts",
          "rating_trend",
          "rating_trend_legacy");

  /** Feed → the arrival days of its runs, and feed → its days in the order in which they began. */
  private static final Map<String, List<String>> ledgers = new HashMap<>();

  private static final Map<String, List<String>> begun = new HashMap<>();

  /** What the twin of acme is computed with: no container is worth so few rows. */
  private static final String[] IN_THE_CLIENT = {"-D", "warehouse.local.most.bytes=1000000"};

  private static TestTenant acme;

  /** Mart → its rows when the three days had run; later tests add to them. */
  private static final Map<String, List<String>> ofTheBundle = new HashMap<>();

  @BeforeClass
  public static void threeDaysOfTwoFeeds() throws Exception {
    Path tenants = FOLDER.newFolder("tenants").toPath();
    acme =
        new TestTenant(
            SANDBOX,
            tenants,
            "acme",
            List.of("product_reviews", "app_ratings", "movies"),
            DAYS.get(0),
            "2015-09-10");
    acme.set("doneFlag", "_SUCCESS");
    for (String root : List.of(acme.root, "/twin")) {
      putDays(root);
    }
    acme.done("deploy");
    acme.startBundle();
    CompletableFuture<Void> twin = CompletableFuture.runAsync(DailyRunsIT::runTheTwinByHand);
    acme.await("daily-product_reviews", SUCCEEDED, DAYS);
    acme.await("daily-app_ratings", SUCCEEDED, DAYS);
    for (String mart : MARTS) {
      ofTheBundle.put(mart, SANDBOX.ask("acme", "SELECT * FROM " + mart));
    }
    for (String feed : List.of("product_reviews", "app_ratings")) {
      ledgers.put(feed, acme.ledger(feed));
      begun.put(feed, acme.inOrderOfBegin("daily-" + feed));
    }
    try {
      twin.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static void putDays(String root) throws IOException {
    List<String> first = new ArrayList<>(List.of(review("A1", "P1", 5, DAYS.get(0))));
    first.add(review("A2", "P1", 3, "2015-08-28"));
    first.add(review("A3", "P2", 4, DAYS.get(0)));
    first.add(review("A4", "P1", 4, DAYS.get(0), "N"));
    SANDBOX.put(root, "product_reviews", DAYS.get(0), "a.tsv", first.toArray(String[]::new));
    List<String> alarming = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      alarming.add(review("B" + i, "P2", 1, DAYS.get(1)));
    }
    SANDBOX.put(root, "product_reviews", DAYS.get(1), "a.tsv", alarming.toArray(String[]::new));
    SANDBOX.put(
        root,
        "product_reviews",
        DAYS.get(2),
        "a.tsv",
        review("C1", "P1", 2, DAYS.get(2)),
        review("A1", "P1", 1, DAYS.get(2)), // a newer version
        review("C2", "P1", 5, "2015-08-01")); // late
    for (int day = 0; day < DAYS.size(); day++) {
      String date = DAYS.get(day);
      SANDBOX.put(
          root,
          "app_ratings",
          date,
          "ratings.jsonl",
          rating("r" + day, "ann", 1 + day, date),
          rating("s" + day, "bob", 5 - day, date));
      SANDBOX.flag(root, "product_reviews", date);
      SANDBOX.flag(root, "app_ratings", date);
    }
  }

  private static void runTheTwinByHand() {
    try {
      for (String feed : List.of("product_reviews", "app_ratings")) {
        for (String day : DAYS) {
          List<String> clean = new ArrayList<>(List.of("jar", "clean"));
          clean.addAll(List.of(IN_THE_CLIENT));
          clean.addAll(List.of("--feed", feed, "--root", "/twin", "--arrival", day));
          SANDBOX.warehouse(clean.toArray(String[]::new));
        }
      }
      String[] where = {"--database", "twin", "--root", "/twin"};
      SANDBOX.warehouse("hive", "migrate", where[0], where[1], where[2], where[3]);
      for (String feed : List.of("product_reviews", "app_ratings")) {
        SANDBOX.warehouse(
            "hive", "publish", "--feed", feed, where[0], where[1], where[2], where[3]);
      }
      SANDBOX.warehouse("hive", "refresh", where[0], where[1], where[2], where[3]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  public void theBundlesDaysMakeTheMartsThatTheSameDaysMakeByHand() throws Exception {
    for (String mart : MARTS) {
      List<String> byHand = SANDBOX.ask("twin", "SELECT * FROM " + mart);
      assertTrue(mart + " has rows", !byHand.isEmpty());
      assertEquals(mart, byHand, ofTheBundle.get(mart));
    }
    for (String feed : List.of("product_reviews", "app_ratings")) {
      assertEquals(List.of("[2015-08-29]", "[2015-08-30]", "[2015-08-31]"), ledgers.get(feed));
      assertEquals(DAYS, begun.get(feed));
    }
    String status = acme.run("status").printed();
    for (String day : DAYS) {
      assertTrue(status, status.contains(day));
    }
  }

  @Test
  public void aCriticalAlertStartsTheHistoryItsExportAndAMail() throws Exception {
    String exports = acme.root + "/exports/product_reviews/2015-08-30/";
    // P2 on 2015-08-29 and 30: 4 stars, and 6 times 1 star, which breaks two rules.
    List<String> csv = SANDBOX.read(exports + "csv").lines().sorted().toList();
    assertEquals(
        List.of(
            "\"P2\",\"2\",\"2015-08\",\"7\",\"1.4285714285714286\",\"1.4285714285714286\","
                + "\"1.4285714285714286\",",
            "product_id,alerts,review_month,reviews,average_stars,season_average_stars,"
                + "lifetime_average_stars,change_of_average_stars"),
        csv);
    assertTrue(SANDBOX.read(exports + "parquet").startsWith("PAR1"));
    List<String> mails =
        SANDBOX.mails(acme.mail).stream()
            .filter(
                mail -> mail.contains("Subject: Critical reviews of product_reviews on 2015-08-30"))
            .toList();
    assertEquals(mails.toString(), 1, mails.size());
    assertTrue(mails.get(0), mails.get(0).contains("critical low_average"));
    assertTrue(mails.get(0), mails.get(0).contains(exports.replaceFirst("/$", "")));
  }

  @Test
  public void aRerunOfADayThatSucceededCommitsNothing() throws Exception {
    List<String> before = acme.ledger("product_reviews");
    acme.done("rerun", "--feed", "product_reviews", "--from", DAYS.get(0), "--to", DAYS.get(0));
    acme.await("daily-product_reviews", SUCCEEDED, DAYS);
    assertEquals(before, acme.ledger("product_reviews"));
  }

  @Test
  public void aRefusedDayTellsWhySendsAMailStopsNoOtherAndIsMendedByARerun() throws Exception {
    String day = "2015-09-06";
    SANDBOX.put(acme.root, "movies", day, "movies.csv", RawLines.MOVIES, movie("A", -1), "x");
    SANDBOX.flag(acme.root, "movies", day);
    acme.await("daily-movies", KILLED, List.of(day));
    WorkflowJob job = acme.job(acme.days("daily-movies").get(day).getExternalId());
    String reason = "Cannot commit run: movies, because 2 of 2 rows (100.0 %) break a rule";
    assertKilled(job, "refused", reason);
    String subject = "The run of movies for 2015-09-06 of acme was refused";
    assertMailed(acme, subject, reason);
    assertMailed(acme, subject, "rerun --job " + job.getId());
    String status = acme.run("status").printed();
    assertTrue(status, status.contains(reason));

    String next = "2015-09-07";
    SANDBOX.put(acme.root, "movies", next, "movies.csv", RawLines.MOVIES, movie("B", 100));
    SANDBOX.flag(acme.root, "movies", next);
    acme.await("daily-movies", SUCCEEDED, List.of(next));

    SANDBOX.replace(acme.root, "movies", day, "movies.csv", RawLines.MOVIES, movie("A", 90));
    acme.done("rerun", "--feed", "movies", "--from", day, "--to", day, "--failed");
    acme.await("daily-movies", SUCCEEDED, List.of(day));
    assertEquals(List.of("A", "B"), SANDBOX.ask("acme", "SELECT title FROM movies"));
  }

  @Test
  public void tenantsAreApartAndAFailingStatementTellsWhy() throws Exception {
    Path tenants = FOLDER.getRoot().toPath().resolve("tenants");
    TestTenant globex =
        new TestTenant(
            SANDBOX, tenants, "globex", List.of("product_reviews"), DAYS.get(0), "2015-09-10");
    globex.set("warehouse.mart.review_filter", "no_such_column = 1");
    SANDBOX.put(
        globex.root,
        "product_reviews",
        DAYS.get(0),
        "a.tsv",
        review("G1", "P9", 5, DAYS.get(0)),
        review("G2", "P9", 1, DAYS.get(0), "N"));
    globex.done("deploy");
    WorkflowJob job = globex.submit("--feed", "product_reviews", "--day", DAYS.get(0));
    assertEquals(WorkflowJob.Status.KILLED, job.getStatus());
    String reason = "Invalid table alias or column reference 'no_such_column'";
    assertKilled(job, "failed", reason);
    String subject = "The run of product_reviews for 2015-08-29 of globex failed";
    assertMailed(globex, subject, reason);
    assertEquals(WorkflowJob.Status.KILLED, globex.rerun(job).getStatus());
    long mails =
        SANDBOX.mails(globex.mail).stream()
            .filter(mail -> mail.contains("Subject: " + subject))
            .count();
    assertEquals("one mail a failure", 2, mails);

    globex.set("warehouse.mart.review_filter", "verified_purchase");
    globex.done("deploy");
    WorkflowJob again = globex.submit("--feed", "product_reviews", "--day", DAYS.get(0));
    assertEquals(again.toString(), WorkflowJob.Status.SUCCEEDED, again.getStatus());
    assertEquals(
        List.of("P9,1,5"),
        SANDBOX.ask("globex", "SELECT product_id, reviews, sum_stars FROM product_lifetime"));
    assertEquals(List.of("1"), SANDBOX.ask("acme", "SELECT count(DISTINCT 'x') FROM product_day"));
    assertEquals(
        List.of("P1", "P2"), SANDBOX.ask("acme", "SELECT product_id FROM product_lifetime"));
  }

  @Test
  public void lateRowsAreMergedAndOldDirectoriesExpire() throws Exception {
    assertEquals(List.of("1"), SANDBOX.ask("acme", "SELECT count(*) FROM product_reviews_late"));
    WorkflowJob job = acme.submit("--feed", "product_reviews", "--app", "reconcile");
    assertEquals(WorkflowJob.Status.SUCCEEDED, job.getStatus());
    assertEquals(List.of("0"), SANDBOX.ask("acme", "SELECT count(*) FROM product_reviews_late"));
    assertEquals(
        List.of("2015-08-01,1"),
        SANDBOX.ask(
            "acme",
            "SELECT review_date, reviews FROM product_day WHERE review_date = '2015-08-01'"));
    WorkflowJob expire = acme.submit("--feed", "product_reviews", "--app", "expire");
    assertEquals(WorkflowJob.Status.SUCCEEDED, expire.getStatus());
  }

  private static void assertKilled(WorkflowJob job, String node, String reason) {
    Map<String, String> messages = new HashMap<>();
    job.getActions()
        .forEach(
            action -> messages.put(action.getName(), String.valueOf(action.getErrorMessage())));
    assertTrue(messages.toString(), messages.getOrDefault(node, "").contains(reason));
  }

  private static void assertMailed(TestTenant tenant, String subject, String reason)
      throws Exception {
    List<String> mails = SANDBOX.mails(tenant.mail);
    assertTrue(
        mails.toString(),
        mails.stream()
            .anyMatch(mail -> mail.contains("Subject: " + subject) && mail.contains(reason)));
  }
}
