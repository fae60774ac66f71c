package org.reviewwarehouse.sandbox.rule;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.kerby.kerberos.kerb.client.KrbClient;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A real Kerberos server on loopback, for a test class. */
public final class Kdc extends ExternalResource {
  public static final String REALM = "EXAMPLE.COM";
  private static final String CONFIGURATION = "java.security.krb5.conf";

  private final TemporaryFolder folder = new TemporaryFolder();
  private SimpleKdcServer server;

  @Override
  protected void before() throws Throwable {
    folder.create();
    server = new SimpleKdcServer();
    server.setKdcRealm(REALM);
    server.setKdcHost("localhost");
    server.setAllowUdp(false);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setKdcTcpPort(free.getLocalPort());
    }
    server.setWorkDir(folder.getRoot());
    server.init();
    server.start();
    System.setProperty(CONFIGURATION, configuration().toString());
  }

  /** The krb5.conf that leads to it. */
  public Path configuration() {
    return folder.getRoot().toPath().resolve("krb5.conf");
  }

  /** The keytab of a principal, such as {@code etl} or {@code HTTP/localhost}. */
  public Path keytab(String principal) throws Exception {
    File keytab = new File(folder.getRoot(), principal.replace('/', '-') + ".keytab");
    if (!keytab.exists()) {
      server.createAndExportPrincipals(keytab, principal + "@" + REALM);
    }
    return keytab.toPath();
  }

  /** The ticket cache that {@code kinit} of a principal would leave. */
  public Path kinit(String principal, Path keytab) throws Exception {
    File cache = new File(folder.getRoot(), principal + ".ticket");
    KrbClient client = server.getKrbClient();
    client.storeTicket(client.requestTgt(principal + "@" + REALM, keytab.toFile()), cache);
    return cache.toPath();
  }

  @Override
  protected void after() {
    System.clearProperty(CONFIGURATION);
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the Kerberos server did not stop", e);
    } finally {
      folder.delete();
    }
  }
}
