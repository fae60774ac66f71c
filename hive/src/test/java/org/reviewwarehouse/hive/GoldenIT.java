package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Small inputs, worked out by hand: {@code golden/<case>/raw} holds raw files, {@code
 * golden/<case>/expected/<table>.csv} the whole of a table, in whatever order.
 */
@RunWith(Parameterized.class)
public class GoldenIT {
  @Parameters(name = "servers in {0}")
  public static List<String> zones() {
    return List.of("UTC", "Asia/Kolkata", "America/Los_Angeles");
  }

  @Rule public final Sandbox sandbox;
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  public GoldenIT(String zone) {
    this.sandbox = zone.equals("UTC") ? new Sandbox() : new Sandbox(zone);
  }

  @Test
  public void everyTableIsAsItWasWorkedOutByHand() throws Exception {
    JobJar jobs = new JobJar(sandbox, folder.newFolder().toPath());
    List<String> differences = new ArrayList<>();
    for (Path golden : children(Path.of(GoldenIT.class.getResource("/golden").toURI()))) {
      String name = golden.getFileName().toString();
      RawWarehouse warehouse = new RawWarehouse(sandbox, jobs, "golden_" + name);
      warehouse.put(golden.resolve("raw"));
      for (String feed : warehouse.feeds()) {
        warehouse.cleanDayByDay(feed);
      }
      warehouse.refresh();
      for (Path expected : children(golden.resolve("expected"))) {
        String table = expected.getFileName().toString().replace(".csv", "");
        CsvTable.parse(Files.readString(expected))
            .difference(CsvTable.parse(warehouse.tables.csv("SELECT * FROM " + table)))
            .ifPresent(difference -> differences.add(name + ", " + table + ": " + difference));
      }
    }
    assertEquals("", String.join("\n", differences));
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }
}
