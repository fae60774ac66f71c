package org.reviewwarehouse.hive;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class SettingsTest {
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
