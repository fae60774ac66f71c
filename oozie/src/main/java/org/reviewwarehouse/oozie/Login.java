package org.reviewwarehouse.oozie;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.SecurityUtil;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.UserGroupInformation.AuthenticationMethod;

/**
 * Who this client is where the cluster asks for Kerberos: with a keytab the principal of the
 * settings, else whom {@code kinit} has logged in.
 */
final class Login {
  static final String PRINCIPAL = "warehouse.kerberos.principal";
  static final String KEYTAB = "warehouse.kerberos.keytab";

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
    if (!isNeeded(configuration)) {
      throw wrong(principal, "hadoop.security.authentication is not kerberos", null);
    }
    UserGroupInformation.setConfiguration(configuration);
    try {
      UserGroupInformation.loginUserFromKeytab(principal, keytab);
    } catch (IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw wrong(principal, cause.getMessage() + " (" + KEYTAB + "=" + keytab + ")", e);
    }
  }

  /** Whether the cluster asks for Kerberos. */
  static boolean isNeeded(Configuration configuration) {
    return SecurityUtil.getAuthenticationMethod(configuration) == AuthenticationMethod.KERBEROS;
  }

  private static WarehouseException wrong(String who, String reason, Exception cause) {
    return new WarehouseException("Cannot log in: " + who + ", because " + reason, cause);
  }
}
