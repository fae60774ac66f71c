package org.reviewwarehouse.mapreduce;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ToolRunner;

/** The job jar's programs: {@code hadoop jar warehouse-mapreduce.jar PROGRAM …}. */
public final class Main {
  private static final List<Program> PROGRAMS =
      List.of(
          new GenerateProgram(),
          new CleanProgram(),
          new LedgerProgram(),
          new RollbackProgram(),
          new ExpireProgram(),
          new VerifyProgram(),
          new ValidateProgram(),
          new ContractProgram(),
          new BenchProgram());

  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers are written the same on every machine
    System.exit(run(args)); // Hadoop's clients leave threads behind
  }

  /** Runs one program and says what a process of its own would exit with. */
  public static int run(String[] args) {
    try {
      return call(args);
    } catch (Exception e) {
      System.err.println(Advice.of(e)); // a server's message comes with its stack
      if (Boolean.getBoolean("warehouse.stacktrace")) {
        e.printStackTrace();
      }
      return WarehouseException.Code.FAILED.exit();
    }
  }

  private static int call(String[] args) throws Exception {
    if (args.length == 0) {
      usage(System.err);
      return WarehouseException.Code.USAGE.exit();
    }
    if (args[0].equals("--help") || args[0].equals("help")) {
      usage(System.out);
      return 0;
    }
    Configuration.addDefaultResource(Settings.FILE);
    for (Program program : PROGRAMS) {
      if (program.name().equals(args[0])) {
        return ToolRunner.run(
            new Configuration(), program, Arrays.copyOfRange(args, 1, args.length));
      }
    }
    System.err.println("Cannot run program: " + args[0] + ", because there is none of that name");
    usage(System.err);
    return WarehouseException.Code.USAGE.exit();
  }

  private static void usage(PrintStream out) {
    out.println("usage: hadoop jar warehouse-mapreduce.jar PROGRAM [options]");
    for (Program program : PROGRAMS) {
      out.printf("  %-10s %s%n", program.name(), program.summary());
    }
    out.println("PROGRAM --help tells its options.");
  }
}
