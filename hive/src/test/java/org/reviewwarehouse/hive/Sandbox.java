package org.reviewwarehouse.hive;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.rules.ExternalResource;

/**
 * A sandbox for a test class: real HDFS and a real HiveServer2, started with {@code bin/warehouse
 * up} on ports that are free, with data of its own that is gone afterwards. The build must have
 * made the module {@code sandbox} before.
 */
public class Sandbox extends ExternalResource {
  /** Every port of {@code conf/sandbox} is one of these. */
  private static final Pattern PORT = Pattern.compile("\\b180([0-9]{2})\\b");

  private final Path home = home();
  private final String zone;
  private Path folder;

  /** A sandbox whose servers live in UTC. */
  public Sandbox() {
    this("UTC");
  }

  /** A sandbox whose servers live in that time zone. */
  public Sandbox(String zone) {
    this.zone = zone;
  }

  /** The folder of the checkout. */
  public static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("bin/warehouse"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** The folder with this sandbox's site files. */
  public Path conf() {
    return folder.resolve("conf");
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

  @Override
  protected void before() throws Throwable {
    folder = Files.createTempDirectory("warehouse-sandbox");
    Files.createDirectories(conf());
    Map<Path, String> files = new HashMap<>();
    Set<String> endings = new TreeSet<>();
    try (Stream<Path> siteFiles = Files.list(home.resolve("conf/sandbox"))) {
      for (Path file : siteFiles.toList()) {
        files.put(conf().resolve(file.getFileName()), Files.readString(file));
        PORT.matcher(Files.readString(file)).results().forEach(port -> endings.add(port.group(1)));
      }
    }
    String hundred = freeHundred(endings);
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Files.writeString(file.getKey(), PORT.matcher(file.getValue()).replaceAll(hundred + "$1"));
    }
    configure();
    warehouse("--conf", conf().toString(), "up", "--data", data());
  }

  /** Changes the site files before the servers start. */
  protected void configure() throws IOException {}

  /**
   * Finds a hundred of ports, such as 241 for 24100 to 24199, of which all that are needed are
   * free. They stay together, as some are ends of a range, and below those that Linux gives to
   * clients.
   */
  private static String freeHundred(Set<String> endings) throws IOException {
    List<Integer> hundreds = new ArrayList<>(IntStream.range(190, 327).boxed().toList());
    Collections.shuffle(hundreds);
    for (int hundred : hundreds) {
      if (endings.stream().allMatch(ending -> free(Integer.parseInt(hundred + ending)))) {
        return String.valueOf(hundred);
      }
    }
    throw new IOException("no hundred of ports is free");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  protected void after() {
    try {
      warehouse("down", "--data", data());
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot stop the sandbox in " + folder, e);
    }
  }

  /** The folder that holds what this sandbox keeps. */
  public String data() {
    return folder.resolve("data").toString();
  }

  /**
   * Runs {@code bin/warehouse}, as it was built, to its end.
   *
   * @return what it printed
   * @throws IOException if it ends with another code than 0
   */
  public String warehouse(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/warehouse").toString());
    command.addAll(List.of(args));
    Path log = folder.resolve("warehouse.log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("WAREHOUSE_NO_BUILD", "1");
    if (!zone.equals("UTC")) { // stronger than what the launcher says on the command line
      builder.environment().put("_JAVA_OPTIONS", "-Duser.timezone=" + zone);
    }
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      int code = builder.start().waitFor();
      if (code != 0) {
        throw new IOException(command + " ended with " + code + ": " + Files.readString(log));
      }
      return Files.readString(log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
