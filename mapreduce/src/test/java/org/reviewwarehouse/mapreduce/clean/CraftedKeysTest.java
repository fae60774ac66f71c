package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.resolve.CraftedKeys;

/** Keys that somebody made to be taken for one another. */
public class CraftedKeysTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Seed seed = new Seed();

  @Test
  public void loseNoRow() throws Exception {
    Random random = seed.random();
    long known = CraftedKeys.seed(random);
    Set<String> keys = new LinkedHashSet<>();
    while (keys.size() < 10_000) {
      for (byte[] key : CraftedKeys.pair(CraftedKeys.mask(known), random)) {
        keys.add(new String(key, UTF_8));
      }
    }
    Warehouse warehouse = new Warehouse(folder.getRoot());
    warehouse.raw(
        "2015-08-31",
        "a.tsv",
        keys.stream().map(key -> review(key, "2015-08-31").line()).toArray(String[]::new));
    assertEquals(
        keys.size(), warehouse.clean(warehouse.daily("2015-08-31")).orElseThrow().accepted());
    assertEquals(keys.size(), warehouse.table().size());
  }
}
