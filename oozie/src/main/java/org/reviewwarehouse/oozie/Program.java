package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
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
}
