package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Properties;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.oozie.client.BundleJob;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;

/** {@code start-bundle}: all coordinators of a tenant. */
final class StartBundle implements Program {
  @Override
  public String arguments() {
    return "--tenant T [--from DAY] [--tenants DIR]";
  }

  @Override
  public String purpose() {
    return "Starts the bundle of a tenant: from then on its feeds run by themselves. There is one"
        + " at a time.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(Settings.tenantOption())
        .addOption(Settings.tenantsOption())
        .addOption(
            Program.option("from", "DAY", "its first arrival day (default: start of the tenant)"));
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws IOException, ParseException, OozieClientException {
    Tenant tenant = Tenant.read(Settings.tenants(line), line.getOptionValue("tenant"));
    if (line.hasOption("from")) {
      tenant = tenant.from(Days.day(line.getOptionValue("from")));
    }
    OozieClient oozie = settings.oozie();
    List<BundleJob> open = new Jobs(oozie, tenant.name()).openBundles();
    if (!open.isEmpty()) {
      throw new WarehouseException(
          "Cannot start bundle of: "
              + tenant.name()
              + ", because "
              + open.get(0).getId()
              + " of it is there and each day would run twice; end it first with `kill --tenant "
              + tenant.name()
              + "`, or let a suspended one go on with `resume`");
    }
    Properties job = settings.job(tenant);
    job.setProperty(OozieClient.BUNDLE_APP_PATH, job.getProperty("apps") + "/bundle");
    out.println(oozie.run(job));
    return true;
  }
}
