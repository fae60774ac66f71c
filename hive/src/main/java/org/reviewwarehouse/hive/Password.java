package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The password for HiveServer2. It is kept where only its owner reads it: in a file of its own or
 * in a Hadoop credential store. Site files are copied, printed and shown by web pages, so one that
 * stands in them is refused.
 */
final class Password {
  /** Its alias in the stores of {@value #STORE}. */
  static final String ALIAS = "warehouse.hive.password";

  /** A file that has it as its first line, any Hadoop path: {@code file:///} is the local disk. */
  static final String FILE = "warehouse.hive.password.file";

  static final String STORE = "hadoop.security.credential.provider.path";

  private static final int OF_OTHERS = 077;
  private static final int MOST_BYTES = 4096;

  private Password() {}

  /**
   * The password, or an empty string where none is kept.
   *
   * @throws WarehouseException if it is kept where others can read it
   */
  static String of(Configuration configuration) throws IOException {
    if (configuration.getRaw(ALIAS) != null) {
      throw new WarehouseException(
          "Cannot use property: "
              + ALIAS
              + ", because it is in clear text there; put it into a credential store ("
              + STORE
              + ") or a file of mode 600 ("
              + FILE
              + ")");
    }
    String file = configuration.getTrimmed(FILE, "");
    if (!file.isEmpty()) {
      return read(new Path(file), configuration);
    }
    char[] kept = configuration.getPasswordFromCredentialProviders(ALIAS);
    return kept == null ? "" : new String(kept);
  }

  private static String read(Path file, Configuration configuration) throws IOException {
    FileSystem files = file.getFileSystem(configuration);
    FileStatus status;
    try {
      status = files.getFileStatus(file);
    } catch (java.io.FileNotFoundException e) {
      throw wrong(file, "there is no such file", e);
    }
    if (!status.isFile() || status.getLen() > MOST_BYTES) {
      throw wrong(file, "it is no file of a line", null);
    }
    int mode = status.getPermission().toShort();
    if ((mode & OF_OTHERS) != 0) {
      throw wrong(
          file,
          "its mode is "
              + Integer.toOctalString(mode)
              + ", and others must not read it; chmod it to 600",
          null);
    }
    try (InputStream in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .filter(line -> !line.isEmpty())
          .orElseThrow(() -> wrong(file, "its first line is empty", null));
    }
  }

  private static WarehouseException wrong(Path file, String reason, Exception cause) {
    return new WarehouseException(
        "Cannot use password file: " + file + ", because " + reason, cause);
  }
}
