package org.reviewwarehouse.oozie;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.oozie.client.BundleJob;
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
    return "--job ID | --tenant T";
  }

  @Override
  public String purpose() {
    return verb.substring(0, 1).toUpperCase(Locale.ROOT)
        + verb.substring(1)
        + "s a job, or the bundle of a tenant, and all that it has started.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(Program.option("job", "ID", "a job of Oozie"))
        .addOption(Program.option("tenant", "T", "the tenant whose bundle it is"));
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws ParseException, OozieClientException {
    boolean isOfJob = Program.isAlone(line, "job", "tenant");
    OozieClient oozie = settings.oozie();
    for (String job : isOfJob ? List.of(line.getOptionValue("job")) : bundles(line, oozie)) {
      switch (verb) {
        case "suspend" -> oozie.suspend(job);
        case "resume" -> oozie.resume(job);
        default -> oozie.kill(job);
      }
      out.println(verb + ": " + job);
    }
    return true;
  }

  private List<String> bundles(CommandLine line, OozieClient oozie) throws OozieClientException {
    String tenant = line.getOptionValue("tenant");
    List<String> bundles =
        new Jobs(oozie, tenant).openBundles().stream().map(BundleJob::getId).toList();
    if (bundles.isEmpty()) {
      throw new WarehouseException(
          "Cannot " + verb + " bundle of: " + tenant + ", because none of it runs");
    }
    return bundles;
  }
}
