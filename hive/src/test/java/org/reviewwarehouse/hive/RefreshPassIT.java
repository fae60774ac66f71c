package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.junit.ClassRule;
import org.junit.Test;

/** What one pass of a refresh computes, empties, keeps and records. */
public class RefreshPassIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();

  private static final String TO_DATE =
      "SELECT product_id, review_date, reviews_to_date, sum_stars_to_date, period"
          + " FROM product_cumulative";

  private static final String INSERT_ONLY =
      " STORED AS PARQUET TBLPROPERTIES ('transactional' = 'true',"
          + " 'transactional_properties' = 'insert_only')";

  /** A mart that a setting changes, and one that is computed from it. */
  private static Map<String, Mart> filtered() {
    Map<String, Mart> marts = new LinkedHashMap<>();
    marts.put(
        "filtered_day",
        new Mart(
            new Script(
                "filtered_day",
                """
                -- sources:   product_reviews
                -- parameter: review_filter condition true what is kept
                INSERT OVERWRITE TABLE filtered_day PARTITION (period)
                SELECT review_id, period
                FROM product_reviews
                WHERE period IN (${hivevar:periods}) AND ${hivevar:review_filter};
                """)));
    marts.put(
        "filtered_count",
        new Mart(
            new Script(
                "filtered_count",
                """
                -- sources:   filtered_day
                INSERT OVERWRITE TABLE filtered_count
                SELECT count(*) FROM filtered_day;
                """)));
    return marts;
  }

  private static String refresh(Warehouse warehouse, Map<String, String> site, Days forced)
      throws Exception {
    return refresh(warehouse, SANDBOX.fileSystem(), site, forced);
  }

  private static String refresh(
      Warehouse warehouse, FileSystem files, Map<String, String> site, Days forced)
      throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    assertTrue(refresh(warehouse, files, filtered(), site, forced, said));
    return untimed(said);
  }

  private static boolean refresh(
      Warehouse warehouse,
      FileSystem files,
      Map<String, Mart> marts,
      Map<String, String> site,
      Days forced,
      OutputStream said)
      throws Exception {
    try (Sessions sessions = new Sessions(warehouse.settings(), Map.of());
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      return new RefreshPass(
              sessions,
              2,
              files,
              files.makeQualified(new Path(warehouse.root)),
              marts,
              new MartSettings(marts, site),
              forced,
              out)
          .run(List.copyOf(marts.values()));
    }
  }

  private static boolean refresh(Warehouse warehouse, Map<String, Mart> marts) throws Exception {
    OutputStream said = OutputStream.nullOutputStream();
    return refresh(warehouse, SANDBOX.fileSystem(), marts, Map.of(), Days.NONE, said);
  }

  private static String untimed(ByteArrayOutputStream said) {
    return said.toString(StandardCharsets.UTF_8).replaceAll(" in [0-9.]+ s", "");
  }

  private static String rows(Warehouse warehouse) throws IOException {
    return warehouse.sorted("SELECT review_id, period FROM filtered_day")
        + warehouse.csv("SELECT reviews FROM filtered_count");
  }

  /** A warehouse with the tables of {@link #filtered} and reviews of two months. */
  private static Warehouse filteredWarehouse(String name) throws IOException {
    Warehouse warehouse = new Warehouse(SANDBOX, name);
    warehouse.done(
        "sql",
        "-e",
        "CREATE TABLE filtered_day (review_id STRING) PARTITIONED BY (period STRING)"
            + INSERT_ONLY
            + "; CREATE TABLE filtered_count (reviews BIGINT)"
            + INSERT_ONLY);
    warehouse.zone.commit(
        List.of("r1 p1 Books 5 0 1 2015-08-07", "r2 it's Books 4 3 3 2015-09-07"));
    warehouse.publish();
    return warehouse;
  }

  @Test
  public void aSettingThatChangesIsANewMartAndAPeriodWithoutRowsIsEmpty() throws Exception {
    Warehouse warehouse = filteredWarehouse("filtered");
    String computed =
        "filtered_day: 2 periods 2015-08 to 2015-09 computed\nfiltered_count: computed whole\n";
    String idle = "Nothing changed since the marts were computed: no mart was run\n";

    assertEquals(computed, refresh(warehouse, Map.of(), Days.NONE));
    String all = "review_id,period\nr1,2015-08\nr2,2015-09\nreviews\n2\n";
    assertEquals(all, rows(warehouse));
    assertEquals(idle, refresh(warehouse, Map.of("review_filter", " TRUE"), Days.NONE));

    Map<String, String> quoted = Map.of("review_filter", "product_id = 'it''s' and vine = false");
    assertEquals(
        computed.replace(" computed\n", " computed, 1 that vanished emptied\n"),
        refresh(warehouse, quoted, Days.NONE));
    assertEquals("review_id,period\nr2,2015-09\nreviews\n1\n", rows(warehouse));
    assertEquals(idle, refresh(warehouse, quoted, Days.NONE));

    assertEquals(
        computed.replace(" computed\n", " computed, 1 that vanished emptied\n"),
        refresh(warehouse, Map.of("review_filter", "false"), Days.NONE));
    assertEquals("review_id,period\nreviews\n0\n", rows(warehouse));

    assertEquals(computed, refresh(warehouse, Map.of(), Days.NONE));
    assertEquals(all, rows(warehouse));
    assertEquals(computed, refresh(warehouse, Map.of(), Days.ALL));
    assertEquals(all, rows(warehouse));
  }

  /** An HDFS on which only Hive may look at its tables. */
  public static final class KeptToHive extends DistributedFileSystem {
    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
      if (path.toString().contains("/filtered_day")) {
        throw new AccessControlException("Permission denied: " + path);
      }
      return super.listStatus(path);
    }
  }

  @Test
  public void whereHiveKeepsItsFilesToItselfItIsAskedWhichPeriodsHaveNoRows() throws Exception {
    Warehouse warehouse = filteredWarehouse("kept");
    Configuration configuration = SANDBOX.configuration();
    configuration.setClass("fs.hdfs.impl", KeptToHive.class, FileSystem.class);
    configuration.setBoolean("fs.hdfs.impl.disable.cache", true);
    FileSystem files = FileSystem.get(configuration);
    refresh(warehouse, files, Map.of(), Days.NONE);
    assertEquals(
        "filtered_day: 2 periods 2015-08 to 2015-09 computed, 1 that vanished emptied\n"
            + "filtered_count: computed whole\n",
        refresh(warehouse, files, Map.of("review_filter", "review_id = 'r2'"), Days.NONE));
    assertEquals("review_id,period\nr2,2015-09\nreviews\n1\n", rows(warehouse));
  }

  /** Marts by name, of which each makes a table of one number. */
  private static Map<String, Mart> marts(Warehouse warehouse, String... scripts)
      throws IOException {
    Map<String, Mart> marts = new LinkedHashMap<>();
    for (String script : scripts) {
      String name = script.replaceFirst("(?s).*TABLE (\\w+).*", "$1");
      marts.put(name, new Mart(new Script(name, script)));
      warehouse.done("sql", "-e", "CREATE TABLE " + name + " (reviews BIGINT)" + INSERT_ONLY);
    }
    return marts;
  }

  private static boolean recorded(Warehouse warehouse, String mart) throws IOException {
    return warehouse.csv("SHOW TBLPROPERTIES " + mart).contains("warehouse.refreshed.");
  }

  @Test
  public void anErrorInAMartLeavesThoseBeforeItAndIsNotRecorded() throws Exception {
    Warehouse warehouse = filteredWarehouse("erring");
    Map<String, Mart> marts =
        marts(
            warehouse,
            """
            -- sources: product_reviews
            INSERT OVERWRITE TABLE sound SELECT count(*) FROM product_reviews;
            """,
            """
            -- sources: product_reviews
            INSERT OVERWRITE TABLE erring SELECT nosuch FROM product_reviews;
            """,
            """
            -- sources: erring
            INSERT OVERWRITE TABLE after_erring SELECT count(*) FROM erring;
            """);
    WarehouseException failure =
        assertThrows(WarehouseException.class, () -> refresh(warehouse, marts));
    String message = failure.getMessage();
    assertTrue(message, message.startsWith("Cannot refresh mart: erring, because "));
    assertTrue(message, message.contains("nosuch"));
    assertEquals("reviews\n2\n", warehouse.csv("SELECT * FROM sound"));
    assertTrue(recorded(warehouse, "sound"));
    assertFalse(recorded(warehouse, "erring"));
    assertFalse(recorded(warehouse, "after_erring"));
  }

  @Test
  public void whatAComputationLeftThatFailedIsComputedAgain() throws Exception {
    Warehouse warehouse = filteredWarehouse("failing");
    Map<String, Mart> marts =
        marts(
            warehouse,
            """
            -- sources: product_reviews
            INSERT OVERWRITE TABLE failing SELECT count(*) FROM product_reviews;
            """);
    assertTrue(refresh(warehouse, marts));
    String failing =
        """
        -- sources: product_reviews
        INSERT OVERWRITE TABLE failing SELECT 99 + count(*) FROM product_reviews;
        INSERT OVERWRITE TABLE failing SELECT nosuch FROM product_reviews;
        """;
    Map<String, Mart> changed = Map.of("failing", new Mart(new Script("failing", failing)));
    assertThrows(WarehouseException.class, () -> refresh(warehouse, changed));
    assertEquals("reviews\n101\n", warehouse.csv("SELECT * FROM failing"));

    assertTrue(refresh(warehouse, marts));
    assertEquals("reviews\n2\n", warehouse.csv("SELECT * FROM failing"));
  }

  @Test
  public void aMartThatMayHoldSomeOfARunThatIsPublishedMeanwhileIsNotRecorded() throws Exception {
    Warehouse warehouse = filteredWarehouse("overtaken");
    Map<String, Mart> marts =
        marts(
            warehouse,
            """
            -- sources: product_reviews
            INSERT OVERWRITE TABLE overtaken SELECT count(*) FROM product_reviews;
            ALTER VIEW product_reviews SET TBLPROPERTIES ('warehouse.published' = '2');
            """,
            """
            -- sources: overtaken
            INSERT OVERWRITE TABLE after_overtaken SELECT reviews FROM overtaken;
            """);
    assertFalse(refresh(warehouse, marts));
    assertFalse(recorded(warehouse, "overtaken"));
    assertEquals("reviews\n", warehouse.csv("SELECT * FROM after_overtaken"));
  }

  @Test
  public void whatACheckpointSumsUpIsNotReadAgainUntilARowOfItChanges() throws Exception {
    Warehouse warehouse = new Warehouse(SANDBOX, "checkpoint");
    warehouse.zone.commit(
        List.of(
            "r1 p1 Books 5 0 1 2015-01-31",
            "r2 p1 Books 4 1 1 2015-02-28",
            "r3 p2 Books 1 2 2 2015-03-31",
            "r4 p1 Books 3 3 3 2015-04-30"));
    assertEquals("up to 2015-02 summed up", refreshedCheckpoint(warehouse));
    assertEquals("p1,2,9,0,1,2,2015-01-31,2015-02-28,2015-02\n", checkpointed(warehouse));

    // Whatever reads the first months again now lacks one of them.
    warehouse.csv("ALTER TABLE product_day DROP PARTITION (period = '2015-01')");
    warehouse.zone.commit(List.of("r5 p2 Books 2 0 0 2015-05-01"));
    assertEquals("up to 2015-03 summed up", refreshedCheckpoint(warehouse));
    assertEquals(
        "p1,2,9,0,1,2,2015-01-31,2015-02-28,2015-03\n"
            + "p2,1,1,1,2,2,2015-03-31,2015-03-31,2015-03\n",
        checkpointed(warehouse));
    warehouse.zone.commit(List.of("r4 p1 Books 1 3 3 2015-04-30"));
    assertEquals("up to 2015-03 kept", refreshedCheckpoint(warehouse));
    assertEquals(
        "p1,2015-04-30,3,10,2015-04\np2,2015-05-01,2,3,2015-05\n",
        rows(warehouse, TO_DATE + " WHERE period >= '2015-04'"));
    assertEquals(
        "p1,3,10,2015-01-31,2015-04-30\np2,2,3,2015-03-31,2015-05-01\n",
        rows(
            warehouse,
            "SELECT product_id, reviews, sum_stars, first_review_date, last_review_date"
                + " FROM product_lifetime"));

    warehouse.zone.commit(List.of("r2 p2 Books 2 1 1 2015-02-27"));
    assertEquals("up to 2015-03 summed up", refreshedCheckpoint(warehouse));
    assertEquals("p2,2,3,1,3,3,2015-02-27,2015-03-31,2015-03\n", checkpointed(warehouse));
    warehouse.refresh("--full", "--mart", "product_cumulative");
    assertEquals(
        "p1,1,5,0,0,1,2015-01-31,2015-01-31,2015-03\n"
            + "p2,2,3,1,3,3,2015-02-27,2015-03-31,2015-03\n",
        checkpointed(warehouse));
    assertEquals(
        "p1,2015-01-31,1,5,2015-01\n"
            + "p1,2015-04-30,2,6,2015-04\n"
            + "p2,2015-02-27,1,2,2015-02\n"
            + "p2,2015-03-31,2,3,2015-03\n"
            + "p2,2015-05-01,3,5,2015-05\n",
        rows(warehouse, TO_DATE));
  }

  /** Publishes, computes the marts that go on from a checkpoint, and returns what became of it. */
  private static String refreshedCheckpoint(Warehouse warehouse) throws Exception {
    warehouse.publish();
    Map<String, Mart> all = Mart.all();
    Map<String, Mart> marts = new LinkedHashMap<>();
    for (String mart : List.of("product_cumulative", "product_lifetime")) {
      all.get(mart).withSources(all).forEach(each -> marts.put(each.name(), each));
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    assertTrue(refresh(warehouse, SANDBOX.fileSystem(), marts, Map.of(), Days.NONE, said));
    String prefix = "product_checkpoint: ";
    return untimed(said)
        .lines()
        .filter(line -> line.startsWith(prefix))
        .collect(Collectors.joining("\n"))
        .substring(prefix.length());
  }

  private static String checkpointed(Warehouse warehouse) throws IOException {
    return rows(warehouse, "SELECT * FROM product_checkpoint");
  }

  /** Sorted, without the line of names. */
  private static String rows(Warehouse warehouse, String question) throws IOException {
    return warehouse.sorted(question).replaceFirst("[^\n]*\n", "");
  }
}
