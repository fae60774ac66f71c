package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.sandbox.rule.Kdc;

/**
 * A real HiveServer2 that knows nobody without Kerberos, on local disks: what of the sandbox's
 * libraries it takes to log in and to answer a question. Not for marts.
 */
final class SecureHive implements AutoCloseable {
  /** Its own name; clients reach it as {@code localhost}. */
  static final String PRINCIPAL = "hive/localhost@" + Kdc.REALM;

  private static final long PATIENCE_SECONDS = 300;

  /** Hive looks into these. */
  private static final List<String> OPEN =
      List.of(
          "java.lang",
          "java.lang.reflect",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.regex",
          "java.net",
          "java.nio",
          "java.io",
          "java.text",
          "java.time");

  private final int port;
  private final Path log;
  private final Process process;

  private SecureHive(int port, Path log, Process process) {
    this.port = port;
    this.log = log;
    this.process = process;
  }

  static SecureHive start(Path home, Kdc kdc) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path conf = Files.createDirectories(home.resolve("conf"));
    write(conf.resolve("core-site.xml"), core(home));
    write(conf.resolve("hive-site.xml"), hive(home, port, kdc.keytab("hive/localhost")));
    Files.copy(
        Sandbox.home().resolve("conf/sandbox/log4j.properties"), conf.resolve("log4j.properties"));
    Path libraries = Sandbox.home().resolve("sandbox/target");
    Path log = home.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-Djava.security.krb5.conf=" + kdc.configuration(),
            "-Dderby.system.home=" + home));
    OPEN.forEach(each -> command.add("--add-opens=java.base/" + each + "=ALL-UNNAMED"));
    command.addAll(
        List.of(
            "-cp",
            conf + ":" + libraries + "/hadoop-lib/*:" + libraries + "/hive-lib/*",
            "org.apache.hive.service.server.HiveServer2"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(home.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    SecureHive hive = new SecureHive(port, log, builder.start());
    hive.await();
    return hive;
  }

  /** Site files of a server or a client of it: Kerberos, and the local disk as file system. */
  static Map<String, String> core(Path home) {
    Map<String, String> core = new TreeMap<>();
    core.put("fs.defaultFS", "file:///");
    core.put("hadoop.tmp.dir", home.resolve("tmp").toString());
    core.put("hadoop.security.authentication", "kerberos");
    for (String service : List.of("oozie", "hive")) { // may act for others
      core.put("hadoop.proxyuser." + service + ".hosts", "*");
      core.put("hadoop.proxyuser." + service + ".groups", "*");
    }
    return core;
  }

  private static Map<String, String> hive(Path home, int port, Path keytab) {
    Map<String, String> hive = new TreeMap<>();
    hive.put("hive.server2.authentication", "KERBEROS");
    hive.put("hive.server2.authentication.kerberos.principal", PRINCIPAL);
    hive.put("hive.server2.authentication.kerberos.keytab", keytab.toString());
    hive.put("hive.server2.thrift.bind.host", "localhost");
    hive.put("hive.server2.thrift.port", Integer.toString(port));
    hive.put("hive.server2.webui.port", "0");
    hive.put("hive.async.log.enabled", "false");
    hive.put("hive.server2.max.start.attempts", "1");
    hive.put("hive.server2.enable.doAs", "false");
    hive.put("hive.server2.logging.operation.enabled", "false");
    hive.put("hive.server2.tez.initialize.default.sessions", "false");
    hive.put("hive.metastore.event.db.notification.api.auth", "false");
    hive.put("hive.notification.event.poll.interval", "0s");
    hive.put("javax.jdo.option.ConnectionURL", "jdbc:derby:;databaseName=metastore;create=true");
    hive.put("datanucleus.schema.autoCreateAll", "true");
    hive.put("datanucleus.autoStartMechanismMode", "ignored");
    hive.put("hive.metastore.schema.verification", "false");
    hive.put("hive.support.concurrency", "false");
    hive.put("hive.txn.manager", "org.apache.hadoop.hive.ql.lockmgr.DummyTxnManager");
    hive.put("hive.metastore.warehouse.dir", home.resolve("warehouse").toString());
    hive.put("hive.metastore.warehouse.external.dir", home.resolve("external").toString());
    hive.put("hive.exec.scratchdir", home.resolve("scratch").toString());
    hive.put("hive.exec.local.scratchdir", home.resolve("scratch-local").toString());
    return hive;
  }

  static void write(Path file, Map<String, String> properties) throws IOException {
    Configuration site = new Configuration(false);
    properties.forEach(site::set);
    try (OutputStream out = Files.newOutputStream(file)) {
      site.writeXml(out);
    }
  }

  String url() {
    return "jdbc:hive2://localhost:" + port + "/;principal=" + PRINCIPAL;
  }

  private void await() throws Exception {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        List<String> lines;
        try (Stream<String> all = Files.lines(log)) {
          lines = all.toList();
        }
        throw new IllegalStateException(
            "HiveServer2 did not start:\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size())));
      }
      Thread.sleep(200);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("localhost", port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
