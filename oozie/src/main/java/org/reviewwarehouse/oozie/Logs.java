package org.reviewwarehouse.oozie;

import java.io.PrintStream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.oozie.client.OozieClientException;

/** {@code logs}: what Oozie's server wrote of a job. */
final class Logs implements Program {
  @Override
  public String arguments() {
    return "--job ID";
  }

  @Override
  public String purpose() {
    return "Prints what Oozie's server logged of a job.";
  }

  @Override
  public Options options() {
    return new Options().addOption(Program.required("job", "ID", "a job of Oozie"));
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws OozieClientException {
    settings.oozie().getJobLog(line.getOptionValue("job"), null, null, out);
    return true;
  }
}
