package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.oozie.client.OozieClientException;

/** One of the commands of {@link Main}. */
interface Program {
  /** The arguments it takes, as the usage line shows them. */
  String arguments();

  /** One sentence that says what it does. */
  String purpose();

  Options options();

  /**
   * Does the work.
   *
   * @return whether all is well: the process ends with 0 or 1
   */
  boolean run(CommandLine line, Settings settings, PrintStream out)
      throws IOException, ParseException, OozieClientException;

  static Option option(String name, String argument, String description) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(description).build();
  }

  static Option required(String name, String argument, String description) {
    Option option = option(name, argument, description);
    option.setRequired(true);
    return option;
  }

  /**
   * Of two ways to name something, which one is used.
   *
   * @return whether it is the option that stands alone
   * @throws ParseException if it is neither, or both
   */
  static boolean isAlone(CommandLine line, String alone, String... together) throws ParseException {
    long given = Stream.of(together).filter(line::hasOption).count();
    if (line.hasOption(alone) ? given > 0 : given < together.length) {
      throw new ParseException(
          "Cannot tell what is meant, because it takes either --"
              + alone
              + " or --"
              + String.join(", --", together));
    }
    return line.hasOption(alone);
  }
}
