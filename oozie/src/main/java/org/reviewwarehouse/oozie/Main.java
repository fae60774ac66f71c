package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.oozie.client.OozieClientException;

/**
 * The programs of the Oozie side:
 *
 * <pre>java -cp CONF:warehouse-oozie.jar org.reviewwarehouse.oozie.Main PROGRAM …
 * </pre>
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage.
 */
public final class Main {
  private static final int WIDTH = 100;

  private Main() {}

  public static void main(String[] args) {
    int code = run(args, configuration(), System.out, System.err);
    System.out.flush();
    System.exit(code);
  }

  /** The site files on the class path, and Hadoop's defaults beneath them. */
  static Configuration configuration() {
    Configuration configuration = new YarnConfiguration();
    configuration.addResource("warehouse-site.xml");
    return configuration;
  }

  /** Runs one program and says what the process should exit with. */
  static int run(String[] args, Configuration configuration, PrintStream out, PrintStream err) {
    Map<String, Program> programs = programs();
    String name = args.length == 0 ? "" : args[0];
    if (name.equals("--help") || name.equals("-h")) {
      list(programs, out);
      return 0;
    }
    Program program = programs.get(name);
    if (program == null) {
      if (!name.isEmpty()) {
        err.println("Cannot run program: " + name + ", because there is none of that name");
      }
      list(programs, err);
      return 2;
    }
    Options options =
        program
            .options()
            .addOption(Option.builder("h").longOpt("help").desc("show this and exit").build());
    List<String> rest = List.of(args).subList(1, args.length);
    if (rest.contains("--help") || rest.contains("-h")) { // before required options are missed
      usage(name, program, options, out);
      return 0;
    }
    try {
      CommandLine line = new DefaultParser().parse(options, rest.toArray(new String[0]));
      if (!line.getArgList().isEmpty()) {
        throw new ParseException("Unrecognized argument: " + line.getArgList().get(0));
      }
      Login.with(configuration);
      return program.run(line, new Settings(configuration), out) ? 0 : 1;
    } catch (ParseException e) {
      err.println(e.getMessage());
      usage(name, program, options, err);
      return 2;
    } catch (WarehouseException e) {
      err.println(e.getMessage());
      return 1;
    } catch (OozieClientException | IOException | RuntimeException e) {
      err.println("Cannot finish " + name + ": " + innermost(e));
      return 1;
    }
  }

  private static String innermost(Throwable failure) {
    Throwable deepest = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t.getMessage() != null && !t.getMessage().isBlank()) {
        deepest = t;
      }
    }
    return String.valueOf(deepest.getMessage() == null ? deepest : deepest.getMessage())
        .lines()
        .findFirst()
        .orElse("");
  }

  private static Map<String, Program> programs() {
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put("validate", new Validate());
    programs.put("deploy", new Deploy());
    programs.put("submit", new Submit());
    programs.put("backfill", new Backfill());
    programs.put("start-bundle", new StartBundle());
    programs.put("status", new Status());
    programs.put("rerun", new Rerun());
    programs.put("suspend", new Control("suspend"));
    programs.put("resume", new Control("resume"));
    programs.put("kill", new Control("kill"));
    programs.put("logs", new Logs());
    return programs;
  }

  private static void list(Map<String, Program> programs, PrintStream to) {
    to.println("usage: <program> [options]; <program> --help shows its options");
    programs.forEach((name, program) -> to.printf("  %-12s  %s%n", name, program.purpose()));
  }

  private static void usage(String name, Program program, Options options, PrintStream to) {
    PrintWriter writer = new PrintWriter(to);
    new HelpFormatter()
        .printHelp(
            writer,
            WIDTH,
            name + " " + program.arguments(),
            program.purpose(),
            options,
            HelpFormatter.DEFAULT_LEFT_PAD,
            HelpFormatter.DEFAULT_DESC_PAD,
            "");
    writer.flush();
  }
}
