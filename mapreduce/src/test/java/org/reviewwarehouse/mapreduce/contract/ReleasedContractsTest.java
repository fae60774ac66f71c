package org.reviewwarehouse.mapreduce.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Checkout;

/** Every contract of this build goes on with the one that was released, and none is lost. */
public class ReleasedContractsTest {
  @Test
  public void everyContractGoesOnWithTheReleasedOne() throws Exception {
    TreeMap<String, Object> broken = new TreeMap<>();
    for (Map.Entry<String, Contract> feed : Checkout.contracts().entrySet()) {
      Optional<Contract> released =
          Contracts.released(feed.getKey(), null, new Configuration(false));
      released
          .map(before -> Compatibility.of(before, feed.getValue()).breaks())
          .filter(breaks -> !breaks.isEmpty())
          .ifPresent(breaks -> broken.put(feed.getKey(), breaks));
    }
    assertEquals(Map.of(), broken);
  }

  @Test
  public void everyReleasedContractIsStillThere() throws Exception {
    Path folder = Checkout.folder().resolve("conf/feeds/released");
    TreeSet<String> released = new TreeSet<>(Checkout.contracts(folder).keySet());
    assertTrue("released are " + released, released.contains("product_reviews"));
    released.removeAll(Checkout.contracts().keySet());
    assertEquals("feeds that are gone", new TreeSet<>(), released);
  }
}
