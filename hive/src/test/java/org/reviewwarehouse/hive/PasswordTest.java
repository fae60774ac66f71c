package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.apache.log4j.Level;
import org.apache.log4j.LogManager;
import org.apache.log4j.Logger;
import org.apache.log4j.PatternLayout;
import org.apache.log4j.WriterAppender;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PasswordTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration configuration = new Configuration();

  private Path file(String text, String mode) throws IOException {
    Path file = folder.newFile().toPath();
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    configuration.set(Password.FILE, file.toUri().toString());
    return file;
  }

  private void store(String password) throws IOException {
    configuration.set(
        Password.STORE, "localjceks://file" + folder.getRoot().toPath().resolve("store.jceks"));
    CredentialProvider store = CredentialProviderFactory.getProviders(configuration).get(0);
    store.createCredentialEntry(Password.ALIAS, password.toCharArray());
    store.flush();
  }

  private String refusal() {
    return assertThrows(WarehouseException.class, () -> Password.of(configuration)).getMessage();
  }

  @Test
  public void withoutAnyItIsEmpty() throws Exception {
    assertEquals("", Password.of(configuration));
  }

  @Test
  public void itComesFromACredentialStore() throws Exception {
    store("s3cret");
    assertEquals("s3cret", Password.of(configuration));
  }

  @Test
  public void itComesFromTheFirstLineOfAFileThatOnlyItsOwnerReads() throws Exception {
    file("s3cret, with a blank \n", "rw-------");
    assertEquals("s3cret, with a blank ", Password.of(configuration));
    file("other", "r--------");
    store("s3cret");
    assertEquals("other", Password.of(configuration));
  }

  @Test
  public void aFileThatOthersCanReadIsRefused() throws Exception {
    for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Path file = file("s3cret\n", mode);
      assertTrue(
          refusal(),
          refusal()
              .matches(
                  "Cannot use password file: file:/.*"
                      + file.getFileName()
                      + ", because its mode is 6[024][04], and others must not read it; chmod it to"
                      + " 600"));
    }
  }

  @Test
  public void aFileThatIsNoneOrHasNoPasswordIsRefused() throws Exception {
    file("\ns3cret\n", "rw-------");
    assertTrue(refusal(), refusal().endsWith(", because its first line is empty"));
    file("s".repeat(5000), "rw-------");
    assertTrue(refusal(), refusal().endsWith(", because it is no file of a line"));
    configuration.set(Password.FILE, folder.getRoot().toURI().toString());
    assertTrue(refusal(), refusal().endsWith(", because it is no file of a line"));
    configuration.set(Password.FILE, "file:///nowhere/password");
    assertEquals(
        "Cannot use password file: file:/nowhere/password, because there is no such file",
        refusal().replace("file:///", "file:/"));
  }

  @Test
  public void oneInClearTextIsRefusedAndNotShown() throws Exception {
    store("other");
    configuration.set(Password.ALIAS, "s3cret");
    assertEquals(
        "Cannot use property: warehouse.hive.password, because it is in clear text there; put it"
            + " into a credential store (hadoop.security.credential.provider.path) or a file of"
            + " mode 600 (warehouse.hive.password.file)",
        refusal());
  }

  @Test
  public void neitherAFailureNorALogOfAllShowsIt() throws Exception {
    file("s3cret\n", "rw-------");
    StringWriter log = new StringWriter();
    WriterAppender appender = new WriterAppender(new PatternLayout("%p %c %m%n%throwable"), log);
    Logger root = LogManager.getRootLogger();
    Level before = root.getLevel();
    root.addAppender(appender);
    root.setLevel(Level.ALL);
    Logger.getLogger("org.apache.hive.jdbc").setLevel(Level.ALL);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      configuration.set(Settings.URL, "jdbc:hive2://127.0.0.1:" + closedPort() + "/");
      String[] args = {"sql", "-e", "SELECT 1"};
      assertEquals(1, Main.run(args, configuration, out, out));
    } finally {
      root.setLevel(before);
      root.removeAppender(appender);
      Logger.getLogger("org.apache.hive.jdbc").setLevel(null);
    }
    String all = log + said.toString(StandardCharsets.UTF_8);
    assertTrue(all, all.contains("Cannot reach HiveServer2: jdbc:hive2://127.0.0.1:"));
    assertTrue("the driver has logged", log.toString().contains("org.apache.hive.jdbc"));
    assertFalse(all, all.contains("s3cret"));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
