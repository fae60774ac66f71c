package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * Every mart over feeds whose runs left no row: the table is empty, or what {@code
 * no_rows/<table>.csv} holds.
 */
public class NoRowsIT {
  private static final String ENTRY =
      """
      {"sequence":1,"run":"000001-20220101T000000Z-00000000","feed":"%s","grain":"all",\
      "rejected":0,"late":0,"partitions":[]}
      """;

  @ClassRule public static final Sandbox SANDBOX = new Sandbox();

  @Test
  public void martsOverNoRowsHaveNoRowsOrSayThatThereAreNone() throws Exception {
    Warehouse warehouse = new Warehouse(SANDBOX, "no_rows");
    Map<String, Mart> marts = Mart.all();
    Set<String> feeds = new TreeSet<>();
    marts.values().forEach(mart -> feeds.addAll(mart.feeds(marts)));
    for (String feed : feeds) {
      commitNothing(warehouse, feed);
    }
    warehouse.refresh();
    List<String> differences = new ArrayList<>();
    for (String mart : marts.keySet()) {
      String found = warehouse.sorted("SELECT * FROM " + mart);
      expected(mart, found)
          .difference(CsvTable.parse(found))
          .ifPresent(difference -> differences.add(mart + ": " + difference));
    }
    assertEquals("", String.join("\n", differences));
  }

  private static void commitNothing(Warehouse warehouse, String feed) throws IOException {
    Path entry = new Path(warehouse.root, "ledger/" + feed + "/000001.json");
    try (OutputStream out = SANDBOX.fileSystem().create(entry, false)) {
      out.write(ENTRY.formatted(feed).getBytes(StandardCharsets.UTF_8));
    }
    warehouse.done("publish", "--feed", feed, "--root", warehouse.root);
  }

  private static CsvTable expected(String mart, String found) throws IOException {
    try (InputStream in = NoRowsIT.class.getResourceAsStream("/no_rows/" + mart + ".csv")) {
      return in == null
          ? CsvTable.parse(found.substring(0, found.indexOf('\n') + 1))
          : CsvTable.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
