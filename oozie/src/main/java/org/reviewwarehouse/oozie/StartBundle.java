package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Properties;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;

/** {@code start-bundle}: all coordinators of a tenant. */
final class StartBundle implements Program {
  @Override
  public String arguments() {
    return "--tenant T [--tenants DIR]";
  }

  @Override
  public String purpose() {
    return "Starts the bundle of a tenant: from then on its feeds run by themselves.";
  }

  @Override
  public Options options() {
    return new Options().addOption(Settings.tenantOption()).addOption(Settings.tenantsOption());
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws IOException, OozieClientException {
    Tenant tenant = Tenant.read(Settings.tenants(line), line.getOptionValue("tenant"));
    Properties job = settings.job(tenant);
    job.setProperty(OozieClient.BUNDLE_APP_PATH, job.getProperty("apps") + "/bundle");
    out.println(settings.oozie().run(job));
    return true;
  }
}
