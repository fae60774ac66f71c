package org.reviewwarehouse.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class EndpointTest {
  /** A port, but neither end of a range: from those the application masters choose. */
  private static final Pattern PORT = Pattern.compile("(?<![-\\d])(180\\d\\d)(?![-\\d])");

  @Test
  public void everyPortOfTheSiteFilesIsLookedAtBeforeTheStart() throws Exception {
    Set<Integer> written = new TreeSet<>();
    for (Path file : SiteFiles.all(SiteFiles.DIRECTORY)) {
      if (!file.endsWith("warehouse-site.xml")) {
        Matcher matcher = PORT.matcher(Files.readString(file));
        while (matcher.find()) {
          written.add(Integer.parseInt(matcher.group(1)));
        }
      }
    }
    Set<Integer> lookedAt = new TreeSet<>();
    for (Endpoint endpoint : endpoints()) {
      lookedAt.add(endpoint.address().getPort());
    }
    assertEquals(written, lookedAt);
  }

  @Test
  public void everyServerListensOnLoopback() throws Exception {
    for (Endpoint endpoint : endpoints()) {
      assertEquals(endpoint.setting(), "127.0.0.1", endpoint.address().getHostString());
    }
  }

  @Test
  public void allIsWhatTheOtherRolesAreTogether() throws Exception {
    Configuration conf = SiteFiles.load(SiteFiles.DIRECTORY);
    List<Endpoint> together = new ArrayList<>(Endpoint.of(Role.HDFS, conf));
    together.addAll(Endpoint.of(Role.YARN, conf));
    together.addAll(Endpoint.of(Role.HIVE, conf));
    assertEquals(Endpoint.of(Role.ALL, conf), together);
  }

  private static List<Endpoint> endpoints() throws Exception {
    Configuration conf = SiteFiles.load(SiteFiles.DIRECTORY);
    List<Endpoint> endpoints = new ArrayList<>(Endpoint.of(Role.ALL, conf));
    endpoints.addAll(Endpoint.of(Role.OOZIE, conf));
    return endpoints;
  }

  @Test
  public void aSettingThatIsMissingIsNamed() {
    Configuration conf = new Configuration(false);
    conf.set("fs.defaultFS", "hdfs://127.0.0.1:18020");
    SandboxException e = assertThrows(SandboxException.class, () -> Endpoint.of(Role.HDFS, conf));
    assertEquals(
        "Cannot start the sandbox: dfs.namenode.http-address is null, because it needs a port",
        e.getMessage());
  }

  @Test
  public void aFileSystemWithoutAPortIsNamed() {
    Configuration conf = new Configuration(false);
    conf.set("fs.defaultFS", "file:///");
    SandboxException e = assertThrows(SandboxException.class, () -> Endpoint.of(Role.HDFS, conf));
    assertEquals(
        "Cannot start the sandbox: fs.defaultFS is file:///, because it needs a port",
        e.getMessage());
  }
}
