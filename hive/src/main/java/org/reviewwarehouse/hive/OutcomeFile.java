package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** What a program found, as properties for whoever started it. */
final class OutcomeFile {
  private OutcomeFile() {}

  static Option option() {
    return Settings.option(
        "outcome", "FILE", "local file of properties to say there what was found");
  }

  /** Writes the file, if one is asked for. */
  static void write(CommandLine line, Map<String, String> found) throws IOException {
    if (!line.hasOption("outcome")) {
      return;
    }
    Properties properties = new Properties();
    properties.putAll(found);
    try (Writer to = Files.newBufferedWriter(Path.of(line.getOptionValue("outcome")))) {
      properties.store(to, null);
    }
  }
}
