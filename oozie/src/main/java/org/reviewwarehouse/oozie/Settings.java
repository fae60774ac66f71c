package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;

/** Where Oozie, the cluster and the apps are: the site files on the class path. */
final class Settings {
  /** Address of Oozie's server, such as {@code http://host:11000/oozie}. */
  static final String URL = "warehouse.oozie.url";

  /** Folder on HDFS below which each tenant has its deployed apps. */
  static final String APPS = "warehouse.oozie.apps";

  static final String HIVE_URL = "warehouse.hive.url";

  /** Oozie then asks for none of the tokens that the workflows name: nobody would give it one. */
  static final String SKIP_CREDENTIALS = "oozie.credentials.skip";

  static final String DEFAULT_APPS = "/apps/warehouse";

  private final Configuration configuration;

  Settings(Configuration configuration) {
    this.configuration = configuration;
  }

  static Option appsOption() {
    return Program.option("apps", "DIR", "the packed apps (default: those of the build)");
  }

  static Option tenantsOption() {
    return Program.option("tenants", "DIR", "the tenants' properties (default: conf/tenants)");
  }

  static Option tenantOption() {
    return Program.required("tenant", "T", "the tenant");
  }

  static java.nio.file.Path packed(CommandLine line) {
    return local(line, "apps", "warehouse.apps");
  }

  static java.nio.file.Path tenants(CommandLine line) {
    return local(line, "tenants", "warehouse.tenants");
  }

  /** The launcher says where these are in its checkout. */
  private static java.nio.file.Path local(CommandLine line, String option, String property) {
    String path = line.getOptionValue(option, System.getProperty(property));
    if (path == null) {
      throw new WarehouseException(
          "Cannot find " + option + ", because --" + option + " is missing");
    }
    java.nio.file.Path folder = java.nio.file.Path.of(path);
    if (!Files.isDirectory(folder)) {
      throw new WarehouseException(
          "Cannot read " + option + ": " + path + ", because there is no such directory");
    }
    return folder;
  }

  String url() {
    String url = configuration.getTrimmed(URL);
    if (url == null || url.isEmpty()) {
      throw new WarehouseException(
          "Cannot find Oozie, because warehouse-site.xml on the class path does not set " + URL);
    }
    return url;
  }

  /** A client whose server has answered. */
  OozieClient oozie() {
    OozieClient client =
        Login.isNeeded(configuration) ? new KerberosOozieClient(url()) : new OozieClient(url());
    client.setRetryCount(1);
    try {
      client.getSystemMode();
    } catch (OozieClientException e) {
      throw new WarehouseException("Cannot reach Oozie: " + url() + ", because " + reason(e), e);
    }
    return client;
  }

  private static String reason(OozieClientException failure) {
    String innermost = failure.getMessage();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ConnectException || t instanceof UnknownHostException) {
        return "nothing answers there; start a sandbox with `bin/warehouse up`, or set " + URL;
      }
      innermost = t.getMessage() == null ? innermost : t.getMessage();
    }
    return innermost;
  }

  /** A setting of the cluster. */
  String cluster(String property) {
    String value = configuration.getTrimmed(property);
    if (value == null || value.isEmpty()) {
      throw unknown(property);
    }
    return value;
  }

  private static WarehouseException unknown(String property) {
    return new WarehouseException(
        "Cannot tell the cluster's "
            + property
            + ", because no site file on the class path sets it");
  }

  /** YARN as Oozie is told of it: where there are several ResourceManagers, by their name. */
  String resourceManager() {
    if (configuration.getBoolean(YarnConfiguration.RM_HA_ENABLED, false)) {
      return cluster(YarnConfiguration.RM_CLUSTER_ID);
    }
    String address = cluster(YarnConfiguration.RM_ADDRESS);
    if (address.startsWith("0.0.0.0:")) { // Hadoop's default, which is nobody's address
      throw unknown(YarnConfiguration.RM_HOSTNAME);
    }
    return address;
  }

  Configuration configuration() {
    return configuration;
  }

  FileSystem files() throws IOException {
    return FileSystem.get(configuration);
  }

  /** The folder of a tenant's deployed apps, with scheme and host. */
  Path deployed(String tenant) throws IOException {
    Path path = new Path(configuration.getTrimmed(APPS, DEFAULT_APPS), tenant);
    return files().makeQualified(path);
  }

  /** HiveServer2 of a tenant, by default that of the cluster. */
  HiveServer hive(Tenant tenant) {
    String own = tenant.site().get(HIVE_URL);
    return HiveServer.of(own == null ? cluster(HIVE_URL) : own);
  }

  /** What every job of a tenant is given: its own properties, and where it runs. */
  Properties job(Tenant tenant) throws IOException {
    Properties job = new Properties();
    tenant.parameters().forEach(job::setProperty);
    Path current = new Path(deployed(tenant.name()), Deploy.CURRENT);
    if (!files().exists(current)) {
      throw new WarehouseException(
          "Cannot start a job of: "
              + tenant.name()
              + ", because its apps are not deployed; run `deploy --tenant "
              + tenant.name()
              + "` first");
    }
    String version;
    try (var in = files().open(current)) {
      version = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
    }
    Path apps = new Path(deployed(tenant.name()), "versions/" + version);
    job.setProperty("apps", apps.toString());
    job.setProperty("tenant", tenant.name());
    job.setProperty("root", tenant.root());
    job.setProperty("firstReconcile", tenant.firstReconcile() + "Z");
    job.setProperty("firstExpire", tenant.firstExpire() + "Z");
    // Oozie starts no coordinator whose end comes before its start.
    job.setProperty("reconcile", "" + tenant.firstReconcile().isBefore(tenant.end()));
    job.setProperty("expire", "" + tenant.firstExpire().isBefore(tenant.end()));
    job.setProperty("nameNode", cluster("fs.defaultFS"));
    job.setProperty("resourceManager", resourceManager());
    HiveServer hive = hive(tenant);
    job.setProperty("hiveUrl", hive.url());
    job.setProperty("hivePrincipal", hive.principal());
    job.setProperty(SKIP_CREDENTIALS, Boolean.toString(hive.principal().isEmpty()));
    job.setProperty(
        OozieClient.USER_NAME, UserGroupInformation.getCurrentUser().getShortUserName());
    job.setProperty(OozieClient.LIBPATH, apps + "/lib");
    job.setProperty(OozieClient.USE_SYSTEM_LIBPATH, "true");
    return job;
  }
}
