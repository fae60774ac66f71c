package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hive.jdbc.HiveConnection;
import org.apache.hive.jdbc.HiveDriver;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.sandbox.rule.Kdc;

/** Clients as processes of their own against a real Kerberos server and a real HiveServer2. */
public class KerberosIT {
  @ClassRule public static final Kdc KDC = new Kdc();
  @ClassRule public static final TemporaryFolder SERVER = new TemporaryFolder();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static SecureHive hive;

  private final Map<String, String> site = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeClass
  public static void startHive() throws Exception {
    hive = SecureHive.start(SERVER.getRoot().toPath().toRealPath(), KDC);
  }

  @AfterClass
  public static void stopHive() throws Exception {
    if (hive != null) {
      hive.close();
    }
  }

  @Before
  public void edgeNode() {
    site.put(Settings.URL, hive.url());
    site.put(Settings.DATABASE, "default");
    environment.put("KRB5CCNAME", "/nowhere");
  }

  @Test
  public void theKeytabSaysWhoAsks() throws Exception {
    site.put(Login.PRINCIPAL, "etl@" + Kdc.REALM);
    site.put(Login.KEYTAB, KDC.keytab("etl").toString());
    assertAsksAs("etl");
  }

  @Test
  public void whoIsLoggedInByKinitAsks() throws Exception {
    environment.put("KRB5CCNAME", KDC.kinit("analyst", KDC.keytab("analyst")).toString());
    assertAsksAs("analyst");
  }

  @Test
  public void inALauncherTheTokenThatOozieGotForTheUserSaysWhoAsks() throws Exception {
    environment.put("HADOOP_TOKEN_FILE_LOCATION", tokenOf("etl").toString());
    assertAsksAs("etl");
  }

  @Test
  public void withoutTicketKeytabAndTokenNobodyAsks() throws Exception {
    Run run = warehouse("sql", "-e", "SELECT logged_in_user()");
    assertEquals(run.output, 1, run.code);
    assertTrue(run.output, run.output.contains("Cannot connect to HiveServer2: " + hive.url()));
  }

  @Test
  public void theJobJarLogsInFromAKeytabToo() throws Exception {
    site.put(Login.PRINCIPAL, "etl@" + Kdc.REALM);
    site.put(Login.KEYTAB, KDC.keytab("etl").toString());
    String[] ledger = {
      "jar", "ledger", "--feed", "product_reviews", "--root", "" + folder.getRoot()
    };
    Run run = warehouse(ledger);
    assertEquals(run.output, 0, run.code);
    site.put(Login.PRINCIPAL, "nobody@" + Kdc.REALM);
    run = warehouse(ledger);
    assertEquals(run.output, 1, run.code);
    assertTrue(
        run.output, run.output.contains("Cannot log in: nobody@" + Kdc.REALM + ", because "));
    assertFalse(run.output, run.output.contains("\tat "));
  }

  private void assertAsksAs(String user) throws Exception {
    Run run = warehouse("sql", "--format", "csv", "-e", "SELECT logged_in_user() AS me");
    assertEquals(run.output, 0, run.code);
    assertTrue(run.output, run.output.lines().toList().contains(user));
  }

  /** As Oozie gets it: with Kerberos for itself, for a user whom it may act for. */
  private Path tokenOf(String user) throws Exception {
    Configuration secure = new Configuration();
    SecureHive.core(folder.getRoot().toPath()).forEach(secure::set);
    Path file = folder.getRoot().toPath().resolve("tokens");
    try {
      UserGroupInformation.setConfiguration(secure);
      UserGroupInformation oozie =
          UserGroupInformation.loginUserFromKeytabAndReturnUGI(
              "oozie@" + Kdc.REALM, KDC.keytab("oozie").toString());
      PrivilegedExceptionAction<String> ask =
          () -> {
            try (Connection connection = new HiveDriver().connect(hive.url(), new Properties())) {
              return ((HiveConnection) connection).getDelegationToken(user, SecureHive.PRINCIPAL);
            }
          };
      Token<TokenIdentifier> token = new Token<>();
      token.decodeFromUrlString(oozie.doAs(ask));
      Credentials credentials = new Credentials();
      credentials.addToken(new Text("HIVE_DELEGATION_TOKEN_" + token.getService()), token);
      credentials.writeTokenStorageFile(
          new org.apache.hadoop.fs.Path(file.toUri()), new Configuration());
      return file;
    } finally {
      UserGroupInformation.reset();
      UserGroupInformation.setConfiguration(new Configuration());
    }
  }

  private record Run(int code, String output) {}

  private Run warehouse(String... arguments) throws Exception {
    Path conf = folder.newFolder().toPath();
    SecureHive.write(conf.resolve("core-site.xml"), SecureHive.core(conf));
    SecureHive.write(conf.resolve("warehouse-site.xml"), site);
    Files.copy(
        Sandbox.home().resolve("conf/cluster/log4j.properties"), conf.resolve("log4j.properties"));
    List<String> command = new ArrayList<>();
    command.add(Sandbox.home().resolve("bin/warehouse").toString());
    command.addAll(List.of("--conf", conf.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("WAREHOUSE_NO_BUILD", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put("JAVA_TOOL_OPTIONS", "-Djava.security.krb5.conf=" + KDC.configuration());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
