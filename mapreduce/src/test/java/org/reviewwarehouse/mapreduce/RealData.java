package org.reviewwarehouse.mapreduce;

import static org.junit.Assume.assumeTrue;

import java.io.File;

/** Real files of the feeds, which are not part of the project. */
public final class RealData {
  private RealData() {}

  /**
   * The folder of property {@code warehouse.data}, or {@code shared/data} beside a folder above;
   * where there is none, the test is passed over.
   */
  public static File folder() {
    File folder = find();
    assumeTrue("there are no real files", folder != null);
    return folder;
  }

  private static File find() {
    String named = System.getProperty("warehouse.data");
    if (named != null) {
      return new File(named);
    }
    File directory = new File(System.getProperty("basedir", ".")).getAbsoluteFile();
    for (; directory != null; directory = directory.getParentFile()) {
      File data = new File(directory, "shared/data");
      if (data.isDirectory()) {
        return data;
      }
    }
    return null;
  }
}
