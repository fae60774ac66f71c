package org.reviewwarehouse.hive;

import java.time.LocalDate;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What it costs to compute the marts over product reviews: all of them, and after a day more. No
 * test: it is run by its name. What other engines take for it: see {@code hive/peers}.
 */
public class MartsBenchmark {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final String FEED = "product_reviews";
  private static final int ROWS = Integer.getInteger("marts.rows", 5_000_000);
  private static final int DAYS = Integer.getInteger("marts.days", 500);
  private static final int TIMES = Integer.getInteger("marts.times", 3);

  /** Where the clean table is copied to for the peers; null: nowhere. */
  private static final String CLEAN = System.getProperty("marts.clean");

  @Test
  public void whatTheMartsCost() throws Exception {
    RawWarehouse warehouse =
        new RawWarehouse(SANDBOX, new JobJar(SANDBOX, FOLDER.newFolder().toPath()), "marts");
    LocalDate first = LocalDate.of(2022, 1, 1);
    int rows = ROWS / DAYS;
    warehouse.job(
        "generate", FEED, "--from", first.toString(), "--days", "" + DAYS, "--rows", "" + rows);
    warehouse.job("clean", FEED, "--backfill");
    warehouse.publish(FEED);
    if (CLEAN != null) {
      warehouse.copyClean(FEED, CLEAN);
    }
    time("refresh for the first time", warehouse);
    for (int i = 0; i < TIMES; i++) {
      time("refresh --full", warehouse, "--full");
    }
    for (int i = 0; i < TIMES; i++) {
      String day = first.plusDays(DAYS + i).toString();
      warehouse.job("generate", FEED, "--from", day, "--days", "1", "--rows", "" + rows);
      warehouse.job("clean", FEED, "--arrival", day);
      warehouse.publish(FEED);
      time("refresh after " + day, warehouse);
    }
  }

  private static void time(String what, RawWarehouse warehouse, String... options)
      throws Exception {
    long start = System.nanoTime();
    String printed = warehouse.refresh(options);
    System.out.printf("%s: %.1f s%n%s%n", what, (System.nanoTime() - start) / 1e9, printed);
  }
}
