package org.reviewwarehouse.hive;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The programs of the Hive side:
 *
 * <pre>java -cp CONF:warehouse-hive.jar org.reviewwarehouse.hive.Main PROGRAM …
 * </pre>
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage.
 */
public final class Main {
  private static final int WIDTH = 100;

  /** Oozie's launcher names the file with the configuration of its action here. */
  private static final String ACTION = "oozie.action.conf.xml";

  private Main() {}

  public static void main(String[] args) {
    // Reviews are UTF-8 whatever the locale of the machine.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = run(args, configuration(), out, err);
    out.flush();
    System.exit(code);
  }

  /** Runs one program and says what a process of its own would exit with. */
  public static int run(String[] args) {
    return run(args, configuration(), System.out, System.err);
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.addResource("warehouse-site.xml");
    String action = System.getProperty(ACTION);
    if (action != null) {
      configuration.addResource(new Path(new File(action).toURI()));
    }
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
    Options options = Settings.common(program.options());
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
      program.run(line, new Settings(configuration, line), out, err);
      return 0;
    } catch (ParseException e) {
      err.println(e.getMessage());
      usage(name, program, options, err);
      return 2;
    } catch (WarehouseException e) {
      err.println(e.getMessage());
      return 1;
    } catch (SQLException | IOException | RuntimeException e) {
      out.flush();
      err.println("Cannot finish " + name + ": " + Causes.innermost(e));
      return 1;
    }
  }

  private static Map<String, Program> programs() {
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put("migrate", new Migrate());
    programs.put("publish", new Publish());
    programs.put("refresh", new Refresh());
    programs.put("sql", new Sql());
    programs.put("alerts", new Alerts());
    programs.put("export", new Export());
    programs.put("report", new Report());
    return programs;
  }

  private static void list(Map<String, Program> programs, PrintStream to) {
    to.println("usage: <program> [options]; <program> --help shows its options");
    programs.forEach((name, program) -> to.printf("  %-8s  %s%n", name, program.purpose()));
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
