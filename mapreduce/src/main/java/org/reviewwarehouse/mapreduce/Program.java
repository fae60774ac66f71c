package org.reviewwarehouse.mapreduce;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.Tool;
import org.reviewwarehouse.mapreduce.contract.ContractException;
import org.reviewwarehouse.mapreduce.contract.Contracts;

/** One program of the job jar: its options, its help and its exit codes. */
public abstract class Program extends Configured implements Tool {
  private static final int WIDTH = 100;

  /** Name on the command line. */
  public abstract String name();

  /** What it does, in a line. */
  public abstract String summary();

  /**
   * The words of which one must stand among the options and say what to do, each with what it
   * means; none for a program that does one thing.
   */
  protected Map<String, String> actions() {
    return Map.of();
  }

  /** What it understands, beside {@code --help} and Hadoop's generic options. */
  protected abstract Options options();

  /** Does the work; 0 if it is done. */
  protected abstract int run(CommandLine line) throws Exception;

  @Override
  public final int run(String[] args) throws Exception {
    for (String arg : args) {
      if (arg.equals("--help") || arg.equals("-h")) {
        help(new PrintWriter(System.out, true));
        return 0;
      }
    }
    try {
      CommandLine line = new DefaultParser(false).parse(options(), args);
      checkWords(line.getArgList());
      Login.with(getConf());
      return run(line);
    } catch (ParseException e) {
      return fail(
          WarehouseException.Code.USAGE,
          "Cannot understand call of " + name() + ", because " + lowerFirst(e.getMessage()));
    } catch (WarehouseException e) {
      return fail(e.code(), e.getMessage());
    } catch (ContractException e) {
      return fail(WarehouseException.Code.FAILED, e.getMessage());
    }
  }

  private void checkWords(List<String> words) throws ParseException {
    int expected = actions().isEmpty() ? 0 : 1;
    if (words.size() < expected) {
      throw new ParseException("none of " + String.join(", ", actions().keySet()) + " is given");
    }
    for (int i = 0; i < words.size(); i++) {
      if (i >= expected || !actions().containsKey(words.get(i))) {
        throw new ParseException("nothing is called " + words.get(i));
      }
    }
  }

  private int fail(WarehouseException.Code code, String message) {
    System.err.println(message);
    if (code == WarehouseException.Code.USAGE) {
      help(new PrintWriter(System.err, true));
    }
    return code.exit();
  }

  private void help(PrintWriter out) {
    HelpFormatter formatter = new HelpFormatter();
    formatter.setOptionComparator(null); // in the order they are declared
    formatter.printHelp(
        out,
        WIDTH,
        name()
            + " [-D property=value] [-conf FILE] [-files …] [-libjars …] "
            + (actions().isEmpty() ? "" : String.join("|", actions().keySet()) + " ")
            + "[options]",
        summary() + "\n\n" + actionsHelp(),
        options(),
        2,
        2,
        "");
    out.flush();
  }

  private String actionsHelp() {
    StringBuilder help = new StringBuilder();
    actions().forEach((word, meaning) -> help.append(String.format("  %-8s%s%n", word, meaning)));
    return help.isEmpty() ? "" : help.append('\n').toString();
  }

  private static String lowerFirst(String message) {
    return message.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + message.substring(1);
  }

  /** The contract of {@code --feed}, or that of {@code --contract}. */
  protected final Contracts.Source contract(CommandLine line) throws IOException {
    return Contracts.find(
        line.getOptionValue(FEED.getLongOpt()),
        line.getOptionValue(CONTRACT.getLongOpt()),
        getConf());
  }

  /** The root of the warehouse: {@code --root}, or {@link Settings#ROOT}. */
  protected final Path root(CommandLine line) throws IOException {
    String root = line.getOptionValue("root", getConf().get(Settings.ROOT));
    if (root == null || root.isEmpty()) {
      throw new WarehouseException(
          WarehouseException.Code.USAGE,
          "Cannot tell where the warehouse is, because neither --root nor "
              + Settings.ROOT
              + " is set");
    }
    Path path = new Path(root);
    return path.getFileSystem(getConf()).makeQualified(path);
  }

  /** The number of an option that is given. */
  protected static long number(CommandLine line, String option, long least, long most) {
    try {
      long number = Long.parseLong(line.getOptionValue(option));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw usage(
        option, line, String.format("it is not a whole number from %,d to %,d", least, most));
  }

  /** Wrong usage of an option. */
  protected static WarehouseException usage(String option, CommandLine line, String reason) {
    return new WarehouseException(
        WarehouseException.Code.USAGE,
        "Cannot read --" + option + ": " + line.getOptionValue(option) + ", because " + reason);
  }

  /** An option with a value. */
  protected static Option valued(String name, String value, String description) {
    return Option.builder().longOpt(name).hasArg().argName(value).desc(description).build();
  }

  /** An option with a value that must be there. */
  protected static Option required(String name, String value, String description) {
    Option option = valued(name, value, description);
    option.setRequired(true);
    return option;
  }

  /** An option without a value. */
  protected static Option flag(String name, String description) {
    return Option.builder().longOpt(name).desc(description).build();
  }

  protected static final Option FEED =
      required("feed", "FEED", "the feed: its contract is conf/feeds/FEED.avsc");
  protected static final Option ROOT =
      valued(
          "root", "DIR", "root of the warehouse, any Hadoop path (default: " + Settings.ROOT + ")");
  protected static final Option CONTRACT =
      valued("contract", "FILE", "contract to use instead of the one in the job jar");
}
