package org.reviewwarehouse.oozie;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;

/** {@code status}: the runs of a tenant, each with its steps and how long they took. */
final class Status implements Program {
  private static final int MOST = 1000;
  private static final List<String> STEPS =
      List.of("clean", "publish", "refresh", "checks", "alerts", "report");

  @Override
  public String arguments() {
    return "--tenant T [--watch]";
  }

  @Override
  public String purpose() {
    return "Shows the runs of a tenant and their steps in seconds; ends with 1 if one has failed.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(Settings.tenantOption())
        .addOption(Option.builder().longOpt("watch").desc("wait until no run goes on").build());
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws OozieClientException {
    OozieClient oozie = settings.oozie();
    String tenant = line.getOptionValue("tenant");
    while (true) {
      List<WorkflowJob> jobs = new ArrayList<>();
      for (WorkflowJob job : oozie.getJobsInfo("", 1, MOST)) {
        if (isOf(tenant, job.getAppName())) {
          jobs.add(0, oozie.getJobInfo(job.getId()));
        }
      }
      boolean goesOn = jobs.stream().anyMatch(Status::goesOn);
      if (!goesOn || !line.hasOption("watch")) {
        out.println(table(jobs));
        jobs.forEach(job -> reasons(job).forEach(out::println));
        return jobs.stream().allMatch(job -> goesOn(job) || succeeded(job));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("Cannot watch any longer, because it was interrupted", e);
    }
  }

  /** The apps name their jobs: app, tenant, feed and, if it is of one, day. */
  static boolean isOf(String tenant, String job) {
    String[] words = job.split(" ");
    return words.length >= 3 && words[1].equals(tenant);
  }

  private static boolean goesOn(WorkflowJob job) {
    return switch (job.getStatus()) {
      case PREP, RUNNING, SUSPENDED -> true;
      default -> false;
    };
  }

  private static boolean succeeded(WorkflowJob job) {
    return job.getStatus() == WorkflowJob.Status.SUCCEEDED;
  }

  private static String table(List<WorkflowJob> jobs) {
    List<String> names = new ArrayList<>(List.of("run", "job", "status"));
    names.addAll(STEPS);
    Column[] columns = new Column[names.size()];
    for (int i = 0; i < columns.length; i++) {
      HorizontalAlign align = i < 3 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
      columns[i] =
          new Column().header(names.get(i)).headerAlign(align).dataAlign(align).maxWidth(80);
    }
    List<String[]> rows = new ArrayList<>();
    for (WorkflowJob job : jobs) {
      List<String> row = new ArrayList<>(List.of(job.getAppName(), job.getId()));
      row.add(job.getStatus().toString());
      for (String step : STEPS) {
        row.add(
            job.getActions().stream()
                .filter(action -> action.getName().equals(step))
                .map(Status::shown)
                .findFirst()
                .orElse(""));
      }
      rows.add(row.toArray(new String[0]));
    }
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(columns, rows.toArray(new Object[0][]))
        .asString();
  }

  private static String shown(WorkflowAction action) {
    if (action.getStartTime() == null || action.getEndTime() == null) {
      return action.getStatus().toString().toLowerCase(java.util.Locale.ROOT);
    }
    long seconds = (action.getEndTime().getTime() - action.getStartTime().getTime()) / 1000;
    return action.getStatus() == WorkflowAction.Status.OK ? seconds + " s" : "failed";
  }

  /** Why a run has failed: the messages of its actions, without what Oozie puts before them. */
  static List<String> reasons(WorkflowJob job) {
    List<String> reasons = new ArrayList<>();
    for (WorkflowAction action : job.getActions()) {
      String message = action.getErrorMessage();
      // A kill node repeats the message of an action, unless no action has failed.
      boolean isKill = ":KILL:".equals(action.getType()) && !reasons.isEmpty();
      if (message != null && !message.isBlank() && !isKill && !goesOn(job) && !succeeded(job)) {
        reasons.add(
            job.getAppName()
                + ", "
                + action.getName()
                + ": "
                + message.replaceFirst("^Main class \\[[^]]*], main\\(\\) threw exception, ", ""));
      }
    }
    return reasons;
  }
}
