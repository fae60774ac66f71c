package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DeployTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Before
  public void cluster() {
    configuration.set(Settings.HIVE_URL, "jdbc:hive2://h:1/");
    configuration.set("yarn.resourcemanager.address", "h:2");
  }

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private final Configuration configuration = new Configuration(false);

  private int deploy(Path apps, String tenant) {
    configuration.set("fs.defaultFS", "file:///");
    configuration.set("fs.file.impl", "org.apache.hadoop.fs.LocalFileSystem");
    configuration.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.LocalFs");
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
    Configuration site = deployedSite("acme");
    assertEquals("/tenants/acme", site.get("warehouse.root"));
    assertEquals("acme", site.get("warehouse.hive.database"));
    assertEquals("jdbc:hive2://h:1/", site.get("warehouse.hive.url"));
    assertEquals(null, site.get("mail"));
  }

  @Test
  public void whoTheJobsAreForHiveIsDeployedButNoSecret() throws Exception {
    Path apps = PackedCopy.in(folder.newFolder("apps").toPath());
    configuration.set("warehouse.hive.user", "etl");
    configuration.set("warehouse.hive.password.file", "hdfs://h:1/user/etl/hive.password");
    configuration.set("warehouse.hive.password", "s3cret");
    assertEquals(err.toString(), 0, deploy(apps, "acme"));
    Configuration site = deployedSite("acme");
    assertEquals("etl", site.get("warehouse.hive.user"));
    assertEquals("hdfs://h:1/user/etl/hive.password", site.get("warehouse.hive.password.file"));
    assertEquals(null, site.get("warehouse.hive.password"));

    configuration.set(Settings.HIVE_URL, "jdbc:hive2://h:1/;password=s3cret");
    assertEquals(1, deploy(apps, "acme"));
    assertEquals(
        "Cannot use warehouse.hive.url: jdbc:hive2://h:1/..., because it has a password in it\n",
        err.toString());
  }

  private Configuration deployedSite(String tenant) throws Exception {
    Path deployed = folder.getRoot().toPath().resolve("deployed/" + tenant);
    String version = Files.readString(deployed.resolve("current")).strip();
    Configuration site = new Configuration(false);
    site.addResource(
        new org.apache.hadoop.fs.Path(
            deployed.resolve("versions/" + version + "/warehouse-site.xml").toUri()));
    return site;
  }

  @Test
  public void settingsOfTheMartsAreThoseOfAllUnlessTheTenantHasItsOwn() throws Exception {
    Path apps = PackedCopy.in(folder.newFolder("apps").toPath());
    configuration.set("warehouse.mart.alert_minimum_reviews", "7");
    configuration.set("warehouse.mart.review_filter", "helpful_votes > 0");
    configuration.set("warehouse.refresh.parallel", "3");
    assertEquals(err.toString(), 0, deploy(apps, "globex"));
    Map<String, String> site = new TreeMap<>();
    deployedSite("globex").forEach(each -> site.put(each.getKey(), each.getValue()));
    assertEquals(
        Map.of(
            "warehouse.hive.database", "globex",
            "warehouse.hive.url", "jdbc:hive2://h:1/",
            "warehouse.mart.alert_minimum_reviews", "7",
            "warehouse.mart.review_filter", "verified_purchase",
            "warehouse.refresh.parallel", "3",
            "warehouse.root", "/tenants/globex"),
        site);
  }

  @Test
  public void jobsAskForATokenOnlyWhereHiveAsksForKerberos() throws Exception {
    Path apps = PackedCopy.in(folder.newFolder("apps").toPath());
    assertEquals(err.toString(), 0, deploy(apps, "acme"));
    Settings settings = new Settings(configuration);
    Tenant acme = Tenant.read(Path.of("../conf/tenants"), "acme");
    assertEquals("true", settings.job(acme).getProperty(Settings.SKIP_CREDENTIALS));

    configuration.set(
        Settings.HIVE_URL, "jdbc:hive2://h:1;ssl=true;principal=hive/_HOST@R;a=b?c=d");
    assertEquals("false", settings.job(acme).getProperty(Settings.SKIP_CREDENTIALS));
    assertEquals("jdbc:hive2://h:1;ssl=true;a=b", settings.job(acme).getProperty("hiveUrl"));
    assertEquals("hive/_HOST@R", settings.job(acme).getProperty("hivePrincipal"));
    assertEquals(
        new HiveServer("jdbc:hive2://h:1/", "hive/h@R"),
        HiveServer.of("jdbc:hive2://h:1;principal=hive/h@R"));
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
            "yesterday-a a",
            "yesterday-b b",
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
