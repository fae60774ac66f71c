package org.reviewwarehouse.hive;

import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real files of the feeds, which are not part of the project. */
final class RealData {
  private RealData() {}

  /**
   * The folder of property {@code warehouse.data}, or {@code shared/data} beside a folder above;
   * where there is none, the test is passed over.
   */
  static Path folder() {
    Path folder = find();
    assumeTrue("there are no real files", folder != null);
    return folder;
  }

  private static Path find() {
    String named = System.getProperty("warehouse.data");
    if (named != null) {
      return Path.of(named);
    }
    Path directory = Path.of("").toAbsolutePath();
    for (; directory != null; directory = directory.getParent()) {
      if (Files.isDirectory(directory.resolve("shared/data"))) {
        return directory.resolve("shared/data");
      }
    }
    return null;
  }
}
