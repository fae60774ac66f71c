package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

/** What is refused before any server is asked; {@link KerberosIT} has the rest. */
public class LoginTest {
  private final Configuration configuration = new Configuration();

  private String refusal() {
    return assertThrows(WarehouseException.class, () -> Login.with(configuration)).getMessage();
  }

  @Test
  public void withoutSettingsNobodyIsLoggedIn() {
    Login.with(configuration);
  }

  @Test
  public void aPrincipalNeedsAKeytab() {
    configuration.set(Login.PRINCIPAL, "etl@EXAMPLE.COM");
    assertEquals(
        "Cannot log in: etl@EXAMPLE.COM, because warehouse.kerberos.principal and"
            + " warehouse.kerberos.keytab go together",
        refusal());
  }

  @Test
  public void aKeytabIsOfNoUseWhereHadoopDoesNotAskForKerberos() {
    configuration.set(Login.PRINCIPAL, "etl@EXAMPLE.COM");
    configuration.set(Login.KEYTAB, "/etc/etl.keytab");
    assertEquals(
        "Cannot log in: etl@EXAMPLE.COM, because hadoop.security.authentication is not kerberos",
        refusal());
  }
}
