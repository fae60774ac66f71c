package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ExportTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void csvIsWrittenAsTextAndParquetAsItIs() {
    Path to = new Path("hdfs://h:8020/exports/x");
    assertEquals(
        "INSERT OVERWRITE DIRECTORY 'hdfs://h:8020/exports/x' ROW FORMAT SERDE"
            + " 'org.apache.hadoop.hive.serde2.OpenCSVSerde' SELECT CAST(`a` AS STRING) AS `a`,"
            + " CAST(`b` AS STRING) AS `b` FROM (SELECT a, b FROM t) answer",
        Export.statement(to, "csv", List.of("a", "b"), "SELECT a, b FROM t"));
    assertEquals(
        "INSERT OVERWRITE DIRECTORY 'hdfs://h:8020/exports/x' STORED AS PARQUET SELECT `a`, `b`"
            + " FROM (SELECT * FROM t) answer",
        Export.statement(to, "parquet", List.of("a", "b"), "SELECT * FROM t"));
  }

  @Test
  public void aQueryIsOneSelectWithItsDays() throws Exception {
    String text =
        "-- why\nSELECT 1 FROM t WHERE d BETWEEN ${hivevar:first_day} AND ${hivevar:last_day};\n";
    assertEquals(
        "SELECT 1 FROM t WHERE d BETWEEN '2015-08-30' AND '2015-08-31'",
        Export.query("q.hql", text, Days.parse("2015-08-30..2015-08-31")));
    assertEquals(
        "Cannot run query: q.hql, because q.hql.hql asks for ${hivevar:first_day}; give --days",
        refused(() -> Export.query("q.hql", text, Days.NONE)));
    for (String wrong : List.of("DROP TABLE t", "SELECT 1; SELECT 2", "", "selection")) {
      assertEquals(
          "Cannot run query: q.hql, because it must be one statement that begins with SELECT",
          refused(() -> Export.query("q.hql", wrong, Days.NONE)));
    }
  }

  @Test
  public void nothingButAnExportIsOverwritten() throws Exception {
    String root = folder.newFolder("root").getPath();
    folder.newFile("root/precious");
    check(
        root,
        root + "/clean/product_reviews",
        "Cannot export to: file:"
            + root
            + "/clean/product_reviews, because of file:"
            + root
            + " only exports/ may be written to");
    check(
        root,
        folder.getRoot().getPath(),
        "Cannot export to: file:"
            + folder.getRoot()
            + ", because of file:"
            + root
            + " only exports/ may be written to");
    String other = folder.newFolder("other").getPath();
    folder.newFile("other/precious");
    check(
        root,
        other,
        "Cannot export to: file:" + other + ", because it holds files that are no export's");
    check(
        root,
        "/x'; DROP",
        "Cannot use root: /x'; DROP, because it must be an absolute path of letters, digits and"
            + " ._=+@- with an optional scheme and host");
    assertEquals(
        "Cannot export column: _c0(x), because its name must be lower-case letters, digits and _;"
            + " give it one with AS",
        refused(() -> Export.column("_c0(x)")));
  }

  @Test
  public void anExportIsKnownByItsColumns() throws Exception {
    String root = folder.newFolder("root").getPath();
    String to = folder.newFolder("root", "exports").getPath();
    Files.writeString(folder.newFile("root/exports/" + Export.COLUMNS).toPath(), "a\r\n");
    check(
        root,
        to,
        "Cannot reach HiveServer2: jdbc:hive2://127.0.0.1:1/, because nothing answers there; start"
            + " a sandbox with `bin/warehouse up`, or set warehouse.hive.url");
  }

  @Test
  public void aMartIsExportedWhole() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    String[] args = {
      "export",
      "--mart",
      "product_day",
      "--days",
      "2015-08-01..2015-08-31",
      "--to",
      "/x",
      "--format",
      "csv"
    };
    assertEquals(2, Main.run(args, new Configuration(false), stream, stream));
    assertEquals(
        "Cannot use --days with --mart, which exports every day",
        err.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow());
  }

  private void check(String root, String to, String message) {
    Configuration configuration = new Configuration(false);
    configuration.set(Settings.URL, "jdbc:hive2://127.0.0.1:1/");
    configuration.set(Settings.ROOT, root);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    String[] args = {"export", "--mart", "product_day", "--to", to, "--format", "csv"};
    assertEquals(1, Main.run(args, configuration, stream, stream));
    assertEquals(message + "\n", err.toString(StandardCharsets.UTF_8));
  }

  private static String refused(org.junit.function.ThrowingRunnable call) {
    return assertThrows(WarehouseException.class, call).getMessage();
  }
}
