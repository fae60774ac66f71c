package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.ClassRule;
import org.junit.Test;

/** The programs against a real HiveServer2 and a real HDFS. */
public class WarehouseIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();

  private static final List<String> AUGUST =
      List.of(
          "r01 p1 Books 5 1 2 2015-08-01",
          "r02 p1 Books 4 0 0 2015-08-01",
          "r03 p1 Toys 1 3 4 2015-08-02",
          "r04 p2 Books 3 0 1 2015-08-02",
          "r05 p2 Books 2 2 2 2015-08-31",
          "r06 p3 Toys 5 0 0 2015-08-31");
  private static final List<String> SEPTEMBER =
      List.of(
          "r07 p1 Books 2 1 1 2015-09-01",
          "r08 p1 Books 3 0 3 2015-09-01",
          "r09 p2 Toys 5 5 5 2015-09-01",
          "r10 p3 Toys 4 0 0 2015-09-03",
          "r11 p3 Toys 4 1 2 2015-09-03",
          "r12 p3 Toys 1 0 0 2015-09-03",
          "r13 p4 Music 5 7 9 2015-09-30");
  private static final List<String> SEPTEMBER_AGAIN =
      List.of(
          "r07 p1 Books 2 1 1 2015-09-01",
          "r08 p1 Books 3 0 3 2015-09-01",
          "r09 p2 Toys 5 5 5 2015-09-01",
          "r10 p3 Toys 4 0 0 2015-09-03",
          "r11 p3 Toys 4 1 2 2015-09-03",
          "r12 p3 Toys 3 0 4 2015-09-03",
          "r13 p4 Music 5 7 9 2015-09-30",
          "r14 p1 Books 1 0 0 2015-10-05");

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String ids(String prefix, int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> String.format("%s%02d%n", prefix, number))
        .collect(Collectors.joining());
  }

  /** What a refresh says of the marts that {@link Warehouse#dump} holds. */
  private static Set<String> told(String refreshed) {
    return refreshed
        .lines()
        .filter(line -> Warehouse.MARTS.contains(line.replaceFirst(": .*", "")))
        .collect(Collectors.toSet());
  }

  /** Without the seconds, which differ each time. */
  private static String untimed(String text) {
    return text.replaceAll(" in [0-9.]+ s", "");
  }

  @Test
  public void aWarehouseIsMigratedPublishedRefreshedAndAskedAgainAndAgain() throws IOException {
    Warehouse warehouse = new Warehouse(SANDBOX, "golden");
    assertEquals(
        "Database golden was already at version 12\n",
        warehouse.done("migrate", "--root", warehouse.root));
    assertEquals(
        lines(
            "version,description",
            "1,product reviews",
            "10,product season",
            "11,product checkpoint",
            "12,product month",
            "2,ledger and rejected",
            "3,product marts",
            "4,feeds",
            "5,history",
            "6,reviews",
            "7,ratings",
            "8,streaming",
            "9,events"),
        warehouse.sorted("SELECT version, description FROM schema_version"));

    Sandbox.Outcome missing =
        warehouse.run("publish", "--feed", "product_reviews", "--root", warehouse.root);
    assertEquals(1, missing.code());
    assertTrue(missing.err(), missing.err().contains("because no run is in its ledger hdfs://"));
    assertEquals(
        "review_id,period\n", warehouse.csv("SELECT review_id, period FROM product_reviews"));

    firstRun(warehouse);
    secondRunReplacesOnePeriodAndAddsOne(warehouse);
    thirdRunDropsOnePeriod(warehouse);
  }

  private void firstRun(Warehouse warehouse) throws IOException {
    String run = warehouse.zone.commit(concat(AUGUST, SEPTEMBER), List.of(), 1);
    assertEquals(
        lines(
            "product_reviews_runs: 2 partitions added, statistics set for 1 run",
            "ledger: 1 partition added",
            "rejected: 1 partition added",
            "product_reviews: shows run " + run + ", 2 periods of 1 run"),
        warehouse.publish());
    assertEquals(
        "product_reviews: already shows run " + run + ", nothing to publish\n",
        warehouse.publish());
    assertEquals(
        lines(
            "review_id,star_rating,vine,verified_purchase,review_date,review_headline,period",
            "r01,5,false,true,2015-08-01,\"22\"\" monitor, \\good\\\",2015-08",
            "r09,5,false,true,2015-09-01,\"22\"\" monitor, \\good\\\",2015-09"),
        warehouse.sorted(
            "SELECT review_id, star_rating, vine, verified_purchase, review_date, review_headline,"
                + " period FROM product_reviews WHERE review_id IN ('r01', 'r09')"));
    assertEquals(
        "review_id\n" + ids("r", 1, 13), warehouse.sorted("SELECT review_id FROM product_reviews"));
    assertEquals(
        "review_id\n" + ids("r", 1, 13), warehouse.sorted("SELECT review_id FROM reviews"));
    String partition =
        warehouse.csv(
            "DESCRIBE FORMATTED product_reviews_runs PARTITION (run='"
                + run
                + "', period='2015-09')");
    assertTrue(partition, partition.matches("(?s).*numRows\\s*,7\\s.*"));

    String computed = untimed(warehouse.refresh());
    assertEquals(
        Set.of(
            "product_day: 2 periods 2015-08 to 2015-09 computed",
            "product_month: 2 periods 2015-08 to 2015-09 computed",
            "category_day: 2 periods 2015-08 to 2015-09 computed",
            "product_checkpoint: no period closed yet",
            "product_lifetime: computed whole",
            "product_cumulative: 2 periods 2015-08 to 2015-09 computed",
            "category_cumulative: 2 periods 2015-08 to 2015-09 computed"),
        told(computed));
    String idle = warehouse.refresh();
    assertTrue(
        idle, idle.endsWith("Nothing changed since the marts were computed: no mart was run\n"));
    assertEquals(Set.of(), told(idle));

    assertEquals(
        lines(
            "product_id,review_date,reviews,sum_stars,average_stars,one_star_reviews,"
                + "sum_helpful_votes,sum_total_votes,period",
            "p1,2015-08-01,2,9,4.5,0,1,2,2015-08",
            "p1,2015-08-02,1,1,1.0,1,3,4,2015-08",
            "p1,2015-09-01,2,5,2.5,0,1,4,2015-09",
            "p2,2015-08-02,1,3,3.0,0,0,1,2015-08",
            "p2,2015-08-31,1,2,2.0,0,2,2,2015-08",
            "p2,2015-09-01,1,5,5.0,0,5,5,2015-09",
            "p3,2015-08-31,1,5,5.0,0,0,0,2015-08",
            "p3,2015-09-03,3,9,3.0,1,1,2,2015-09",
            "p4,2015-09-30,1,5,5.0,0,7,9,2015-09"),
        warehouse.dump("product_day"));
    assertEquals(
        lines(
            "product_category,review_date,reviews,sum_stars,average_stars,sum_helpful_votes,"
                + "sum_total_votes,period",
            "Books,2015-08-01,2,9,4.5,1,2,2015-08",
            "Books,2015-08-02,1,3,3.0,0,1,2015-08",
            "Books,2015-08-31,1,2,2.0,2,2,2015-08",
            "Books,2015-09-01,2,5,2.5,1,4,2015-09",
            "Music,2015-09-30,1,5,5.0,7,9,2015-09",
            "Toys,2015-08-02,1,1,1.0,3,4,2015-08",
            "Toys,2015-08-31,1,5,5.0,0,0,2015-08",
            "Toys,2015-09-01,1,5,5.0,5,5,2015-09",
            "Toys,2015-09-03,3,9,3.0,1,2,2015-09"),
        warehouse.dump("category_day"));
    assertEquals(
        lines(
            "product_id,reviews,sum_stars,average_stars,sum_helpful_votes,sum_total_votes,"
                + "first_review_date,last_review_date",
            "p1,5,15,3.0,5,10,2015-08-01,2015-09-01",
            "p2,3,10,3.3333333333333335,7,8,2015-08-02,2015-09-01",
            "p3,4,14,3.5,1,2,2015-08-31,2015-09-03",
            "p4,1,5,5.0,7,9,2015-09-30,2015-09-30"),
        warehouse.dump("product_lifetime"));
    assertEquals(
        lines(
            "product_id,review_date,reviews_to_date,sum_stars_to_date,average_stars_to_date,"
                + "one_star_reviews_to_date,period",
            "p1,2015-08-01,2,9,4.5,0,2015-08",
            "p1,2015-08-02,3,10,3.3333333333333335,1,2015-08",
            "p1,2015-09-01,5,15,3.0,1,2015-09",
            "p2,2015-08-02,1,3,3.0,0,2015-08",
            "p2,2015-08-31,2,5,2.5,0,2015-08",
            "p2,2015-09-01,3,10,3.3333333333333335,0,2015-09",
            "p3,2015-08-31,1,5,5.0,0,2015-08",
            "p3,2015-09-03,4,14,3.5,1,2015-09",
            "p4,2015-09-30,1,5,5.0,0,2015-09"),
        warehouse.dump("product_cumulative"));
    assertEquals(
        lines(
            "product_category,review_date,reviews_to_date,sum_stars_to_date,average_stars_to_date,"
                + "period",
            "Books,2015-08-01,2,9,4.5,2015-08",
            "Books,2015-08-02,3,12,4.0,2015-08",
            "Books,2015-08-31,4,14,3.5,2015-08",
            "Books,2015-09-01,6,19,3.1666666666666665,2015-09",
            "Music,2015-09-30,1,5,5.0,2015-09",
            "Toys,2015-08-02,1,1,1.0,2015-08",
            "Toys,2015-08-31,2,6,3.0,2015-08",
            "Toys,2015-09-01,3,11,3.6666666666666665,2015-09",
            "Toys,2015-09-03,6,20,3.3333333333333335,2015-09"),
        warehouse.dump("category_cumulative"));
    theLedgerIsATable(warehouse, run);
  }

  private void theLedgerIsATable(Warehouse warehouse, String run) throws IOException {
    assertEquals(
        lines(
            "feed,sequence,run,mode,rolled_back_to,started,committed,files,rows_read,accepted,"
                + "duplicate,superseded,rejected,late,waiting,replaced,unaccounted,bytes_read,bytes_written,periods",
            "product_reviews,1,"
                + run
                + ",backfill,,2015-11-20 08:56:44.123,2015-11-20 08:57:10.001,"
                + "1,17,13,1,2,1,0,0,0,0,123,456,2"),
        warehouse.csv("SELECT * FROM ledger_runs"));
    assertEquals(
        lines(
            "feed,sequence,run,mode,path,arrival,length,checksum,rows_read,accepted,duplicate,superseded,"
                + "rejected,late",
            "product_reviews,1,"
                + run
                + ",backfill,hdfs://h/in-1.tsv,,123,crc32c:0a1b2c3d,17,13,1,2,1,0"),
        warehouse.csv("SELECT * FROM ledger_inputs"));
    assertEquals(
        lines(
            "feed,sequence,run,reason,field,rejected",
            "product_reviews,1," + run + ",wrong_number_of_fields,,1"),
        warehouse.csv("SELECT * FROM ledger_rejections"));
    assertEquals(
        lines(
            "feed,sequence,run,mode,started,committed,duration_seconds,rows_read,bytes_read,"
                + "input_rows_per_second,input_bytes_per_second,process_rows_per_second,"
                + "process_bytes_per_second",
            "product_reviews,1,"
                + run
                + ",backfill,2015-11-20 08:56:44.123,2015-11-20 08:57:10.001,25.878,17,123,,,"
                + 17 / 25.878
                + ","
                + 123 / 25.878),
        warehouse.csv("SELECT * FROM run_metrics"));
    assertEquals(
        lines("feed,sequence,run,step,seconds", "product_reviews,1," + run + ",resolve,1.2"),
        warehouse.csv("SELECT * FROM run_steps"));
    assertEquals(
        lines(
            "record,record_length,reason,field,file,position,arrival,feed,run",
            "US\tbad,6,wrong_number_of_fields,,part-0.tsv,116,,product_reviews," + run),
        warehouse.csv("SELECT * FROM rejected"));
    assertEquals(
        "{\"sequence\":1,\"partitions\":[{\"period\":\"2015-08\",\"run\":\""
            + run
            + "\",\"rows\":6,\"files\":1,\"bytes\":900},{\"period\":\"2015-09\",\"run\":\""
            + run
            + "\",\"rows\":7,\"files\":1,\"bytes\":900}]}\n",
        warehouse.done(
            "sql", "--format", "json", "-e", "SELECT `sequence`, partitions FROM ledger"));
    assertEquals(
        "one\r\n1\r\ntwo\r\n2\r\n",
        warehouse.done(
            "sql", "--format", "csv", "-e", "SELECT 1 AS one -- first", "-e", "SELECT 2 AS two"));
  }

  private void secondRunReplacesOnePeriodAndAddsOne(Warehouse warehouse) throws IOException {
    String run = warehouse.zone.commit(SEPTEMBER_AGAIN);
    assertEquals(
        lines(
            "product_reviews_runs: 2 partitions added, statistics set for 1 run",
            "product_reviews: shows run " + run + ", 3 periods of 2 runs"),
        warehouse.publish());
    assertEquals(
        "product_reviews: already shows run " + run + ", nothing to publish\n",
        warehouse.publish());
    assertEquals(
        "review_id\n" + ids("r", 1, 14), warehouse.sorted("SELECT review_id FROM reviews"));
    String inputs =
        warehouse.csv("EXPLAIN DEPENDENCY SELECT * FROM product_reviews WHERE period > '2015-08'");
    assertTrue(inputs, inputs.contains("run=" + run + "/period=2015-09"));
    assertTrue(inputs, inputs.contains("run=" + run + "/period=2015-10"));
    assertTrue(inputs, !inputs.contains("2015-08") && !inputs.contains("run=000001"));

    assertEquals(
        Set.of(
            "product_day: 2 periods 2015-09 to 2015-10 computed",
            "product_month: 2 periods 2015-09 to 2015-10 computed",
            "category_day: 2 periods 2015-09 to 2015-10 computed",
            "product_checkpoint: up to 2015-08 summed up",
            "product_lifetime: computed whole",
            "product_cumulative: 2 periods 2015-09 to 2015-10 computed",
            "category_cumulative: 2 periods 2015-09 to 2015-10 computed"),
        told(untimed(warehouse.refresh())));
    assertEquals(
        lines(
            "product_id,review_date,reviews_to_date,sum_stars_to_date,average_stars_to_date,"
                + "one_star_reviews_to_date,period",
            "p1,2015-08-01,2,9,4.5,0,2015-08",
            "p1,2015-08-02,3,10,3.3333333333333335,1,2015-08",
            "p1,2015-09-01,5,15,3.0,1,2015-09",
            "p1,2015-10-05,6,16,2.6666666666666665,2,2015-10",
            "p2,2015-08-02,1,3,3.0,0,2015-08",
            "p2,2015-08-31,2,5,2.5,0,2015-08",
            "p2,2015-09-01,3,10,3.3333333333333335,0,2015-09",
            "p3,2015-08-31,1,5,5.0,0,2015-08",
            "p3,2015-09-03,4,16,4.0,0,2015-09",
            "p4,2015-09-30,1,5,5.0,0,2015-09"),
        warehouse.dump("product_cumulative"));
    String incremental = warehouse.dump();
    String forced = untimed(warehouse.refresh("--days", "2015-08-15..2015-12-31"));
    assertTrue(forced, forced.contains("product_day: 3 periods 2015-08 to 2015-10 computed\n"));
    assertEquals(incremental, warehouse.dump());
  }

  private void thirdRunDropsOnePeriod(Warehouse warehouse) throws IOException {
    String run = warehouse.zone.commit(List.of(), List.of("2015-08"), 0);
    assertEquals(
        "product_reviews: shows run " + run + ", 2 periods of 1 run\n", warehouse.publish());
    assertEquals(
        Set.of(
            "product_day: no period computed, 1 that vanished emptied",
            "product_month: no period computed, 1 that vanished emptied",
            "category_day: no period computed, 1 that vanished emptied",
            "product_checkpoint: no period closed yet",
            "product_lifetime: computed whole",
            "product_cumulative: 2 periods 2015-09 to 2015-10 computed, 1 that vanished emptied",
            "category_cumulative: 2 periods 2015-09 to 2015-10 computed, 1 that vanished emptied"),
        told(untimed(warehouse.refresh())));
    assertEquals(
        lines(
            "product_id,reviews,sum_stars,average_stars,sum_helpful_votes,sum_total_votes,"
                + "first_review_date,last_review_date",
            "p1,3,6,2.0,1,4,2015-09-01,2015-10-05",
            "p2,1,5,5.0,5,5,2015-09-01,2015-09-01",
            "p3,3,11,3.6666666666666665,1,6,2015-09-03,2015-09-03",
            "p4,1,5,5.0,7,9,2015-09-30,2015-09-30"),
        warehouse.dump("product_lifetime"));
    assertEquals(
        lines(
            "product_category,review_date,reviews_to_date,sum_stars_to_date,average_stars_to_date,"
                + "period",
            "Books,2015-09-01,2,5,2.5,2015-09",
            "Books,2015-10-05,3,6,2.0,2015-10",
            "Music,2015-09-30,1,5,5.0,2015-09",
            "Toys,2015-09-01,1,5,5.0,2015-09",
            "Toys,2015-09-03,4,16,4.0,2015-09"),
        warehouse.dump("category_cumulative"));
  }

  private static List<String> concat(List<String> some, List<String> more) {
    return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
  }

  @Test
  public void aCrashedPublishOrRefreshIsHealedByTheNext() throws IOException {
    Warehouse warehouse = new Warehouse(SANDBOX, "healing");
    String first = warehouse.zone.commit(AUGUST);
    warehouse.publish();
    warehouse.refresh("--mart", "product_day");
    String whole = warehouse.dump("product_day");

    // A publish that died after adding some partitions, before statistics and view.
    String second = warehouse.zone.commit(concat(SEPTEMBER, SEPTEMBER_AGAIN.subList(7, 8)));
    warehouse.csv(
        "ALTER TABLE product_reviews_runs ADD PARTITION (run='"
            + second
            + "', period='2015-09')"
            + " LOCATION '"
            + warehouse.root
            + "/clean/product_reviews/period=2015-09/run="
            + second
            + "'");
    assertEquals(
        "review_id\n" + ids("r", 1, 6), warehouse.sorted("SELECT review_id FROM product_reviews"));
    assertEquals(
        lines(
            "product_reviews_runs: 1 partition added, statistics set for 1 run",
            "product_reviews: shows run " + second + ", 3 periods of 2 runs"),
        warehouse.publish());

    // A refresh that died after computing, before recording; then a run that takes it all back.
    warehouse.refresh("--mart", "product_day");
    warehouse.csv(
        "ALTER TABLE product_day SET TBLPROPERTIES ('warehouse.refreshed.product_reviews' = '1',"
            + " 'warehouse.begun' = '2015-09 2015-10')");
    warehouse.zone.commit(List.of(), List.of("2015-09", "2015-10"), 0);
    warehouse.publish();
    String computed = untimed(warehouse.refresh("--mart", "product_day"));
    assertTrue(
        computed, computed.contains("product_day: no period computed, 2 that vanished emptied\n"));
    assertEquals(whole, warehouse.dump("product_day"));

    // Partitions that somebody dropped come back.
    warehouse.csv("ALTER TABLE product_reviews_runs DROP PARTITION (run='" + first + "')");
    assertEquals(
        "product_reviews_runs: 1 partition added, statistics set for 1 run\n", warehouse.publish());

    anAppliedMigrationMustNotChange(warehouse);
  }

  @Test
  public void martsFollowARollbackAndTheWayForwardAgain() throws IOException {
    Warehouse warehouse = new Warehouse(SANDBOX, "returning");
    String first = warehouse.zone.commit(concat(AUGUST, SEPTEMBER));
    warehouse.publish();
    warehouse.refresh();
    String before = warehouse.dump();
    String second = warehouse.zone.commit(SEPTEMBER_AGAIN);
    warehouse.publish();
    warehouse.refresh();
    String after = warehouse.dump();

    String back = warehouse.zone.rollBackTo(first);
    assertEquals(
        "product_reviews: shows run " + back + ", 2 periods of 1 run\n", warehouse.publish());
    assertEquals(
        Set.of(
            "product_day: period 2015-09 computed, 1 that vanished emptied",
            "product_month: period 2015-09 computed, 1 that vanished emptied",
            "category_day: period 2015-09 computed, 1 that vanished emptied",
            "product_checkpoint: no period closed yet",
            "product_lifetime: computed whole",
            "product_cumulative: period 2015-09 computed, 1 that vanished emptied",
            "category_cumulative: period 2015-09 computed, 1 that vanished emptied"),
        told(untimed(warehouse.refresh())));
    assertEquals(before, warehouse.dump());

    warehouse.zone.rollBackTo(second);
    warehouse.publish();
    warehouse.refresh();
    assertEquals(after, warehouse.dump());

    warehouse.zone.rollBackTo(first);
    warehouse.zone.rollBackTo(second);
    warehouse.publish();
    assertEquals(Set.of(), told(warehouse.refresh()));
    String properties = warehouse.csv("SHOW TBLPROPERTIES product_day");
    assertTrue(properties, properties.contains("warehouse.refreshed.product_reviews,6"));
  }

  @Test
  public void whatWaitsWhatWasRejectedAndWhatHasExpiredFollowsTheLedger() throws IOException {
    Warehouse warehouse = new Warehouse(SANDBOX, "catching_up");
    String first = warehouse.zone.commit(AUGUST, List.of(), 1);
    String second = warehouse.zone.commitLate(SEPTEMBER, List.of("r90 p9 Books 5 0 0 2015-08-09"));
    String third =
        warehouse.zone.commitLate(
            SEPTEMBER_AGAIN,
            List.of("r91 p9 Books 4 0 0 2015-08-09", "r92 p9 Books 4 0 0 2015-08-09"));
    warehouse.publish();
    assertEquals(
        "review_id,run\nr90," + second + "\nr91," + third + "\nr92," + third + "\n",
        warehouse.sorted("SELECT review_id, run FROM product_reviews_late"));
    assertEquals(
        lines("mode,rolled_back_to,late,waiting", "backfill,,0,0", "daily,,1,1", "daily,,2,3"),
        warehouse.sorted("SELECT mode, rolled_back_to, late, waiting FROM ledger_runs"));

    // A reconcile merges both; late rows and the table are never seen twice for long.
    String merged =
        warehouse.zone.reconcile(
            concat(AUGUST, List.of("r90 p9 Books 5 0 0 2015-08-09")), List.of(second, third));
    assertEquals(
        lines(
            "product_reviews_runs: 1 partition added, statistics set for 1 run",
            "product_reviews: shows run " + merged + ", 3 periods of 2 runs",
            "product_reviews_late: 2 partitions dropped"),
        warehouse.publish());
    assertEquals("run\n", warehouse.csv("SELECT run FROM product_reviews_late"));
    assertEquals(
        "product_reviews: already shows run " + merged + ", nothing to publish\n",
        warehouse.publish());

    // Back to before it: both wait again. The run that rejects afterwards is undone in turn.
    String back = warehouse.zone.rollBackTo(second);
    assertEquals(
        lines(
            "product_reviews_late: 1 partition added",
            "product_reviews: shows run " + back + ", 2 periods of 2 runs"),
        warehouse.publish());
    assertEquals(
        "review_id,run\nr90," + second + "\n",
        warehouse.sorted("SELECT review_id, run FROM product_reviews_late"));
    String undone = warehouse.zone.commit(SEPTEMBER, List.of(), 2);
    warehouse.publish();
    assertEquals(
        "run\n" + first + "\n" + undone + "\n", warehouse.sorted("SELECT run FROM rejected"));
    String again = warehouse.zone.rollBackTo(back);
    assertEquals(
        lines(
            "rejected: 1 partition dropped",
            "product_reviews: shows run " + again + ", 2 periods of 2 runs"),
        warehouse.publish());
    assertEquals("run\n" + first + "\n", warehouse.sorted("SELECT run FROM rejected"));
    String forward = warehouse.zone.rollBackTo(undone);
    warehouse.publish();
    assertEquals(
        "run\n" + first + "\n" + undone + "\n", warehouse.sorted("SELECT run FROM rejected"));

    // What `expire` deleted goes; what is live stays, even where its directory is gone.
    warehouse.zone.delete(third, "2015-09");
    warehouse.zone.delete(third, "2015-10");
    warehouse.zone.delete(undone, "2015-09");
    assertEquals("product_reviews_runs: 2 partitions dropped\n", warehouse.publish());
    assertEquals(
        lines(
            "partition",
            "run=" + first + "/period=2015-08",
            "run=" + second + "/period=2015-09",
            "run=" + merged + "/period=2015-08",
            "run=" + undone + "/period=2015-09"),
        warehouse.sorted("SHOW PARTITIONS product_reviews_runs"));
    assertEquals(
        lines(
            "sequence,mode,rolled_back_to",
            "1,backfill,",
            "2,daily,",
            "3,daily,",
            "4,reconcile,",
            "5,rollback," + second,
            "6,backfill,",
            "7,rollback," + back,
            "8,rollback," + undone),
        warehouse.sorted("SELECT `sequence`, mode, rolled_back_to FROM ledger_runs"));
    assertEquals(
        "rows arrive over the days since files were read last",
        lines(
            "sequence,days,idle",
            "1,,false",
            "2,1.0,false",
            "3,1.0,false",
            "4,,false",
            "5,,true",
            "6,3.0,false",
            "7,,true",
            "8,,true"),
        warehouse.sorted(
            "SELECT `sequence`, round(rows_read / input_rows_per_second) / 86400 AS days,"
                + " process_rows_per_second IS NULL AS idle FROM run_metrics"));
    assertTrue(
        "--all heals, too",
        warehouse
            .done("publish", "--all", "--feed", "product_reviews", "--root", warehouse.root)
            .startsWith("product_reviews_runs: 0 partitions added"));
    assertTrue(forward, forward.startsWith("000008-"));
  }

  @Test
  public void theLedgerOfAnOlderVersionGetsTheColumnsOfTheHistory() throws IOException {
    Warehouse warehouse = new Warehouse(SANDBOX, "of_version_4");
    String run = warehouse.zone.commitLate(AUGUST, List.of("r90 p9 Books 5 0 0 2015-07-09"));
    warehouse.publish();
    // An entry as it was before, and a migration that died before it was recorded.
    org.apache.hadoop.fs.Path old =
        new org.apache.hadoop.fs.Path(warehouse.root, "ledger/users/000001.json");
    try (OutputStream out = SANDBOX.fileSystem().create(old)) {
      out.write(
          "{\"sequence\":1,\"run\":\"r\",\"feed\":\"users\",\"mode\":\"daily\",\"late\":0}\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    warehouse.csv(
        "INSERT OVERWRITE TABLE schema_version SELECT * FROM schema_version WHERE version < 5");
    String migrated = warehouse.done("migrate", "--root", warehouse.root);
    assertTrue(migrated, migrated.startsWith("applied V005__history\n"));
    assertEquals("ledger: 1 partition added\n", warehouse.publish());
    warehouse.csv(
        "ALTER TABLE ledger ADD PARTITION (feed='users') LOCATION '" + old.getParent() + "'");
    assertEquals(
        lines(
            "feed,run,rolled_back_to,late,waiting",
            "product_reviews," + run + ",,1,1",
            "users,r,,0,0"),
        warehouse.sorted("SELECT feed, run, rolled_back_to, late, waiting FROM ledger_runs"));
  }

  private void anAppliedMigrationMustNotChange(Warehouse warehouse) throws IOException {
    warehouse.csv(
        "INSERT OVERWRITE TABLE schema_version SELECT version, description,"
            + " concat('x', checksum), applied_at FROM schema_version");
    Sandbox.Outcome refused = warehouse.run("migrate", "--root", warehouse.root);
    assertEquals(1, refused.code());
    assertEquals(
        "Cannot migrate database: healing, because V001__product_reviews.hql was changed after it"
            + " was applied; put it back and add a new file\n",
        refused.err());
  }

  @Test
  public void errorsSayWhatHappenedInOneLine() throws IOException {
    Warehouse warehouse = new Warehouse(SANDBOX, "golden");
    TreeMap<String, String> expected = new TreeMap<>();
    expected.put("SELECT * FROM nosuch", "Line 1:14 Table not found 'nosuch'");
    expected.put("SELEC 1", "line 1:0 cannot recognize input near 'SELEC' '1' '<EOF>'");
    expected.put(
        "SELECT assert_true(version > 12) FROM schema_version ORDER BY 1",
        "ASSERT_TRUE(): assertion failed.");
    for (String sql : expected.keySet()) {
      Sandbox.Outcome outcome = warehouse.run("sql", "-e", sql);
      assertEquals(1, outcome.code());
      assertEquals(outcome.err(), 1, outcome.err().lines().count());
      assertTrue(outcome.err(), outcome.err().endsWith(expected.get(sql) + "\n"));
    }
    assertEquals(
        "Cannot use database: nosuch, because it does not exist; run `migrate` first\n",
        SANDBOX.hive("sql", "-e", "SELECT 1", "--database", "nosuch").err());
    assertTrue(
        warehouse
            .run("refresh", "--mart", "nosuch", "--root", warehouse.root)
            .err()
            .startsWith(
                "Cannot refresh mart: nosuch, because there is none of that name; there are"));
    assertEquals(
        2, warehouse.run("refresh", "--days", "yesterday", "--root", warehouse.root).code());
  }

  @Test
  public void rowsArePrintedAsTableCsvAndJson() throws IOException {
    Warehouse warehouse = new Warehouse(SANDBOX, "golden");
    String sql =
        "SELECT 1 AS n, 'a;b' AS text, 2.50 AS amount UNION ALL"
            + " SELECT 22, CAST(NULL AS STRING), CAST(NULL AS DECIMAL(3,2)) ORDER BY n;"
            + " SELECT array(1, 2) AS list, true AS yes, CAST(0.1 AS DOUBLE) AS tenth, DATE"
            + " '2015-08-31' AS day, 'a\\nb \"c\", ü' AS text";
    Sandbox.Outcome table = warehouse.run("sql", "-e", sql);
    assertEquals(
        lines(
            "+----+------+--------+",
            "|  n | text | amount |",
            "+----+------+--------+",
            "|  1 | a;b  |   2.50 |",
            "| 22 | NULL |   NULL |",
            "+----+------+--------+",
            "+-------+------+-------+------------+------------+",
            "| list  | yes  | tenth | day        | text       |",
            "+-------+------+-------+------------+------------+",
            "| [1,2] | true |   0.1 | 2015-08-31 | a b \"c\", ü |",
            "+-------+------+-------+------------+------------+"),
        table.out());
    assertTrue(
        table.err(), table.err().matches("\\(2 rows, [0-9.]+ s\\)\n\\(1 row, [0-9.]+ s\\)\n"));
    assertEquals(
        "n,text,amount\r\n1,a;b,2.50\r\n22,,\r\nlist,yes,tenth,day,text\r\n"
            + "\"[1,2]\",true,0.1,2015-08-31,\"a\nb \"\"c\"\", ü\"\r\n",
        warehouse.done("sql", "--format", "csv", "-e", sql));
    Path file = Files.createTempFile("questions", ".hql");
    Files.writeString(file, "-- two; questions\n" + sql);
    assertEquals(
        lines(
            "{\"n\":1,\"text\":\"a;b\",\"amount\":2.50}",
            "{\"n\":22,\"text\":null,\"amount\":null}",
            "{\"list\":[1,2],\"yes\":true,\"tenth\":0.1,\"day\":\"2015-08-31\","
                + "\"text\":\"a\\nb \\\"c\\\", ü\"}"),
        warehouse.done("sql", "--format", "json", "-f", file.toString()));
    Files.delete(file);
  }

  @Test
  public void thePackagedJarFindsItsLibrariesAndFiles() throws Exception {
    Path jar = Sandbox.home().resolve("hive/target/warehouse-hive.jar");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                SANDBOX.conf() + File.pathSeparator + jar,
                "org.reviewwarehouse.hive.Main",
                "refresh",
                "--mart",
                "nosuch")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(said, 1, process.waitFor());
    assertEquals(
        "Cannot refresh mart: nosuch, because there is none of that name; there are "
            + String.join(", ", Mart.all().keySet())
            + "\n",
        said);
  }
}
