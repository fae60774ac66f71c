package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
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

  @Test
  public void everySiteFileIsReadByHadoop() throws IOException {
    try (Stream<Path> files = Files.walk(Sandbox.home().resolve("conf"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".xml")).toList()) {
        Configuration configuration = new Configuration(false);
        configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
        assertTrue(file.toString(), configuration.size() > 0); // two hyphens in a comment throw
      }
    }
  }
}
