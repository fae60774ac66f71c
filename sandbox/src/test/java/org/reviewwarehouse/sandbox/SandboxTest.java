package org.reviewwarehouse.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SandboxTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Before
  public void chooseData() {
    System.setProperty(Sandbox.DATA, "/chosen/data");
  }

  @After
  public void forgetData() {
    System.clearProperty(Sandbox.DATA);
  }

  @Test
  public void everythingTheServersKeepIsUnderTheDataDirectory() throws Exception {
    Configuration conf = SiteFiles.load(SiteFiles.DIRECTORY);
    for (String setting :
        List.of(
            "dfs.namenode.name.dir",
            "dfs.datanode.data.dir",
            "yarn.nodemanager.local-dirs",
            "yarn.nodemanager.log-dirs",
            "hive.exec.local.scratchdir",
            "hive.downloaded.resources.dir")) {
      String value = conf.get(setting);
      assertTrue(setting + "=" + value, value.startsWith("/chosen/data/"));
    }
    assertEquals(
        "jdbc:derby:;databaseName=/chosen/data/hive/metastore",
        conf.get("javax.jdo.option.ConnectionURL"));
  }

  @Test
  public void clientsNeedNothingThatOnlyTheServersKnow() throws Exception {
    System.clearProperty(Sandbox.DATA);
    Configuration conf = SiteFiles.load(SiteFiles.DIRECTORY);
    for (String setting :
        List.of(
            "fs.defaultFS",
            "hadoop.tmp.dir",
            "yarn.application.classpath",
            "mapreduce.application.classpath",
            "yarn.app.mapreduce.am.staging-dir")) {
      String value = conf.get(setting);
      assertTrue(setting + "=" + value, !value.contains(Sandbox.DATA));
    }
  }

  @Test
  public void siteFilesThatAreNotOnTheClassPathAreRefused() throws Exception {
    Sandbox sandbox =
        new Sandbox(Role.HDFS, folder.newFolder().toPath(), folder.newFolder().toPath());
    SandboxException e = assertThrows(SandboxException.class, sandbox::start);
    assertTrue(
        e.getMessage(), e.getMessage().contains("because the class path has core-site.xml from"));
  }
}
