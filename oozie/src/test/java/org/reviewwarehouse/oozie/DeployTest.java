package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DeployTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int deploy(Path apps, String tenant) {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.defaultFS", "file:///");
    configuration.set("fs.file.impl", "org.apache.hadoop.fs.LocalFileSystem");
    configuration.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.LocalFs");
    configuration.set("warehouse.hive.url", "jdbc:hive2://h:1/");
    configuration.set(Settings.APPS, folder.getRoot() + "/deployed");
    err.reset();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    String[] args = {
      "deploy", "--tenant", tenant, "--apps", apps.toString(), "--tenants", "../conf/tenants"
    };
    return Main.run(args, configuration, stream, stream);
  }

  @Test
  public void eachDeploymentIsAVersionAndTheLastIsCurrent() throws Exception {
    Path apps = PackedCopy.in(folder.newFolder("apps").toPath());
    assertEquals(err.toString(), 0, deploy(apps, "acme"));
    assertEquals(err.toString(), 0, deploy(apps, "acme"));
    Path acme = folder.getRoot().toPath().resolve("deployed/acme");
    List<String> versions;
    try (Stream<Path> all = Files.list(acme.resolve("versions"))) {
      versions = all.map(version -> version.getFileName().toString()).sorted().toList();
    }
    assertEquals(2, versions.size());
    assertEquals(versions.get(1) + "\n", Files.readString(acme.resolve("current")));
    Path version = acme.resolve("versions/" + versions.get(1));
    assertTrue(Files.exists(version.resolve("lib/classes.jar")));
    Configuration site = new Configuration(false);
    site.addResource(new org.apache.hadoop.fs.Path(version.resolve("warehouse-site.xml").toUri()));
    assertEquals("/tenants/acme", site.get("warehouse.root"));
    assertEquals("acme", site.get("warehouse.hive.database"));
    assertEquals("jdbc:hive2://h:1/", site.get("warehouse.hive.url"));
    assertEquals(null, site.get("mail"));
  }

  @Test
  public void appsWithMistakesAreNotDeployed() throws Exception {
    Path apps = PackedCopy.in(folder.newFolder("apps").toPath());
    Files.delete(apps.resolve("alert/history.hql"));
    assertEquals(1, deploy(apps, "acme"));
    assertTrue(
        err.toString(),
        err.toString()
            .endsWith(
                "Cannot deploy apps: "
                    + apps
                    + ", because of what is wrong with them: see above\n"));
    assertTrue(Files.notExists(folder.getRoot().toPath().resolve("deployed")));
  }

  @Test
  public void aBundleHasTheCoordinatorsOfEachFeed() throws Exception {
    String bundle =
        Bundle.of(Files.readString(Path.of("apps/bundle/bundle.xml")), List.of("a", "b"));
    Path file = folder.newFile("bundle.xml").toPath();
    Files.writeString(file, bundle);
    assertEquals(List.of(), Schemas.BUNDLE.errors(file));
    assertEquals(
        List.of(
            "daily-a a",
            "daily-b b",
            "recent-a a",
            "recent-b b",
            "reconcile-a a",
            "reconcile-b b",
            "expire-a a",
            "expire-b b"),
        Element.read(file).all("coordinator").stream()
            .map(
                each ->
                    each.attribute("name")
                        + " "
                        + each.all("configuration").get(0).properties().get("feed"))
            .toList());
  }
}
