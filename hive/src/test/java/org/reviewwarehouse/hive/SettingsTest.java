package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.Test;

public class SettingsTest {
  @Test
  public void theTimeoutStandsAmongTheSessionVariablesOfTheUrl() {
    Map<String, String> urls = new LinkedHashMap<>();
    urls.put("jdbc:hive2://h:1", "jdbc:hive2://h:1/;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1/", "jdbc:hive2://h:1/;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1/db", "jdbc:hive2://h:1/db;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1/;ssl=true", "jdbc:hive2://h:1/;ssl=true;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1/;ssl=true;", "jdbc:hive2://h:1/;ssl=true;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1;ssl=true", "jdbc:hive2://h:1/;ssl=true;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1/?a=b#c=d", "jdbc:hive2://h:1/;socketTimeout=5000?a=b#c=d");
    urls.put(
        "jdbc:hive2://a:1,b:2/db;serviceDiscoveryMode=zooKeeper?a=b",
        "jdbc:hive2://a:1,b:2/db;serviceDiscoveryMode=zooKeeper;socketTimeout=5000?a=b");
    urls.put("jdbc:hive2://h:1/;socketTimeout=7", "jdbc:hive2://h:1/;socketTimeout=7");
    urls.forEach((url, timed) -> assertEquals(timed, Settings.withTimeout(url, 5)));
    assertEquals("jdbc:hive2://h:1/", Settings.withTimeout("jdbc:hive2://h:1/", 0));
  }
}
