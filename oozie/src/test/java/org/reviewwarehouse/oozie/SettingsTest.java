package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class SettingsTest {
  private final Configuration configuration = Main.configuration();

  private final Settings settings = new Settings(configuration);

  @Test
  public void theHostOfTheResourceManagerIsEnough() {
    configuration.set("yarn.resourcemanager.hostname", "rm.example.com");
    assertEquals("rm.example.com:8032", settings.resourceManager());
    configuration.set("yarn.resourcemanager.address", "rm.example.com:8050");
    assertEquals("rm.example.com:8050", settings.resourceManager());
  }

  @Test
  public void severalResourceManagersGoByTheirName() {
    configuration.set("yarn.resourcemanager.ha.enabled", "true");
    configuration.set("yarn.resourcemanager.ha.rm-ids", "rm1,rm2");
    assertEquals(unknown("yarn.resourcemanager.cluster-id"), refusal());
    configuration.set("yarn.resourcemanager.cluster-id", "reviews");
    assertEquals("reviews", settings.resourceManager());
  }

  @Test
  public void aClusterWithoutAResourceManagerIsTold() {
    assertEquals(unknown("yarn.resourcemanager.hostname"), refusal());
  }

  private String refusal() {
    return assertThrows(WarehouseException.class, settings::resourceManager).getMessage();
  }

  private static String unknown(String property) {
    return "Cannot tell the cluster's "
        + property
        + ", because no site file on the class path sets it";
  }
}
