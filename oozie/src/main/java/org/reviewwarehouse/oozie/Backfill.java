package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.oozie.client.OozieClientException;

/** {@code backfill}: many arrival days of some feeds in few runs. */
final class Backfill implements Program {
  private static final int PARALLEL = 2;

  @Override
  public String arguments() {
    return "--tenant T [--feed F]... [--from DAY --to DAY] [--each N] [--parallel N] [--watch]";
  }

  @Override
  public String purpose() {
    return "Cleans many arrival days of feeds at once, without a watermark, and computes the marts after them: one"
        + " run of a feed over all its days, which is the fastest. A feed is held by one run, so parallel"
        + " runs are of different feeds.";
  }

  @Override
  public Options options() {
    Options options =
        new Options()
            .addOption(Settings.tenantOption())
            .addOption(Settings.tenantsOption())
            .addOption(
                Program.option(
                    "feed", "F", "a feed, repeatable, or a list with commas (default: all)"));
    return Days.addTo(options, " (default: all that there are)")
        .addOption(
            Program.option(
                "each", "N", "days of a run, runs of a feed one after another (default: all)"))
        .addOption(
            Program.option("parallel", "N", "how many feeds at once (default: " + PARALLEL + ")"))
        .addOption(
            Option.builder()
                .longOpt("watch")
                .desc("wait for the runs, and start the next when one ends; Ctrl-C stops no run")
                .build());
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws IOException, ParseException, OozieClientException {
    Days days = Days.of(line);
    int each = number(line, "each", Integer.MAX_VALUE);
    int parallel = number(line, "parallel", PARALLEL);
    if (line.hasOption("each") && days == null) {
      throw new ParseException("Cannot use --each, because it needs --from and --to");
    }
    Tenant tenant = Tenant.read(Settings.tenants(line), line.getOptionValue("tenant"));
    Map<String, List<String>> runs = new LinkedHashMap<>();
    for (String feed : feeds(line, tenant)) {
      runs.put(feed, days == null ? List.of("") : runs(feed, days, each, tenant, settings, out));
    }
    if (runs.values().stream().allMatch(List::isEmpty)) {
      throw new WarehouseException(
          "Cannot backfill feeds: "
              + runs.keySet()
              + ", because no files of "
              + days
              + " are there");
    }
    BackfillQueue queue = new BackfillQueue(runs, parallel);
    List<BackfillQueue.Item> first = queue.start();
    if (queue.waiting() > 0 && !line.hasOption("watch")) {
      throw new ParseException(
          "Cannot leave runs for later: "
              + queue.waiting()
              + " of "
              + (queue.waiting() + first.size())
              + ", because only --watch stays to start them (runs of one feed go one after another,"
              + " and "
              + parallel
              + " feeds at once)");
    }
    BackfillRuns started = new BackfillRuns(queue, tenant, settings, out);
    started.start(first);
    return !line.hasOption("watch") || started.watch();
  }

  private static int number(CommandLine line, String option, int otherwise) throws ParseException {
    String text = line.getOptionValue(option, Integer.toString(otherwise));
    if (!text.matches("[1-9][0-9]{0,9}") || Long.parseLong(text) > Integer.MAX_VALUE) {
      throw new ParseException(
          "Cannot read --" + option + ": " + text + ", because it is not a number from 1 on");
    }
    return Integer.parseInt(text);
  }

  /** Those asked for, checked. */
  static List<String> feeds(CommandLine line, Tenant tenant) {
    if (!line.hasOption("feed")) {
      return tenant.feeds();
    }
    List<String> feeds =
        Arrays.stream(line.getOptionValues("feed"))
            .flatMap(list -> Arrays.stream(list.split(",")))
            .toList();
    for (String feed : feeds) {
      if (!tenant.feeds().contains(feed)) {
        throw new WarehouseException(
            "Cannot backfill feed: " + feed + ", because it is none of " + tenant.feeds());
      }
    }
    return List.copyOf(new LinkedHashSet<>(feeds));
  }

  /** The days that have a folder in the raw zone: a run fails at one that has none. */
  private static List<String> runs(
      String feed, Days days, int each, Tenant tenant, Settings settings, PrintStream out)
      throws IOException {
    FileSystem files = settings.files();
    Path raw = new Path(tenant.root() + "/raw/" + feed);
    List<LocalDate> arrived = new ArrayList<>();
    List<LocalDate> gone = new ArrayList<>();
    for (LocalDate day : days.all()) {
      (files.exists(new Path(raw, "arrival=" + day)) ? arrived : gone).add(day);
    }
    for (Days gap : Days.ranges(gone, Integer.MAX_VALUE)) {
      out.println(feed + " has no files of " + gap);
    }
    return Days.ranges(arrived, each).stream().map(Days::toString).toList();
  }
}
