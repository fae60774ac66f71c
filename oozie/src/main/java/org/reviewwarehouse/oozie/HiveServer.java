package org.reviewwarehouse.oozie;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HiveServer2 as Oozie asks it for a token: the principal apart from the URL, which has nothing
 * behind the session's variables, as Oozie appends the principal there.
 *
 * @param principal empty where it does not ask for Kerberos
 */
record HiveServer(String url, String principal) {
  private static final Pattern PRINCIPAL = Pattern.compile(";principal=([^;]*)");
  private static final Pattern SECRET =
      Pattern.compile("(?i)[;?#&]\\s*(\\w*(?:password|passwd|pwd|jwt))\\s*=");

  /**
   * Takes a JDBC URL apart.
   *
   * @throws WarehouseException if a secret is in it, as jobs and site files show theirs to
   *     everybody
   */
  static HiveServer of(String jdbc) {
    Matcher secret = SECRET.matcher(jdbc);
    if (secret.find()) {
      throw new WarehouseException(
          "Cannot use warehouse.hive.url: "
              + jdbc.substring(0, secret.start())
              + "..., because it has a "
              + secret.group(1)
              + " in it");
    }
    String url = jdbc.replaceFirst("[?#].*", "");
    Matcher principal = PRINCIPAL.matcher(url);
    if (!principal.find()) {
      return new HiveServer(url, "");
    }
    String rest = url.substring(0, principal.start()) + url.substring(principal.end());
    return new HiveServer(
        rest.matches("jdbc:hive2://[^/;]*") ? rest + "/" : rest, principal.group(1));
  }
}
