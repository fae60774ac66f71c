package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** A raw file may have any name that its file system allows. */
public class RawNamesTest {
  private static final List<String> NAMES =
      List.of(
          " a b .tsv",
          "a..b...tsv",
          "%20.tsv",
          "%2e%2e%2f.tsv",
          "a=b.tsv",
          "arrival=2001-01-01.tsv",
          "a:b.tsv",
          "file:b.tsv",
          "*?[]{}.tsv",
          "{a,b}.tsv",
          "back\\slash.tsv",
          "new\nline.tsv",
          "return\r.tsv",
          "tab\t.tsv",
          "\u001B[2J.tsv",
          "'quotes\".tsv",
          "${user.name}.tsv",
          "a#b?c&d+e;f,g|h.tsv",
          "gr\u00F6\u00DFe.tsv",
          "gro\u0308\u00DFe.tsv",
          "\u4E2D\u6587\uD83D\uDE00.tsv",
          "\u202Evst.tsv",
          "x".repeat(251) + ".tsv");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void isReadOnceFromALocalDisk() throws Exception {
    boolean isUnicode = Charset.forName(System.getProperty("sun.jnu.encoding")).equals(UTF_8);
    Warehouse warehouse = new Warehouse(folder.getRoot());
    assertReadOnce(
        warehouse,
        NAMES.stream()
            .filter(name -> isUnicode || name.chars().allMatch(each -> each < 128))
            .toList());
  }

  @Test
  public void isReadOnceFromHdfs() throws Exception {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.newFolder("hdfs").getPath());
    conf.setInt("dfs.replication", 1);
    try (MiniDFSCluster cluster = new MiniDFSCluster.Builder(conf).build()) {
      cluster.waitActive();
      Path root = new Path(cluster.getURI() + "/root");
      assertReadOnce(
          new Warehouse(folder.newFolder(), root),
          NAMES.stream().filter(name -> !name.contains(":")).toList());
    }
  }

  private static void assertReadOnce(Warehouse warehouse, List<String> names) throws Exception {
    List<String> paths = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    String arrival = warehouse.at().raw() + "/arrival=2015-08-31/";
    for (int i = 0; i < names.size(); i++) {
      String[] lines = new String[10];
      for (int k = 0; k < lines.length; k++) {
        lines[k] = review("R" + i + "_" + k, "2015-08-31").line();
      }
      lines[0] = "broken " + i;
      warehouse.put("2015-08-31", names.get(i), lines);
      paths.add(arrival + names.get(i));
      String shown = (arrival + names.get(i)).replace("\n", "\\n").replace("|", "\\|");
      String text = "broken " + i;
      rejected.add(text + "|" + text.length() + "|field_count|null|" + shown + "|0|2015-08-31");
    }
    paths.sort(null);
    rejected.sort(null);

    LedgerEntry entry = warehouse.clean(warehouse.daily("2015-08-31")).orElseThrow();

    assertEquals(paths, entry.inputs().stream().map(LedgerEntry.Input::path).toList());
    assertEquals(9 * names.size(), warehouse.table().size());
    assertEquals(rejected, warehouse.zone("rejected"));
    assertEquals(Optional.empty(), warehouse.clean(warehouse.daily("2015-08-31")));
  }

  @Test
  public void isShownInOneLineThatDoesNothingToATerminal() throws Exception {
    Warehouse warehouse = new Warehouse(folder.getRoot());
    String broken = "one\ntwo\u001B[2J\u0085.tsv";
    assertRefused(
        warehouse,
        "2015-08-31",
        broken.replace("\u0085", ""),
        "Cannot commit run: product_reviews, because 1 of 1 rows (100.0 %) break a rule and the"
            + " contract allows 10.0 %; most often field_count (1 rows), most in"
            + " DAY/one\\u000Atwo\\u001B[2J.tsv (1 rows); the first of them:|"
            + "  one\\u000Atwo\\u001B[2J.tsv at byte 0: broken");
    assertRefused(
        warehouse,
        "2015-09-01",
        "one\ntwo.tsv.gz",
        "Cannot finish step: resolve, because Cannot read raw file: DAY/one\\u000Atwo.tsv.gz,"
            + " because it is truncated or no gzip file: Unexpected end of");
    assertRefused(
        warehouse,
        "2015-09-02",
        "one\ntwo\tthree.tsv/",
        "Cannot read raw file: DAY/one\\u000Atwo\\u0009three.tsv, because it is a directory");
  }

  private static void assertRefused(
      Warehouse warehouse, String arrival, String name, String message) throws Exception {
    Path day = new Path(warehouse.at().raw(), "arrival=" + arrival);
    if (name.endsWith("/")) {
      warehouse.fs().mkdirs(new Path(day, new Path(null, null, name)));
    } else {
      warehouse.put(arrival, name, "broken");
    }
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> warehouse.clean(warehouse.daily(arrival)));
    String said = e.getMessage().replace(day.toString(), "DAY").replace("\n", "|");
    assertEquals(message, said.substring(0, Math.min(said.length(), message.length())));
  }
}
