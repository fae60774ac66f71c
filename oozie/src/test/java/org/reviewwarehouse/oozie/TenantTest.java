package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TenantTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path tenants;

  @Before
  public void copyOfTheExamples() throws Exception {
    tenants = folder.getRoot().toPath();
    for (String name : List.of("acme", "globex")) {
      Files.createDirectories(tenants.resolve(name));
      Files.copy(
          Path.of("../conf/tenants/" + name + "/job.properties"),
          tenants.resolve(name + "/job.properties"));
    }
  }

  @Test
  public void theExamplesAreRight() throws Exception {
    Tenant globex = Tenant.read(tenants, "globex");
    assertEquals("/tenants/globex", globex.root());
    assertEquals(List.of("product_reviews"), globex.feeds());
    assertEquals(
        Map.of(
            "warehouse.root", "/tenants/globex",
            "warehouse.hive.database", "globex",
            "warehouse.mart.review_filter", "verified_purchase"),
        globex.site());
    assertEquals("globex@sandbox.localhost", globex.parameters().get("mail"));
    assertTrue(
        Tenant.read(tenants, "acme").parameters().keySet().containsAll(List.of("start", "end")));
  }

  @Test
  public void aBundleMayBeginLater() throws Exception {
    Tenant later = Tenant.read(tenants, "acme").from(LocalDate.parse("2026-01-31"));
    assertEquals("2026-01-31T00:00Z", later.parameters().get("start"));
    assertEquals(
        "Cannot use property of acme: end=2035-01-01T00:00Z, because no day is left from"
            + " 2035-01-01 on ("
            + tenants.resolve("acme/job.properties")
            + ")",
        assertThrows(WarehouseException.class, () -> later.from(LocalDate.parse("2035-01-01")))
            .getMessage());
  }

  @Test
  public void aBundleThatBeginsLaterPutsNothingOff() throws Exception {
    assertEquals("2015-09-29T00:00 2015-09-05T00:00", mergedAndExpiredFirst("2015-08-29"));
    assertEquals("2015-09-29T00:00 2015-09-26T00:00", mergedAndExpiredFirst("2015-09-25"));
    assertEquals("2015-09-29T00:00 2015-10-03T00:00", mergedAndExpiredFirst("2015-09-29"));
    assertEquals("2015-10-29T00:00 2015-10-03T00:00", mergedAndExpiredFirst("2015-09-30"));
    assertEquals("2016-02-29T00:00 2016-02-27T00:00", mergedAndExpiredFirst("2016-02-27"));
    assertEquals("2016-03-29T00:00 2016-03-05T00:00", mergedAndExpiredFirst("2016-03-01"));
  }

  /** Of a bundle of acme, which has begun on 2015-08-29, that begins from a day on. */
  private String mergedAndExpiredFirst(String from) throws Exception {
    Tenant acme = Tenant.read(tenants, "acme").from(LocalDate.parse(from));
    return acme.firstReconcile() + " " + acme.firstExpire();
  }

  @Test
  public void whatTheAppsHaveADefaultForMayBeSet() throws Exception {
    Path file = tenants.resolve("acme/job.properties");
    String options = "-Xmx800m -XX:+UseParallelGC -Djava.io.tmpdir=/data/tmp";
    Files.writeString(
        file, Files.readString(file) + "\nifAny=true\nlauncherOptions=" + options + "\n");
    Map<String, String> parameters = Tenant.read(tenants, "acme").parameters();
    assertEquals("true", parameters.get("ifAny"));
    assertEquals(options, parameters.get("launcherOptions"));
    refuse("ifAny=yes", "it must be like true|false");
    refuse(
        "launcherOptions=-Xmx800m; rm",
        "it must be like -[A-Za-z0-9:+=._,/-]+( -[A-Za-z0-9:+=._,/-]+)*");
  }

  @Test
  public void whatIsAnothersIsRefused() throws Exception {
    refuse(
        "warehouse.root=/tenants/globex", "it is not apart from /tenants/globex of tenant globex");
    refuse("warehouse.root=/tenants", "it is not apart from /tenants/globex of tenant globex");
    refuse(
        "exportTo=hdfs://other/tenants/globex/raw",
        "it is not apart from /tenants/globex of tenant globex");
    refuse(
        "warehouse.contracts=file:/tenants/globex",
        "it is not apart from /tenants/globex of tenant globex");
    refuse("warehouse.hive.database=globex", "it is that of tenant globex");
  }

  @Test
  public void namesAreStrict() throws Exception {
    refuse("feeds=a;b", "it must be like [a-z][a-z0-9_]{0,99}(,[a-z][a-z0-9_]{0,99})*");
    refuse("warehouse.hive.database=x`", "it must be like [a-z][a-z0-9_]{0,127}");
    refuse("warehouse.root=/a/../b", "it must be like (/[A-Za-z0-9_=+@-][A-Za-z0-9._=+@-]*)+");
    refuse("warehouse.mart.x=${wf:conf}", "a value may not refer to others");
    refuse(
        "recent=true", "daily is true already, and two runs of a feed cannot be at once", "recent");
    refuse("nameNode=hdfs://h", "nothing asks for it", "nameNode");
    refuse(
        "warehouse.hive.password=x",
        "secrets are kept in a Hadoop credential provider, not here",
        "warehouse.hive.password");
    assertEquals(
        "Cannot use tenant: ../x, because its name must be lower-case letters, digits and _",
        assertThrows(WarehouseException.class, () -> Tenant.read(tenants, "../x")).getMessage());
  }

  @Test
  public void whereThePasswordIsMayBeSaidAsItIsNoSecret() throws Exception {
    Path file = tenants.resolve("acme/job.properties");
    Map<String, String> places =
        Map.of(
            "warehouse.hive.password.file", "hdfs://h:1/user/acme/hive.password",
            "hadoop.security.credential.provider.path", "jceks://hdfs@h:1/user/acme/secret.jceks");
    String lines = "";
    for (Map.Entry<String, String> place : places.entrySet()) {
      lines += place.getKey() + "=" + place.getValue() + "\n";
    }
    Files.writeString(file, Files.readString(file) + "\n" + lines);
    Tenant acme = Tenant.read(tenants, "acme");
    assertTrue(acme.site().entrySet().containsAll(places.entrySet()));
    assertTrue(acme.parameters().keySet().stream().noneMatch(places::containsKey));
    refuse(
        "warehouse.hive.password.file=s3cret!",
        "it must be like ([a-z][a-z0-9+.-]*://[A-Za-z0-9._:@-]*)?"
            + "(/[A-Za-z0-9_=+@-][A-Za-z0-9._=+@-]*)+");
  }

  private void refuse(String line, String reason) throws Exception {
    refuse(line, reason, line);
  }

  private void refuse(String line, String reason, String what) throws Exception {
    Path file = tenants.resolve("acme/job.properties");
    String before = Files.readString(file);
    Files.writeString(file, before + "\n" + line + "\n");
    assertEquals(
        "Cannot use property of acme: " + what + ", because " + reason + " (" + file + ")",
        assertThrows(WarehouseException.class, () -> Tenant.read(tenants, "acme")).getMessage());
    Files.writeString(file, before);
  }
}
