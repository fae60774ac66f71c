package org.reviewwarehouse.sandbox;

import com.google.inject.Guice;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.oozie.action.hadoop.LauncherMain;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.server.EmbeddedOozieServer;
import org.apache.oozie.server.guice.OozieGuiceModule;

/** Oozie with its database on Derby, and on HDFS the libraries that its launchers need. */
final class Oozie implements Servers {
  private final Path confDirectory;
  private final Path data;
  private final Configuration conf;

  Oozie(Path confDirectory, Path data, Configuration conf) {
    this.confDirectory = confDirectory;
    this.data = data;
    this.conf = conf;
  }

  @Override
  public void start(Board board) throws Exception {
    Path home = data.resolve("oozie");
    Path logs = data.resolve("logs");
    Files.createDirectories(home.resolve("jsp"));
    Files.createDirectories(logs);
    System.setProperty("oozie.home.dir", home.toString());
    System.setProperty("oozie.config.dir", confDirectory.toString());
    System.setProperty("oozie.data.dir", home.toString());
    System.setProperty("oozie.log.dir", logs.toString());
    System.setProperty("oozie.log4j.file", "oozie-log4j.properties");
    Hdfs.await(conf);
    installLibraries();
    EmbeddedOozieServer server =
        Guice.createInjector(new OozieGuiceModule()).getInstance(EmbeddedOozieServer.class);
    server.setup();
    server.start();
    OozieClient client = new OozieClient(conf.get("oozie.base.url"));
    Wait.until("Oozie", () -> client.getSystemMode() == OozieClient.SYSTEM_MODE.NORMAL);
    board.up("Oozie");
  }

  /** Puts what every launcher loads beside a job's own libraries where Oozie looks for it. */
  private void installLibraries() throws IOException, URISyntaxException {
    FileSystem files = FileSystem.get(conf);
    var shared =
        new org.apache.hadoop.fs.Path("/user/" + System.getProperty("user.name") + "/share/lib");
    if (files.globStatus(new org.apache.hadoop.fs.Path(shared, "lib_*/oozie/*.jar")).length > 0) {
      return;
    }
    String now = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss"));
    var next = new org.apache.hadoop.fs.Path(shared, "next");
    files.delete(next, true);
    for (Class<?> each : new Class<?>[] {LauncherMain.class, OozieClient.class}) {
      Path jar = Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI());
      files.copyFromLocalFile(
          new org.apache.hadoop.fs.Path(jar.toUri()),
          new org.apache.hadoop.fs.Path(next, "oozie/" + jar.getFileName()));
    }
    files.rename(next, new org.apache.hadoop.fs.Path(shared, "lib_" + now));
  }

  /** Its database is made to be cut off; Derby mends it at the next start. */
  @Override
  public void stop() {}
}
