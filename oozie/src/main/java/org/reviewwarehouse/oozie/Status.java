package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.hadoop.fs.Path;
import org.apache.oozie.client.BundleJob;
import org.apache.oozie.client.CoordinatorJob;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowJob;

/** {@code status}: the runs of a tenant, each with its steps and how long they took. */
final class Status implements Program {
  private static final int LAST_DAYS = 14;

  @Override
  public String arguments() {
    return "--tenant T [--feed F] [--from DAY --to DAY] [--watch [--waiting]]";
  }

  @Override
  public String purpose() {
    return "Shows the latest run of each feed and day with its steps in seconds, and the days that wait for"
        + " their files. Ends with 1 if one has failed or is suspended.";
  }

  @Override
  public Options options() {
    Options options = new Options().addOption(Settings.tenantOption());
    options.addOption(Program.option("feed", "F", "only this feed"));
    return Days.addTo(
            options,
            " to show (default: the last "
                + LAST_DAYS
                + " days that have run, and what did not succeed before)")
        .addOption(
            Option.builder()
                .longOpt("watch")
                .desc("show what changes until nothing goes on; Ctrl-C stops no run")
                .build())
        .addOption(
            Option.builder()
                .longOpt("waiting")
                .desc("with --watch: go on until no day waits for its files either")
                .build());
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws IOException, ParseException, OozieClientException {
    if (line.hasOption("waiting") && !line.hasOption("watch")) {
      throw new ParseException("Cannot use --waiting, because it belongs to --watch");
    }
    Days days = Days.of(line);
    Jobs jobs = new Jobs(settings.oozie(), line.getOptionValue("tenant"));
    Changes changes = new Changes();
    Screen screen = Screen.of(out);
    while (true) {
      Board board = look(jobs, line.getOptionValue("feed"), days, settings);
      boolean goesOn =
          board.rows().stream()
              .anyMatch(
                  row ->
                      row.going() == Going.ON
                          || row.going() == Going.WAITS && line.hasOption("waiting"));
      if (!line.hasOption("watch") || !goesOn && !board.begins()) {
        screen.show(board.text(Instant.now()));
        return board.rows().stream()
            .noneMatch(row -> row.going() == Going.FAILED || row.going() == Going.HELD);
      }
      if (screen.redraws()) {
        screen.show(board.text(Instant.now()));
      } else {
        changes.since(board.rows(), Instant.now()).forEach(out::println);
      }
      Pause.beforeNextLook();
    }
  }

  /** What is to be seen at one time. */
  private record Board(List<Run> rows, List<BundleJob> bundles, String feed) {

    /** Whether a bundle that was just started has not told its days yet. */
    boolean begins() {
      return bundles.stream()
          .anyMatch(
              bundle ->
                  bundle.getStatus() == BundleJob.Status.PREP
                      || bundle.getCoordinators().stream()
                          .anyMatch(
                              coordinator ->
                                  coordinator.getAppName().startsWith("daily-")
                                      && coordinator.getStatus() == CoordinatorJob.Status.PREP));
    }

    String text(Instant now) {
      StringBuilder text = new StringBuilder();
      text.append(rows.isEmpty() ? "Nothing has run." : RunTable.of(rows, now)).append("\n");
      rows.forEach(row -> row.remarks().forEach(remark -> text.append(remark).append("\n")));
      if (bundles.isEmpty()) {
        return text.append("No bundle runs.\n").toString();
      }
      List<List<String>> jobs = new ArrayList<>();
      for (BundleJob bundle : bundles) {
        jobs.add(List.of("bundle", bundle.getStatus().toString(), bundle.getId()));
        bundle.getCoordinators().stream()
            .filter(each -> feed == null || each.getAppName().endsWith("-" + feed))
            .sorted(Comparator.comparing(CoordinatorJob::getAppName))
            .forEach(
                each ->
                    jobs.add(
                        List.of(each.getAppName(), each.getStatus().toString(), each.getId())));
      }
      return text.append(RunTable.of(List.of("started by", "status", "job"), jobs, Set.of()))
          .append("\n")
          .toString();
    }
  }

  private static Board look(Jobs jobs, String feed, Days days, Settings settings)
      throws OozieClientException, IOException {
    // First what makes runs: a run that it makes in between is then seen, and not missed.
    List<BundleJob> bundles = jobs.openBundles();
    List<DayAction> actions = jobs.openActions(bundles);
    List<WorkflowJob> latest = Latest.of(jobs.workflows());
    if (days == null) {
      latest = Latest.recent(latest, LAST_DAYS);
    }
    List<Run> runs = new ArrayList<>();
    for (WorkflowJob job : latest) {
      JobName name = JobName.parse(job.getAppName()).orElseThrow();
      boolean isOfDays =
          days == null
              || name.app().equals("backfill")
              || !name.day().isEmpty() && days.contains(LocalDate.parse(name.day()));
      if (isOfDays && (feed == null || feed.equals(name.feed()))) {
        runs.add(jobs.run(job));
      }
    }
    actions.removeIf(action -> feed != null && !feed.equals(action.feed()));
    actions.removeIf(action -> days != null && !days.contains(action.day()));
    runs.removeIf(
        run -> days != null && run.app().equals("backfill") && !overlap(run.days(), days));
    Map<String, Boolean> there = new HashMap<>();
    List<Run> rows =
        Latest.rows(
            runs, actions, file -> there.computeIfAbsent(file, any -> exists(file, settings)));
    return new Board(rows, bundles, feed);
  }

  private static boolean overlap(String backfill, Days days) {
    try {
      return backfill.equals("all") || Days.parse(backfill).overlaps(days);
    } catch (ParseException e) {
      return true; // told by the run itself, which fails
    }
  }

  /** What cannot be looked at counts as missing: it is Oozie that has to see it. */
  private static boolean exists(String file, Settings settings) {
    try {
      Path path = new Path(file);
      return path.getFileSystem(settings.configuration()).exists(path);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
