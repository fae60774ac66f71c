package org.reviewwarehouse.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;

/** The checkout's conf/sandbox. */
final class SiteFiles {
  static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  static final Path DIRECTORY = CHECKOUT.resolve("conf/sandbox");

  private SiteFiles() {}

  static List<Path> all(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith("-site.xml")).sorted().toList();
    }
  }

  /** Only what the files of this directory say, without Hadoop's defaults. */
  static Configuration load(Path directory) throws IOException {
    Configuration conf = new Configuration(false);
    all(directory).forEach(file -> conf.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
    return conf;
  }

  /** What a client sees: Hadoop's defaults, then all files but the one of HiveServer2. */
  static Configuration client(Path directory) throws IOException {
    Configuration conf = new JobConf();
    all(directory).stream()
        .filter(file -> !file.endsWith("hive-site.xml"))
        .forEach(file -> conf.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
    return conf;
  }
}
