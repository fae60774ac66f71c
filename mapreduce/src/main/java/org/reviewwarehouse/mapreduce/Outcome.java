package org.reviewwarehouse.mapreduce;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What became of a run, as properties for whoever started it. */
final class Outcome {
  private final String file;

  /**
   * @param file on the local disk; null if nobody wants to know
   */
  Outcome(String file) {
    this.file = file;
  }

  /**
   * Writes the file.
   *
   * @param run that was committed; empty if none was
   */
  void write(String outcome, String run, String message) throws IOException {
    if (file == null) {
      return;
    }
    Properties properties = new Properties();
    properties.setProperty("outcome", outcome);
    properties.setProperty("run", run);
    properties.setProperty("message", message);
    try (Writer to = Files.newBufferedWriter(Path.of(file))) {
      properties.store(to, null);
    }
  }
}
