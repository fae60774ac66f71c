package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.oozie.client.OozieClient;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.reviewwarehouse.sandbox.rule.Kdc;

public class LoginTest {
  @ClassRule public static final Kdc KDC = new Kdc();

  private final Configuration configuration = new Configuration(false);

  @Before
  public void secureCluster() {
    configuration.set("hadoop.security.authentication", "kerberos");
    configuration.set("hadoop.security.auth_to_local", "DEFAULT");
  }

  @After
  public void forget() {
    UserGroupInformation.reset();
    UserGroupInformation.setConfiguration(new Configuration(false));
  }

  private String refusal() {
    return assertThrows(WarehouseException.class, () -> Login.with(configuration)).getMessage();
  }

  @Test
  public void theKeytabSaysWhoAsksOozie() throws Exception {
    Path server = KDC.keytab("HTTP/localhost");
    configuration.set(Login.PRINCIPAL, "etl@" + Kdc.REALM);
    configuration.set(Login.KEYTAB, KDC.keytab("etl").toString());
    try (SecureOozie oozie = new SecureOozie(server)) {
      configuration.set(Settings.URL, oozie.url());
      Login.with(configuration);
      OozieClient client = new Settings(configuration).oozie();
      assertEquals(OozieClient.SYSTEM_MODE.NORMAL, client.getSystemMode());
      assertEquals("etl@" + Kdc.REALM, oozie.asker());
    }
    assertEquals("etl", UserGroupInformation.getCurrentUser().getShortUserName());
  }

  @Test
  public void withoutATicketOozieIsNotReached() throws Exception {
    String url;
    try (SecureOozie oozie = new SecureOozie(KDC.keytab("HTTP/localhost"))) {
      url = oozie.url();
      configuration.set(Settings.URL, url);
      assertTrue(
          unreached(),
          unreached()
              .startsWith(
                  "Cannot reach Oozie: " + url + ", because No valid credentials provided"));
    }
    for (String authentication : List.of("kerberos", "simple")) {
      configuration.set("hadoop.security.authentication", authentication);
      assertEquals(
          "Cannot reach Oozie: "
              + url
              + ", because nothing answers there; start a sandbox with `bin/warehouse up`, or set"
              + " warehouse.oozie.url",
          unreached());
    }
  }

  private String unreached() {
    return assertThrows(WarehouseException.class, () -> new Settings(configuration).oozie())
        .getMessage();
  }

  @Test
  public void whatCannotLogInIsToldWithItsKeytab() throws Exception {
    Path keytab = KDC.keytab("other");
    configuration.set(Login.PRINCIPAL, "nobody@" + Kdc.REALM);
    assertEquals(
        "Cannot log in: nobody@EXAMPLE.COM, because warehouse.kerberos.principal and"
            + " warehouse.kerberos.keytab go together",
        refusal());
    configuration.set(Login.KEYTAB, keytab.toString());
    assertTrue(refusal(), refusal().startsWith("Cannot log in: nobody@EXAMPLE.COM, because "));
    assertTrue(refusal(), refusal().endsWith(" (warehouse.kerberos.keytab=" + keytab + ")"));
    configuration.set("hadoop.security.authentication", "simple");
    assertEquals(
        "Cannot log in: nobody@EXAMPLE.COM, because hadoop.security.authentication is not kerberos",
        refusal());
  }
}
