package org.reviewwarehouse.mapreduce;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Who a program is where the cluster asks for Kerberos: with a keytab the principal of the
 * settings, else whom {@code kinit} has logged in, or whose tokens the process was given.
 */
final class Login {
  private Login() {}

  /**
   * Logs the process in, if the settings have a keytab.
   *
   * @throws WarehouseException if it cannot be
   */
  static void with(Configuration configuration) {
    String principal = configuration.getTrimmed(Settings.KERBEROS_PRINCIPAL, "");
    String keytab = configuration.getTrimmed(Settings.KERBEROS_KEYTAB, "");
    if (principal.isEmpty() && keytab.isEmpty()) {
      return;
    }
    if (principal.isEmpty() || keytab.isEmpty()) {
      throw wrong(
          principal + keytab,
          Settings.KERBEROS_PRINCIPAL + " and " + Settings.KERBEROS_KEYTAB + " go together");
    }
    UserGroupInformation.setConfiguration(configuration);
    if (!UserGroupInformation.isSecurityEnabled()) {
      throw wrong(principal, "hadoop.security.authentication is not kerberos");
    }
    try {
      UserGroupInformation.loginUserFromKeytab(principal, keytab);
    } catch (IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw wrong(
          principal, cause.getMessage() + " (" + Settings.KERBEROS_KEYTAB + "=" + keytab + ")");
    }
  }

  private static WarehouseException wrong(String who, String reason) {
    return new WarehouseException(
        WarehouseException.Code.FAILED, "Cannot log in: " + who + ", because " + reason);
  }
}
