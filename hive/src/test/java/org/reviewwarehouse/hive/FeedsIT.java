package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * A feed of one's own, from its contract to answers: a column of every type, words that HiveQL
 * reserves as names, no event day, and a server that does not live in UTC.
 */
public class FeedsIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox("Asia/Seoul");

  private static final String DATABASE = "feeds";
  private static final String ROOT = "/feeds";
  private static final String RUN = "-20151120T085644Z-1a2b3c4d";

  private static final String CONTRACT =
      """
      {"type": "record", "name": "order", "doc": "Orders; it's \\\\ one row per \\"id\\".",
       "layouts": [{"format": "jsonl"}], "key": ["id"],
       "fields": [
        {"name": "id", "type": "string", "doc": "Semicolon; it's \\\\ quoted,\\n and in two lines."},
        {"name": "date", "type": ["null", {"type": "int", "logicalType": "date"}], "doc": "%s"},
        {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
        {"name": "rating", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 2, "scale": 1}]},
        {"name": "amount", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 4}]},
        {"name": "double", "type": ["null", "double"]},
        {"name": "boolean", "type": ["null", "boolean"], "true": ["true"], "false": ["false"]},
        {"name": "int", "type": ["null", "int"]},
        {"name": "table", "type": ["null", "long"]},
        {"name": "keys", "type": {"type": "array", "items": "string"}},
        {"name": "from", "type": ["null", {"type": "array", "items": "string"}]},
        {"name": "values", "type": ["null", {"type": "map", "values": "long"}]},
        {"name": "map", "type": ["null", {"type": "map", "values": "string"}]}]}
      """
          .formatted("So long that no metastore keeps it. ".repeat(10));

  /** What the jobs write of it. */
  private static final String COLUMNS =
      "required binary id (STRING); optional int32 date (DATE);"
          + " optional int64 at (TIMESTAMP(MICROS,false));"
          + " optional fixed_len_byte_array(1) rating (DECIMAL(2,1));"
          + " optional fixed_len_byte_array(8) amount (DECIMAL(18,4)); optional double double;"
          + " optional boolean boolean; optional int32 int; optional int64 table;"
          + " required group keys (LIST) { repeated group list { required binary element (STRING); } }"
          + " optional group from (LIST) { repeated group list { required binary element (STRING); } }"
          + " optional group values (MAP) { repeated group key_value {"
          + " required binary key (STRING); required int64 value; } }"
          + " optional group map (MAP) { repeated group key_value {"
          + " required binary key (STRING); required binary value (STRING); } }";

  private static final String[] MODES = {
    "SET hive.vectorized.execution.enabled=true; SET hive.fetch.task.conversion=none; ",
    "SET hive.vectorized.execution.enabled=false; SET hive.fetch.task.conversion=none; ",
    "SET hive.vectorized.execution.enabled=false; SET hive.fetch.task.conversion=more; ",
    "SET hive.local.time.zone=America/New_York; SET hive.fetch.task.conversion=none; ",
  };

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aFeedOfOnesOwnIsAskedByNameWhateverTheTypesOfItsColumns() throws IOException {
    done("migrate", "--root", ROOT);
    writeRows(1, COLUMNS, "");
    commit(1);
    assertEquals(
        "Cannot find table: order_runs, because the database lacks it; run `migrate` first, or for"
            + " a feed of your own what `contract ddl` prints\n",
        refusedPublish());
    makeTables();
    assertEquals("id,period\n", csv("SELECT id, period FROM `order`"));

    assertEquals(
        lines(
            "order_runs: 1 partition added, statistics set for 1 run",
            "ledger: 1 partition added",
            "order: shows run 000001" + RUN + ", 1 period of 1 run"),
        publish());
    theViewSaysWhatTheContractSays();
    for (String mode : MODES) {
      everyValueIsReadAsItWasWritten(mode);
    }
    String refreshed = done("refresh", "--root", ROOT);
    assertTrue(
        refreshed,
        refreshed
            .lines()
            .allMatch(line -> line.startsWith("Not computed, as nothing is published of ")));
    for (String mart : Mart.all().keySet()) {
      assertTrue(refreshed, refreshed.matches("(?s).*: (.*, )?" + mart + "[,\n].*"));
    }

    aColumnThatIsAddedLaterIsNullInOlderFiles();
  }

  private void makeTables() throws IOException {
    java.nio.file.Path contract = folder.newFile("order.avsc").toPath();
    Files.writeString(contract, CONTRACT);
    String printed =
        SANDBOX.warehouse(
            "jar",
            "contract",
            "ddl",
            "--feed",
            "order",
            "--contract",
            contract.toString(),
            "--root",
            ROOT);
    java.nio.file.Path statements = folder.newFile("order.hql").toPath();
    Files.writeString(statements, printed.substring(printed.indexOf("CREATE EXTERNAL TABLE")));
    done("sql", "-f", statements.toString());
    done("sql", "-f", statements.toString());
    String columns = csv("DESCRIBE `order_runs`");
    // DESCRIBE puts a backslash before each backslash.
    assertTrue(
        columns,
        columns.contains("id,string,\"Semicolon; it's \\\\ quoted, and in two lines.\"\n"));
    assertTrue(columns, columns.contains("values,\"map<string,bigint>\","));
  }

  private void theViewSaysWhatTheContractSays() throws IOException {
    String table = csv("DESCRIBE `order_runs`");
    String columns = table.substring(0, table.indexOf("run,string"));
    String view = csv("DESCRIBE `order`");
    assertEquals(columns, view.substring(0, view.indexOf("period,string")));
    String properties = csv("SHOW TBLPROPERTIES `order`");
    assertTrue(
        properties, properties.contains("comment,\"Orders; it's \\ one row per \"\"id\"\".\"\n"));
  }

  private void everyValueIsReadAsItWasWritten(String mode) throws IOException {
    assertEquals(
        lines(
            "id,date,at,rating,amount,double,boolean,int,table,period",
            "full,2015-08-31,2015-03-29 01:30:00.123456,4.5,12345678901234.5678,0.1,true,7,"
                + "9007199254740993,all",
            "least,1899-12-30,1911-12-31 23:59:59.999999,-0.5,-0.0001,-0.0,false,-2147483648,"
                + "-9223372036854775808,all",
            "none,,,,,,,,,all"),
        sorted(
            mode
                + "SELECT id, `date`, at, rating, amount, `double`, `boolean`, `int`, `table`, period"
                + " FROM `order`"));
    assertEquals(
        lines(
            "id,keys,from,values,map",
            "full,\"[\"\"a\"\",\"\"b, c\"\"]\",\"[\"\"é\"\"]\",\"{\"\"USD\"\":100,\"\"EUR\"\":-5}\","
                + "\"{\"\"a\"\":\"\"x\"\"}\"",
            "least,[],[],{},{}",
            "none,\"[\"\"z\"\"]\",,,"),
        sorted(mode + "SELECT id, `keys`, `from`, `values`, `map` FROM `order`"));
    assertEquals(
        lines(
            "id,dollars,yen,word,sizes,missing",
            "full,100,,x,2 1 2,false",
            "least,,,,0 0 0,false",
            "none,,,,1 -1 -1,true"),
        sorted(
            mode
                + "SELECT id, `values`['USD'] AS dollars, `values`['JPY'] AS yen, `map`['a'] AS word,"
                + " concat_ws(' ', CAST(size(`keys`) AS STRING), CAST(size(`from`) AS STRING),"
                + " CAST(size(`values`) AS STRING)) AS sizes, `from` IS NULL AS missing FROM `order`"));
    assertEquals(
        lines("id,key", "full,\"b, c\"", "full,a", "none,z"),
        sorted(mode + "SELECT id, k AS key FROM `order` LATERAL VIEW explode(`keys`) t AS k"));
    assertEquals(
        lines("id,currency,cents", "full,EUR,-5", "full,USD,100"),
        sorted(
            mode
                + "SELECT id, currency, cents FROM `order`"
                + " LATERAL VIEW explode(`values`) v AS currency, cents"));
    assertEquals(
        lines(
            "rows,amount,at,day,dollars",
            "3,12345678901234.5677,2015-03-29 01:30:00.123456,1899-12-30,100"),
        sorted(
            mode
                + "SELECT count(*) AS `rows`, sum(amount) AS amount, max(at) AS at,"
                + " min(`date`) AS day, sum(`values`['USD']) AS dollars FROM `order`"));
    assertEquals(
        "id\nfull\n",
        sorted(
            mode
                + "SELECT id FROM `order` WHERE period = 'all'"
                + " AND at = TIMESTAMP '2015-03-29 01:30:00.123456' AND `date` = DATE '2015-08-31'"
                + " AND rating > 4.4 AND amount = 12345678901234.5678"
                + " AND `table` = 9007199254740993 AND `boolean`"
                + " AND array_contains(`from`, 'é') AND `map`['a'] = 'x'"));
  }

  private void aColumnThatIsAddedLaterIsNullInOlderFiles() throws IOException {
    done(
        "sql",
        "-e",
        "ALTER TABLE `order_runs` ADD COLUMNS (`added` ARRAY<STRING> COMMENT 'New') CASCADE");
    assertEquals("order: shows run 000001" + RUN + ", 1 period of 1 run\n", publish());
    assertEquals(
        lines("id,added", "full,", "least,", "none,"), sorted("SELECT id, added FROM `order`"));
    writeRows(
        2,
        COLUMNS
            + " optional group added (LIST) {"
            + " repeated group list { required binary element (STRING); } }",
        "added");
    commit(2);
    assertEquals(
        lines(
            "order_runs: 1 partition added, statistics set for 1 run",
            "order: shows run 000002" + RUN + ", 1 period of 1 run"),
        publish());
    assertEquals(
        lines("id,added", "full,\"[\"\"new\"\"]\"", "least,", "none,"),
        sorted("SELECT id, added FROM `order`"));
    for (String mode : List.of(MODES[0], MODES[1])) {
      assertEquals(
          lines("run,new", "000001,0", "000002,1"),
          sorted(
              mode
                  + "SELECT substr(run, 1, 6) AS run, count(added) AS new FROM order_runs"
                  + " GROUP BY substr(run, 1, 6)"));
    }
  }

  private static void writeRows(int sequence, String columns, String added) throws IOException {
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message order { " + columns + " required int64 row_hash; }");
    SimpleGroupFactory rows = new SimpleGroupFactory(type);
    FileSystem files = SANDBOX.fileSystem();
    Path file =
        files.makeQualified(
            new Path(ROOT + "/clean/order/period=all/run=" + run(sequence) + "/part-0.parquet"));
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file).withType(type).withConf(files.getConf()).build()) {
      Group full =
          rows.newGroup()
              .append("id", "full")
              .append("date", (int) LocalDate.parse("2015-08-31").toEpochDay())
              .append("at", micros("2015-03-29T01:30:00.123456Z"))
              .append("rating", decimal("4.5", 1))
              .append("amount", decimal("12345678901234.5678", 8))
              .append("double", 0.1)
              .append("boolean", true)
              .append("int", 7)
              .append("table", (1L << 53) + 1);
      list(full, "keys", "a", "b, c");
      list(full, "from", "é");
      Group values = full.addGroup("values");
      values.addGroup("key_value").append("key", "USD").append("value", 100L);
      values.addGroup("key_value").append("key", "EUR").append("value", -5L);
      full.addGroup("map").addGroup("key_value").append("key", "a").append("value", "x");
      if (!added.isEmpty()) {
        list(full, added, "new");
      }
      writer.write(full.append("row_hash", 1L));

      Group least =
          rows.newGroup()
              .append("id", "least")
              .append("date", (int) LocalDate.parse("1899-12-30").toEpochDay())
              .append("at", micros("1911-12-31T23:59:59.999999Z"))
              .append("rating", decimal("-0.5", 1))
              .append("amount", decimal("-0.0001", 8))
              .append("double", -0.0)
              .append("boolean", false)
              .append("int", Integer.MIN_VALUE)
              .append("table", Long.MIN_VALUE);
      list(least, "keys");
      list(least, "from");
      least.addGroup("values");
      least.addGroup("map");
      writer.write(least.append("row_hash", 2L));

      Group none = rows.newGroup().append("id", "none");
      list(none, "keys", "z");
      writer.write(none.append("row_hash", 3L));
    }
  }

  private static void list(Group row, String name, String... elements) {
    Group list = row.addGroup(name);
    for (String element : elements) {
      list.addGroup("list").append("element", element);
    }
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  /** Two's complement in so many bytes. */
  private static Binary decimal(String number, int length) {
    byte[] least = new BigDecimal(number).unscaledValue().toByteArray();
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) (least[0] < 0 ? -1 : 0));
    System.arraycopy(least, 0, bytes, length - least.length, least.length);
    return Binary.fromConstantByteArray(bytes);
  }

  private static void commit(int sequence) throws IOException {
    String entry =
        String.format(
            "{\"sequence\":%d,\"run\":\"%s\",\"feed\":\"order\",\"grain\":\"all\",\"rejected\":0,"
                + "\"late\":0,\"partitions\":[{\"period\":\"all\",\"run\":\"%s\",\"rows\":3,"
                + "\"files\":1,\"bytes\":900}]}%n",
            sequence, run(sequence), run(sequence));
    Path file = new Path(ROOT, String.format("ledger/order/%06d.json", sequence));
    try (OutputStream out = SANDBOX.fileSystem().create(file, false)) {
      out.write(entry.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String run(int sequence) {
    return String.format("%06d%s", sequence, RUN);
  }

  private static String publish() throws IOException {
    return done("publish", "--feed", "order", "--root", ROOT);
  }

  private static String refusedPublish() throws IOException {
    Sandbox.Outcome outcome =
        SANDBOX.hive("publish", "--feed", "order", "--root", ROOT, "--database", DATABASE);
    assertEquals(1, outcome.code());
    return outcome.err();
  }

  private static String done(String... args) throws IOException {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--database";
    all[args.length + 1] = DATABASE;
    Sandbox.Outcome outcome = SANDBOX.hive(all);
    assertEquals(outcome.err(), 0, outcome.code());
    return outcome.out();
  }

  private static String csv(String sql) throws IOException {
    return done("sql", "--format", "csv", "-e", sql).replace("\r\n", "\n");
  }

  /** The rows in order, sorted here. */
  private static String sorted(String sql) throws IOException {
    String csv = csv(sql);
    int header = csv.indexOf('\n') + 1;
    return csv.substring(0, header)
        + csv.substring(header)
            .lines()
            .sorted()
            .map(line -> line + "\n")
            .collect(Collectors.joining());
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }
}
