package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowJob;

/** The runs of a backfill that were started, and what is started after them. */
final class BackfillRuns {
  private final BackfillQueue queue;
  private final Tenant tenant;
  private final Settings settings;
  private final OozieClient oozie;
  private final PrintStream out;

  /** The feed of each job that has not ended. */
  private final Map<String, String> running = new LinkedHashMap<>();

  BackfillRuns(BackfillQueue queue, Tenant tenant, Settings settings, PrintStream out) {
    this.queue = queue;
    this.tenant = tenant;
    this.settings = settings;
    this.oozie = settings.oozie();
    this.out = out;
  }

  void start(List<BackfillQueue.Item> items) throws IOException, OozieClientException {
    for (BackfillQueue.Item item : items) {
      Properties parameters = new Properties();
      parameters.setProperty("feed", item.feed());
      if (!item.days().isEmpty()) {
        parameters.setProperty("days", item.days());
      }
      String job = Submit.start("backfill", parameters, tenant, settings, oozie);
      running.put(job, item.feed());
      out.println("backfill of " + item + ": " + job);
    }
  }

  /**
   * Starts what is left as runs end, until none is left.
   *
   * @return whether all have succeeded
   */
  boolean watch() throws IOException, OozieClientException {
    Map<String, Run> runs = new LinkedHashMap<>();
    Changes changes = new Changes();
    while (!running.isEmpty()) {
      Pause.beforeNextLook();
      for (Map.Entry<String, String> each : List.copyOf(running.entrySet())) {
        WorkflowJob job = oozie.getJobInfo(each.getKey());
        Run run = Run.of(JobName.parse(job.getAppName()).orElseThrow(), job);
        runs.put(each.getKey(), run);
        if (run.going() != Going.ON) {
          end(each.getKey(), run);
        }
      }
      changes.since(runs.values(), Instant.now()).forEach(out::println);
      start(queue.start());
    }
    out.println(RunTable.of(runs.values(), Instant.now()));
    runs.values().forEach(run -> run.remarks().forEach(out::println));
    return runs.values().stream().allMatch(run -> run.going() == Going.DONE);
  }

  private void end(String job, Run run) {
    for (BackfillQueue.Item dropped : queue.ended(running.remove(job), run.going())) {
      out.println("no backfill of " + dropped + ", because the one before it did not succeed");
    }
  }
}
