package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.oozie.client.AuthOozieClient;
import org.apache.oozie.client.OozieClientException;

/**
 * A client of an Oozie that asks for Kerberos. Oozie's own looks into the ticket cache only; this
 * one is whom Hadoop has logged in, also from a keytab.
 */
final class KerberosOozieClient extends AuthOozieClient {
  KerberosOozieClient(String url) {
    super(url, AuthType.KERBEROS.name());
  }

  @Override
  protected HttpURLConnection createConnection(URL url, String method)
      throws IOException, OozieClientException {
    PrivilegedExceptionAction<HttpURLConnection> connect =
        () -> super.createConnection(url, method);
    try {
      return UserGroupInformation.getLoginUser().doAs(connect);
    } catch (UndeclaredThrowableException e) {
      if (e.getCause() instanceof OozieClientException cause) {
        throw cause;
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot ask Oozie any longer, because it was interrupted", e);
    }
  }
}
