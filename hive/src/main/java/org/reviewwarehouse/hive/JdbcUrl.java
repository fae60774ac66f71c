package org.reviewwarehouse.hive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said and changed in the URL of HiveServer2, {@code jdbc:hive2://host/db;a=b?c=d#e=f}. */
final class JdbcUrl {
  private static final String BEGIN = "jdbc:hive2://";
  private static final Pattern PARTS =
      Pattern.compile("(jdbc:hive2://[^/;?#]*)(/?[^;?#]*)([^?#]*)(.*)");

  /**
   * A URL is printed and logged; names of paths to secrets, as storePasswordPath, end otherwise.
   */
  private static final Pattern SECRET =
      Pattern.compile("(?i)[;?#&]\\s*(\\w*(?:password|passwd|pwd|jwt))\\s*=");

  private static final Pattern PRINCIPAL = Pattern.compile(";principal=[^;]*");
  private static final Pattern HOW_TO_LOG_IN =
      Pattern.compile(";(principal|auth|kerberosAuthType)=[^;]*");

  private JdbcUrl() {}

  /**
   * The URL, which is one of Hive and says no password.
   *
   * @throws WarehouseException otherwise, without what is secret in it
   */
  static String check(String url) {
    Matcher secret = SECRET.matcher(url);
    if (secret.find()) {
      throw new WarehouseException(
          "Cannot use url: "
              + url.substring(0, secret.start())
              + "..., because it has a "
              + secret.group(1)
              + " in it; that of the user is kept under "
              + Password.ALIAS
              + " or in "
              + Password.FILE
              + ", those of key stores in a credential store that storePasswordPath names");
    }
    if (!url.startsWith(BEGIN)) {
      throw new WarehouseException(
          "Cannot use url: " + url + ", because it does not begin with " + BEGIN);
    }
    return url;
  }

  /** The driver takes the time only from the URL, with what else stands before its {@code ?}. */
  static String withTimeout(String url, int seconds) {
    Matcher parts = PARTS.matcher(url);
    if (seconds <= 0 || !parts.matches() || parts.group(3).contains(";socketTimeout=")) {
      return url;
    }
    return with(parts, parts.group(3), "socketTimeout=" + seconds * 1000L);
  }

  /** Whether the server is asked for with Kerberos. */
  static boolean hasPrincipal(String url) {
    Matcher parts = PARTS.matcher(url);
    return parts.matches() && PRINCIPAL.matcher(parts.group(3)).find();
  }

  /** The URL by which a delegation token takes the place of a Kerberos ticket. */
  static String withToken(String url) {
    Matcher parts = PARTS.matcher(url);
    return parts.matches()
        ? with(parts, HOW_TO_LOG_IN.matcher(parts.group(3)).replaceAll(""), "auth=delegationToken")
        : url;
  }

  private static String with(Matcher parts, String variables, String more) {
    String path = parts.group(2).isEmpty() ? "/" : parts.group(2);
    return parts.group(1)
        + path
        + variables
        + (variables.endsWith(";") ? "" : ";")
        + more
        + parts.group(4);
  }
}
