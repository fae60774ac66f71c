package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;

/** {@code submit}: one run of one app, now. */
final class Submit implements Program {
  private static final List<String> APPS = List.of("daily", "backfill", "reconcile", "expire");

  @Override
  public String arguments() {
    return "--tenant T --feed F [--app A] [--day DAY] [--days FROM..TO] [--input GLOB]";
  }

  @Override
  public String purpose() {
    return "Starts one run of a deployed app and prints the id of its job.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(Settings.tenantOption())
        .addOption(Settings.tenantsOption())
        .addOption(Program.required("feed", "F", "the feed, one of the tenant's"))
        .addOption(Program.option("app", "A", String.join(", ", APPS) + " (default: daily)"))
        .addOption(Program.option("day", "DAY", "arrival day, of daily"))
        .addOption(
            Program.option(
                "days", "FROM..TO", "arrival days, of backfill (default: all there are)"))
        .addOption(
            Program.option("input", "GLOB", "files, of backfill, instead of the raw zone's"));
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws IOException, ParseException, OozieClientException {
    Tenant tenant = Tenant.read(Settings.tenants(line), line.getOptionValue("tenant"));
    String app = line.getOptionValue("app", "daily");
    out.println(start(app, parameters(line, tenant), tenant, settings, settings.oozie()));
    return true;
  }

  /** Starts a run of what is deployed now; its id. */
  static String start(
      String app, Properties parameters, Tenant tenant, Settings settings, OozieClient oozie)
      throws IOException, OozieClientException {
    Properties job = settings.job(tenant);
    job.putAll(parameters);
    job.setProperty(OozieClient.APP_PATH, job.getProperty("apps") + "/" + app);
    return oozie.run(job);
  }

  /** What the run is of, checked. */
  static Properties parameters(CommandLine line, Tenant tenant) throws ParseException {
    String app = line.getOptionValue("app", "daily");
    if (!APPS.contains(app)) {
      throw new ParseException("Cannot submit app: " + app + ", because it is none of " + APPS);
    }
    String feed = line.getOptionValue("feed");
    if (!tenant.feeds().contains(feed)) {
      throw new WarehouseException(
          "Cannot submit feed: " + feed + ", because it is none of " + tenant.feeds());
    }
    Properties parameters = new Properties();
    parameters.setProperty("feed", feed);
    if (app.equals("daily") != line.hasOption("day")) {
      throw new ParseException("Cannot submit " + app + ", because --day belongs to daily");
    }
    if (!app.equals("backfill") && (line.hasOption("days") || line.hasOption("input"))) {
      throw new ParseException(
          "Cannot submit " + app + ", because --days and --input belong to backfill");
    }
    if (app.equals("daily")) {
      LocalDate day = Days.day(line.getOptionValue("day"));
      parameters.setProperty("day", day.toString());
      parameters.setProperty("alertFrom", day.minusDays(2).toString());
    }
    if (line.hasOption("days")) {
      parameters.setProperty("days", Days.parse(line.getOptionValue("days")).toString());
    }
    if (line.hasOption("input")) {
      parameters.setProperty("input", input(line.getOptionValue("input"), tenant));
    }
    return parameters;
  }

  /** Files below the tenant's own root, or of its own choice where no tenant has a root. */
  private static String input(String glob, Tenant tenant) {
    if (!glob.startsWith(tenant.root() + "/") || glob.contains("..") || glob.contains("${")) {
      throw new WarehouseException(
          "Cannot read --input: " + glob + ", because it is not below " + tenant.root());
    }
    return glob;
  }
}
