package org.reviewwarehouse.oozie;

import java.io.PrintStream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;

/** {@code suspend}, {@code resume} and {@code kill}. */
final class Control implements Program {
  private final String verb;

  Control(String verb) {
    this.verb = verb;
  }

  @Override
  public String arguments() {
    return "--job ID";
  }

  @Override
  public String purpose() {
    return verb.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
        + verb.substring(1)
        + "s a job, and all that it has started.";
  }

  @Override
  public Options options() {
    return new Options().addOption(Program.required("job", "ID", "a job of Oozie"));
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws OozieClientException {
    OozieClient oozie = settings.oozie();
    String job = line.getOptionValue("job");
    switch (verb) {
      case "suspend" -> oozie.suspend(job);
      case "resume" -> oozie.resume(job);
      default -> oozie.kill(job);
    }
    out.println(verb + ": " + job);
    return true;
  }
}
