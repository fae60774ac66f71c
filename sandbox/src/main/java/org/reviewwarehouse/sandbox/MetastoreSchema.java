package org.reviewwarehouse.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.derby.tools.ij;

/** The metastore's tables in a Derby database on disk. */
final class MetastoreSchema {
  /**
   * Hive's own script. DataNucleus could create tables as it needs them, but not those of the
   * transactions.
   */
  private static final String SCRIPT = "/metastore/hive-schema-4.0.0.derby.sql";

  private static final long SHUTDOWN_MILLIS = 5_000;

  private final Path database;

  MetastoreSchema(Path database) {
    this.database = database;
  }

  /** Creates it whole or not at all: a start that was cut off leaves only a directory aside. */
  void createIfMissing() throws SandboxException, IOException, SQLException {
    if (Files.exists(database)) {
      return;
    }
    Path draft = database.resolveSibling(database.getFileName() + ".new");
    deleteAll(draft);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    String url = "jdbc:derby:;databaseName=" + draft;
    try (InputStream script = MetastoreSchema.class.getResourceAsStream(SCRIPT);
        Connection connection = DriverManager.getConnection(url + ";create=true")) {
      int errors = ij.runScript(connection, script, "UTF-8", log, "UTF-8");
      if (errors > 0) {
        throw new SandboxException(
            "Cannot create the metastore: "
                + database
                + ", because "
                + errors
                + " statements failed:\n"
                + log.toString(StandardCharsets.UTF_8));
      }
    }
    close(url + ";shutdown=true");
    Files.move(draft, database, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Closes every Derby database of this process, so that the next start has nothing to recover.
   * Derby can wait for half a minute for those that it cuts off: it is left alone then.
   */
  static void shutdown() throws InterruptedException {
    Thread shutdown = new Thread(() -> close("jdbc:derby:;shutdown=true"), "shutdown-derby");
    shutdown.start();
    shutdown.join(SHUTDOWN_MILLIS);
  }

  private static void close(String url) {
    try {
      DriverManager.getConnection(url).close();
    } catch (SQLException e) {
      // Derby reports a clean shutdown as an exception, too.
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    if (Files.exists(directory)) {
      org.apache.commons.io.FileUtils.deleteDirectory(directory.toFile());
    }
  }
}
