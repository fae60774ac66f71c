package org.reviewwarehouse.oozie;

import java.io.PrintStream;
import java.time.LocalDate;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowJob;

/** {@code logs}: what Oozie's server wrote of a job. */
final class Logs implements Program {
  @Override
  public String arguments() {
    return "--job ID | --tenant T --feed F --day DAY";
  }

  @Override
  public String purpose() {
    return "Prints what Oozie's server logged of a job, or of the latest run of an arrival day.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(Program.option("job", "ID", "a job of Oozie"))
        .addOption(Program.option("tenant", "T", "the tenant"))
        .addOption(Program.option("feed", "F", "the feed"))
        .addOption(Program.option("day", "DAY", "the arrival day"));
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws ParseException, OozieClientException {
    boolean isOfJob = Program.isAlone(line, "job", "tenant", "feed", "day");
    LocalDate day = isOfJob ? null : Days.day(line.getOptionValue("day"));
    OozieClient oozie = settings.oozie();
    String job = isOfJob ? line.getOptionValue("job") : latest(line, oozie, day);
    oozie.getJobLog(job, null, null, out);
    return true;
  }

  private static String latest(CommandLine line, OozieClient oozie, LocalDate day)
      throws OozieClientException {
    String tenant = line.getOptionValue("tenant");
    String feed = line.getOptionValue("feed");
    return new Jobs(oozie, tenant)
        .latest(feed, day)
        .map(WorkflowJob::getId)
        .orElseThrow(
            () ->
                new WarehouseException(
                    "Cannot show log of: "
                        + JobName.daily(tenant, feed, day.toString())
                        + ", because there is no run of it"));
  }
}
