package org.reviewwarehouse.hive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.reviewwarehouse.sandbox.rule.SandboxServers;

/** The servers, and the Hive programs in this process. */
public class Sandbox extends SandboxServers {
  /** A sandbox that all such tests use together, with servers that live in UTC. */
  public Sandbox() {
    super("UTC", true);
  }

  /** A sandbox of its own, whose servers live in that time zone. */
  public Sandbox(String zone) {
    super(zone, false);
  }

  /** What a client with {@link #conf()} first on its class path would see. */
  public Configuration configuration() throws IOException {
    Configuration configuration = new Configuration();
    try (Stream<Path> files = Files.list(conf())) {
      files
          .filter(file -> file.toString().endsWith("-site.xml") && !file.endsWith("hive-site.xml"))
          .forEach(file -> configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
    }
    return configuration;
  }

  /** The sandbox's HDFS. */
  public FileSystem fileSystem() throws IOException {
    return FileSystem.get(configuration());
  }

  /** Runs one of the Hive programs in this process. */
  public Outcome hive(String... args) throws IOException {
    return hive(Map.of(), args);
  }

  /** As {@link #hive(String...)}, with other settings than those of the sandbox. */
  public Outcome hive(Map<String, String> properties, String... args) throws IOException {
    Configuration configuration = configuration();
    properties.forEach(configuration::set);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream toOut = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream toErr = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      int code = Main.run(args, configuration, toOut, toErr);
      toOut.flush();
      toErr.flush();
      return new Outcome(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  /** How a program ended. */
  public record Outcome(int code, String out, String err) {}
}
