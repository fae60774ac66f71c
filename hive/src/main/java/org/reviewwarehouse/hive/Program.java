package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** One of the commands of {@link Main}. */
interface Program {
  /** The arguments it takes, as the usage line shows them. */
  String arguments();

  /** One sentence that says what it does. */
  String purpose();

  /** Its own options, beside the common ones of {@link Settings}. */
  Options options();

  /**
   * Does the work.
   *
   * @param out results
   * @param err progress and timing
   * @throws ParseException if the arguments are wrong in a way the options cannot express
   */
  void run(CommandLine line, Settings settings, PrintStream out, PrintStream err)
      throws SQLException, IOException, ParseException;
}
