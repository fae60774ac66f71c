package org.reviewwarehouse.hive;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Who the program is where Hadoop and Hive ask for Kerberos: with a keytab the principal of the
 * settings, else whom {@code kinit} has logged in. A launcher of Oozie has neither, but tokens,
 * which Oozie has got for the user of the job.
 */
final class Login {
  static final String PRINCIPAL = "warehouse.kerberos.principal";
  static final String KEYTAB = "warehouse.kerberos.keytab";

  private static final Text TOKEN_KIND = new Text("HIVE_DELEGATION_TOKEN");
  private static final Text TOKEN_SERVICE = new Text("hiveserver2ClientToken");

  private Login() {}

  /**
   * Logs the process in, if the settings have a keytab.
   *
   * @throws WarehouseException if it cannot be
   */
  static void with(Configuration configuration) {
    String principal = configuration.getTrimmed(PRINCIPAL, "");
    String keytab = configuration.getTrimmed(KEYTAB, "");
    if (principal.isEmpty() && keytab.isEmpty()) {
      return;
    }
    if (principal.isEmpty() || keytab.isEmpty()) {
      throw wrong(principal + keytab, PRINCIPAL + " and " + KEYTAB + " go together", null);
    }
    UserGroupInformation.setConfiguration(configuration);
    if (!UserGroupInformation.isSecurityEnabled()) {
      throw wrong(principal, "hadoop.security.authentication is not kerberos", null);
    }
    try {
      UserGroupInformation.loginUserFromKeytab(principal, keytab);
    } catch (IOException e) {
      throw wrong(principal, Causes.innermost(e) + " (" + KEYTAB + "=" + keytab + ")", e);
    }
  }

  /** Whether the process was given a token for HiveServer2. */
  static boolean hasToken() throws IOException {
    return UserGroupInformation.getCurrentUser().getTokens().stream()
        .anyMatch(
            token ->
                TOKEN_KIND.equals(token.getKind()) && TOKEN_SERVICE.equals(token.getService()));
  }

  private static WarehouseException wrong(String who, String reason, Exception cause) {
    return new WarehouseException("Cannot log in: " + who + ", because " + reason, cause);
  }
}
