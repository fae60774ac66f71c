package org.reviewwarehouse.sandbox;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * {@code serve --role all|hdfs|yarn|hive|oozie --conf DIR --data DIR}: runs servers until it is
 * ended.
 */
public final class Main {
  private static final Options OPTIONS =
      new Options()
          .addOption(option("role", Role.names(), "which servers this process runs"))
          .addOption(option("conf", "DIR", "site files, also first on the class path"))
          .addOption(option("data", "DIR", "where everything is kept"));

  private Main() {}

  /** Exits with 1 if the servers cannot start, 2 on wrong usage. */
  public static void main(String[] arguments) {
    // Jersey and Guice log here, and at INFO every class they know.
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    int code = 1;
    try {
      serve(arguments);
      return; // the servers' threads keep the process
    } catch (UsageException | ParseException e) {
      System.err.println(e.getMessage());
      usage();
      code = 2;
    } catch (SandboxException e) {
      System.err.println(e.getMessage());
      if (e.getCause() != null) {
        e.getCause().printStackTrace();
      }
    } catch (Throwable e) {
      System.err.println("Cannot start the sandbox: " + e + ", because of the following");
      e.printStackTrace();
    }
    // Servers that did start have threads that would keep the process.
    Runtime.getRuntime().halt(code);
  }

  private static void serve(String[] arguments) throws Exception {
    CommandLine line = new DefaultParser().parse(OPTIONS, arguments);
    if (!line.getArgList().equals(java.util.List.of("serve"))) {
      throw new UsageException("Cannot run command: " + line.getArgList());
    }
    Role role = Role.named(line.getOptionValue("role"));
    Path conf = Path.of(line.getOptionValue("conf")).toAbsolutePath();
    Path data = Path.of(line.getOptionValue("data")).toAbsolutePath();
    Files.createDirectories(data.resolve("run"));
    new Sandbox(role, conf, data).start();
  }

  private static Option option(String name, String argument, String description) {
    return Option.builder()
        .longOpt(name)
        .hasArg()
        .argName(argument)
        .required()
        .desc(description)
        .build();
  }

  private static void usage() {
    PrintWriter err = new PrintWriter(System.err, true);
    new HelpFormatter().printHelp(err, 100, "serve", null, OPTIONS, 2, 2, null, true);
    err.flush();
  }
}
