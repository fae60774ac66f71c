package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;
import org.apache.oozie.client.rest.RestConstants;
import org.reviewwarehouse.oozie.RerunPlan.Decision;
import org.reviewwarehouse.oozie.RerunPlan.How;

/** {@code rerun}: a workflow that failed, or the runs of some days of a feed. */
final class Rerun implements Program {
  /** Skips no action: Oozie takes no empty list. */
  private static final String NONE = ",";

  @Override
  public String arguments() {
    return "--job ID | --tenant T --feed F --from DAY --to DAY [--failed]";
  }

  @Override
  public String purpose() {
    return "Runs a workflow that failed again, from the action that failed; or the arrival days of a feed: by the"
        + " coordinator that ran them, else, if they were submitted by hand, as they were then, one after"
        + " another. Ends with 1 if a day has no run.";
  }

  @Override
  public Options options() {
    Options options =
        new Options()
            .addOption(Program.option("job", "ID", "a workflow job of Oozie"))
            .addOption(Program.option("tenant", "T", "the tenant"))
            .addOption(Program.option("feed", "F", "the feed"));
    return Days.addTo(options, "")
        .addOption(
            Option.builder()
                .longOpt("failed")
                .desc("only the days that failed, each from the action that failed")
                .build());
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws IOException, ParseException, OozieClientException {
    boolean isOfJob = Program.isAlone(line, "job", "tenant", "feed", "from", "to");
    Days days = Days.of(line);
    OozieClient oozie = settings.oozie();
    if (isOfJob) {
      rerun(oozie, line.getOptionValue("job"), true);
      out.println("rerun: " + line.getOptionValue("job"));
      return true;
    }
    String feed = line.getOptionValue("feed");
    Jobs jobs = new Jobs(oozie, line.getOptionValue("tenant"));
    Map<LocalDate, WorkflowJob> latest = new LinkedHashMap<>();
    for (LocalDate day : days.all()) {
      jobs.latest(feed, day).ifPresent(job -> latest.put(day, job));
    }
    boolean failedOnly = line.hasOption("failed");
    List<Decision> plan = RerunPlan.of(days, jobs.dailyActions(feed), latest, failedOnly);
    carryOut(plan, failedOnly, oozie, name(line), out);
    return plan.stream().noneMatch(each -> each.how() == How.NO_RUN);
  }

  private static String name(CommandLine line) {
    return line.getOptionValue("tenant") + " " + line.getOptionValue("feed");
  }

  private static void carryOut(
      List<Decision> plan, boolean failedOnly, OozieClient oozie, String of, PrintStream out)
      throws OozieClientException, IOException {
    // Those of a coordinator at once: it knows that one goes after another.
    Map<String, String> numbers =
        plan.stream()
            .filter(each -> each.how() == How.ACTION)
            .map(Decision::action)
            .collect(
                Collectors.groupingBy(
                    DayAction::coordinator,
                    LinkedHashMap::new,
                    Collectors.mapping(
                        action -> Integer.toString(action.number()), Collectors.joining(","))));
    for (Map.Entry<String, String> call : numbers.entrySet()) {
      oozie.reRunCoord(
          call.getKey(),
          RestConstants.JOB_COORD_SCOPE_ACTION,
          call.getValue(),
          false,
          true,
          false,
          new Properties());
    }
    String before = null;
    for (Decision each : plan) {
      if (each.how() == How.WORKFLOW) {
        // The feed is held by one run: the next would hold a container only to wait.
        if (before != null) {
          awaitEnd(oozie, before);
        }
        rerun(oozie, each.job(), failedOnly);
        before = each.job();
      }
      out.println(told(each, of));
    }
  }

  private static String told(Decision decision, String of) {
    String day = decision.day().toString();
    return switch (decision.how()) {
      case ACTION, WORKFLOW -> "rerun of " + day + ": " + decision.job();
      case NOT_ENDED -> "no rerun of " + day + ", because it has not ended: " + decision.job();
      case WAITS -> "no rerun of " + day + ", because it waits for its files: " + decision.job();
      case HAS_NOT_FAILED ->
          "no rerun of " + day + ", because it has not failed: " + decision.job();
      case NO_RUN -> "no run of " + of + " " + day + "; start one with `submit --day " + day + "`";
    };
  }

  private static void awaitEnd(OozieClient oozie, String job) throws OozieClientException {
    while (Run.going(oozie.getJobInfo(job)) == Going.ON) {
      Pause.beforeNextLook();
    }
  }

  private static void rerun(OozieClient oozie, String job, boolean failedOnly)
      throws OozieClientException, IOException {
    WorkflowJob last = oozie.getJobInfo(job);
    Properties properties = Configured.of(last);
    // What started it is no part of it: Oozie wants one path.
    properties.remove(OozieClient.COORDINATOR_APP_PATH);
    properties.remove(OozieClient.BUNDLE_APP_PATH);
    // Of an earlier rerun; Oozie takes one of the two.
    properties.remove(OozieClient.RERUN_FAIL_NODES);
    properties.setProperty(OozieClient.RERUN_SKIP_NODES, failedOnly ? done(last) : NONE);
    oozie.reRun(job, properties);
  }

  /**
   * The actions that are not done again. Oozie's own choice, all that have ended well, would
   * neither clean a refused day again nor send a mail when a run fails for the second time.
   */
  static String done(WorkflowJob job) {
    List<WorkflowAction> actions = job.getActions();
    if (actions.stream().anyMatch(action -> action.getName().equals("mail-refusal"))) {
      return NONE;
    }
    String done =
        actions.stream()
            .filter(action -> action.getStatus() == WorkflowAction.Status.OK)
            .filter(action -> !action.getName().startsWith("mail-"))
            .filter(action -> !action.getType().equals(":KILL:")) // its message is of the last run
            .map(WorkflowAction::getName)
            .collect(Collectors.joining(","));
    return done.isEmpty() ? NONE : done;
  }
}
