package org.reviewwarehouse.sandbox.rule;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import org.junit.rules.ExternalResource;

/**
 * A sandbox for tests: real servers, started with {@code bin/warehouse up} on ports that are free,
 * with data of its own that is gone afterwards. The build must have made the module {@code sandbox}
 * before.
 *
 * <p>Modules compile this file among their own tests. It is no part of the sandbox, and needs JUnit
 * only.
 */
public class SandboxServers extends ExternalResource {
  /** Every port of {@code conf/sandbox} is one of these. */
  private static final Pattern PORT = Pattern.compile("\\b180([0-9]{2})\\b");

  /** No module runs its tests in more processes at once. */
  private static final int MOST_FORKS = 4;

  /** What all test classes of this process use together, once it has been started. */
  private static Path shared;

  private final String zone;
  private final boolean isShared;
  private Path folder;

  /**
   * @param zone the time zone in which the servers live
   * @param isShared one sandbox for all test classes of this process that share: they keep apart by
   *     databases and folders of their own
   */
  protected SandboxServers(String zone, boolean isShared) {
    this.zone = zone;
    this.isShared = isShared;
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

  /** The folder that holds what this sandbox keeps. */
  public String data() {
    return folder.resolve("data").toString();
  }

  /** Changes the site files before the servers start. */
  protected void configure() throws IOException {}

  /** What {@code bin/warehouse up} is told besides where its data is. */
  protected List<String> options() {
    return List.of();
  }

  @Override
  protected void before() throws Throwable {
    if (!isShared) {
      start();
      return;
    }
    synchronized (SandboxServers.class) {
      if (shared == null) {
        start();
        shared = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-sandbox"));
      }
      folder = shared;
    }
  }

  @Override
  protected void after() {
    if (!isShared) {
      stop();
    }
  }

  private void start() throws IOException {
    folder = Files.createTempDirectory("warehouse-sandbox");
    Files.createDirectories(conf());
    Map<Path, String> files = new HashMap<>();
    Set<String> endings = new TreeSet<>();
    try (Stream<Path> siteFiles = Files.list(home().resolve("conf/sandbox"))) {
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
    List<String> up = new ArrayList<>(List.of("up", "--data", data()));
    up.addAll(options());
    warehouse(up.toArray(String[]::new));
  }

  private void stop() {
    try {
      warehouse("down", "--data", data());
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop the sandbox in " + folder, e);
    }
  }

  /**
   * Finds a hundred of ports, such as 241 for 24100 to 24199, of which all that are needed are
   * free. They stay together, as some are ends of a range, and below those that Linux gives to
   * clients.
   */
  private static String freeHundred(Set<String> endings) throws IOException {
    // Other processes of the same build take theirs at the same time.
    int fork = Integer.getInteger("test.fork", 1) % MOST_FORKS;
    List<Integer> hundreds =
        new ArrayList<>(
            IntStream.range(190, 327).filter(i -> i % MOST_FORKS == fork).boxed().toList());
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

  /**
   * Runs {@code bin/warehouse} with the site files of this sandbox, as it was built, to its end.
   *
   * @return what it printed
   * @throws IOException if it ends with another code than 0
   */
  public String warehouse(String... args) throws IOException {
    Run run = tryWarehouse(args);
    if (run.code() != 0) {
      throw new IOException(List.of(args) + " ended with " + run.code() + ": " + run.printed());
    }
    return run.printed();
  }

  /** How {@code bin/warehouse} ended, and what it printed. */
  public record Run(int code, String printed) {}

  /** As {@link #warehouse}, whatever code it ends with. */
  public Run tryWarehouse(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home().resolve("bin/warehouse").toString());
    command.addAll(List.of("--conf", conf().toString()));
    command.addAll(List.of(args));
    Path log = Files.createTempFile(folder, "printed", ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("WAREHOUSE_NO_BUILD", "1");
    if (!zone.equals("UTC")) { // stronger than what the launcher says on the command line
      builder.environment().put("_JAVA_OPTIONS", "-Duser.timezone=" + zone);
    }
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      int code = builder.start().waitFor();
      return new Run(code, Files.readString(log));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
