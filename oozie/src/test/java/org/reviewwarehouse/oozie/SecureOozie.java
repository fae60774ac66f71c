package org.reviewwarehouse.oozie;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Base64;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;
import org.reviewwarehouse.sandbox.rule.Kdc;

/**
 * What Oozie says of its state once somebody has proved by SPNEGO who that is, and to nobody
 * before. It has no cookie by which Oozie knows each asker again.
 */
final class SecureOozie implements AutoCloseable {
  private static final String NEGOTIATE = "Negotiate ";

  private final HttpServer server;
  private final UserGroupInformation self;
  private volatile String asker;

  SecureOozie(Path keytab) throws IOException {
    Configuration secure = new Configuration(false);
    secure.set("hadoop.security.authentication", "kerberos");
    secure.set("hadoop.security.auth_to_local", "DEFAULT");
    UserGroupInformation.setConfiguration(secure);
    self =
        UserGroupInformation.loginUserFromKeytabAndReturnUGI(
            "HTTP/localhost@" + Kdc.REALM, keytab.toString());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/oozie";
  }

  /** The principal that asked last. */
  String asker() {
    return asker;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String proof = exchange.getRequestHeaders().getFirst("Authorization");
    int code = 200;
    if (proof != null && proof.startsWith(NEGOTIATE)) {
      String reply = accept(proof.substring(NEGOTIATE.length()));
      exchange.getResponseHeaders().set("WWW-Authenticate", NEGOTIATE + reply);
    } else if (asker == null) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Negotiate");
      code = 401;
    }
    String path = exchange.getRequestURI().getPath();
    String text = path.endsWith("/versions") ? "[0,1,2]" : "{\"systemMode\":\"NORMAL\"}";
    byte[] body = code == 200 ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String accept(String token) throws IOException {
    PrivilegedExceptionAction<byte[]> accept =
        () -> {
          GSSManager manager = GSSManager.getInstance();
          Oid[] ways = {new Oid("1.3.6.1.5.5.2"), new Oid("1.2.840.113554.1.2.2")};
          GSSContext context =
              manager.createContext(
                  manager.createCredential(
                      null, GSSCredential.INDEFINITE_LIFETIME, ways, GSSCredential.ACCEPT_ONLY));
          byte[] given = Base64.getDecoder().decode(token);
          byte[] reply = context.acceptSecContext(given, 0, given.length);
          asker = context.getSrcName().toString();
          return reply;
        };
    try {
      return Base64.getEncoder().encodeToString(self.doAs(accept));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
