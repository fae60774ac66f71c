package org.reviewwarehouse.hive;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs of the job jar and of the Hive client, on the HDFS of a sandbox, with MapReduce
 * inside the program: in this process, which is quick, or in one of their own that is killed.
 */
final class JobJar {
  private final Path conf;
  private final Path folder;
  private final URLClassLoader loader;
  private final Method main;

  /**
   * @param folder for site files and what tasks write on the local disk
   */
  JobJar(Sandbox sandbox, Path folder) throws IOException, ReflectiveOperationException {
    this.folder = folder;
    conf = Files.createDirectory(folder.resolve("conf"));
    try (Stream<Path> files = Files.list(sandbox.conf())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, conf.resolve(file.getFileName()));
      }
    }
    Files.copy(
        Sandbox.home().resolve("conf/local/mapred-site.xml"),
        conf.resolve("mapred-site.xml"),
        StandardCopyOption.REPLACE_EXISTING);
    List<URL> path = new ArrayList<>();
    for (Path each : classPath()) {
      path.add(each.toUri().toURL());
    }
    // Its Hadoop is none of the Hive client's business, nor the other way round. Never closed:
    // Hadoop needs its classes until the process ends.
    loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    main =
        loader
            .loadClass("org.reviewwarehouse.mapreduce.Main")
            .getDeclaredMethod("run", String[].class);
    main.setAccessible(true); // main itself ends the process
  }

  private List<Path> classPath() throws IOException {
    Path target = Sandbox.home().resolve("mapreduce/target");
    List<Path> path = new ArrayList<>(List.of(conf, target.resolve("warehouse-mapreduce.jar")));
    try (Stream<Path> jars = Files.list(target.resolve("hadoop-lib"))) {
      path.addAll(jars.sorted().toList());
    }
    return path;
  }

  /** Runs a program of the job jar in this process. Only one at a time. */
  Sandbox.Outcome run(List<String> args) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    int code;
    try (PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(to);
      System.setErr(to);
      Thread.currentThread().setContextClassLoader(loader);
      code = (int) main.invoke(null, (Object) withTemporaryFolder(args).toArray(String[]::new));
    } catch (InvocationTargetException e) {
      code = 1;
      printed.writeBytes(e.getCause().toString().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } finally {
      Thread.currentThread().setContextClassLoader(context);
      System.setOut(out);
      System.setErr(err);
    }
    return new Sandbox.Outcome(code, printed.toString(StandardCharsets.UTF_8), "");
  }

  private List<String> withTemporaryFolder(List<String> args) {
    List<String> all = new ArrayList<>(args);
    all.addAll(
        1,
        List.of(
            "-D",
            "hadoop.tmp.dir=" + folder.resolve("tmp"),
            "-D",
            "fs.file.impl=org.reviewwarehouse.localfs.NioFileSystem"));
    return all;
  }

  /**
   * Starts a program of the job jar in a process of its own, and kills it with SIGKILL where it
   * stands still.
   *
   * @param point such as {@code mid-write:2}
   */
  void kill(String point, List<String> args) throws IOException, InterruptedException {
    List<String> told = withTemporaryFolder(args);
    told.addAll(1, List.of("-D", "warehouse.fault=" + point));
    kill(point, conf, classPath(), "org.reviewwarehouse.mapreduce.Main", told);
  }

  /** As {@link #kill}, but a program of the Hive client. */
  void killHive(String point, List<String> args) throws IOException, InterruptedException {
    Path faulty = Files.createTempDirectory(folder, "fault");
    String site = Files.readString(conf.resolve("warehouse-site.xml"));
    Files.writeString(
        faulty.resolve("warehouse-site.xml"),
        site.replace(
            "</configuration>",
            "<property><name>warehouse.fault</name><value>"
                + point
                + "</value></property></configuration>"));
    Path jar = Sandbox.home().resolve("hive/target/warehouse-hive.jar");
    kill(point, faulty, List.of(faulty, conf, jar), "org.reviewwarehouse.hive.Main", args);
  }

  private static void kill(
      String point, Path directory, List<Path> classPath, String main, List<String> args)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Duser.timezone=UTC",
                "-cp",
                String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()),
                main));
    command.addAll(args);
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    StringBuilder said = new StringBuilder();
    String stop = "fault point " + point;
    String line = "";
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      while (line != null && !line.equals(stop)) {
        line = lines.readLine();
        said.append(line).append('\n');
      }
      process.destroyForcibly();
    }
    int code = process.waitFor();
    if (line == null || code != 128 + 9) {
      throw new IOException(
          "Cannot kill " + args + ", because it ended with " + code + ": " + said);
    }
  }
}
