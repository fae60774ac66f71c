package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.util.ShutdownHookManager;
import org.reviewwarehouse.mapreduce.Advice;
import org.reviewwarehouse.mapreduce.ShutdownOrder;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/**
 * Runs one job, says how far it is, and kills it when the process is told to stop or cannot wait
 * for its end.
 */
public final class Step {
  private static final int PRINT_MILLIS = 5000;
  private static final int EVENTS = 1000;

  private final Job job;
  private final PrintStream progress;
  private long printed;

  private Step(Job job, PrintStream progress) {
    this.job = job;
    this.progress = progress;
  }

  /**
   * Runs a job to its end.
   *
   * @throws WarehouseException if it fails: with the reason of the task that failed
   */
  public static LedgerEntry.Step run(Job job, PrintStream progress)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    new Step(job, progress).run(start);
    return new LedgerEntry.Step(job.getJobName(), (System.nanoTime() - start) / 1_000_000);
  }

  private void run(long start) throws IOException, InterruptedException {
    Runnable kill = this::kill;
    ShutdownHookManager.get().addShutdownHook(kill, ShutdownOrder.KILL_JOB);
    Configuration conf = job.getConfiguration();
    if (LocalJobs.runsInThisProcess(conf)) {
      conf.unset(MRJobConfig.JAR); // else it is copied for nobody
    }
    try {
      job.submit();
      await(start);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    } finally {
      if (!ShutdownHookManager.get().isShutdownInProgress()) {
        ShutdownHookManager.get().removeShutdownHook(kill);
      }
    }
    if (!job.isSuccessful()) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot finish step: " + job.getJobName() + ", because " + reason());
    }
    progress.printf("%s done in %.1f s%n", job.getJobName(), (System.nanoTime() - start) / 1e9);
  }

  /** Kills the job if it cannot wait for its end: nobody else would. */
  private void await(long start) throws IOException, InterruptedException {
    printed = System.nanoTime();
    int pause = Job.getProgressPollInterval(job.getConfiguration());
    try {
      while (!job.isComplete()) {
        Thread.sleep(pause);
        print(start);
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      kill();
      throw e;
    }
  }

  private void print(long start) throws IOException, InterruptedException {
    long now = System.nanoTime();
    if (now - printed >= PRINT_MILLIS * 1_000_000L) {
      printed = now;
      String reduce =
          job.getNumReduceTasks() == 0
              ? ""
              : String.format(", reduce %.0f %%", job.reduceProgress() * 100);
      progress.printf(
          "%s map %.0f %%%s (%.0f s)%n",
          job.getJobName(), job.mapProgress() * 100, reduce, (now - start) / 1e9);
    }
  }

  private String reason() throws IOException, InterruptedException {
    List<TaskAttemptID> last = lastAttempts();
    String message = TaskFailure.message(job.getConfiguration(), isToBlame(last));
    if (message != null) {
      return message;
    }
    for (TaskAttemptID attempt : last) {
      String[] diagnostics = job.getTaskDiagnostics(attempt);
      if (diagnostics != null && diagnostics.length > 0) {
        return Advice.of(diagnostics[0]);
      }
    }
    JobStatus status = job.getStatus();
    return status.getState() + ": " + Advice.of(status.getFailureInfo());
  }

  /** Of the tasks that failed as often as they may, so that the job did. */
  private List<TaskAttemptID> lastAttempts() throws IOException, InterruptedException {
    List<TaskAttemptID> last = new ArrayList<>();
    int from = 0;
    TaskCompletionEvent[] events = job.getTaskCompletionEvents(from, EVENTS);
    while (events.length > 0) {
      for (TaskCompletionEvent event : events) {
        if (event.getStatus() == TaskCompletionEvent.Status.TIPFAILED) {
          last.add(event.getTaskAttemptId());
        }
      }
      from += events.length;
      events = job.getTaskCompletionEvents(from, EVENTS);
    }
    return last;
  }

  private Predicate<String> isToBlame(List<TaskAttemptID> last) {
    if (last.isEmpty() && LocalJobs.runsInThisProcess(job.getConfiguration())) {
      // The local runner tells of no attempt; but there each task has only one.
      String prefix = job.getJobID().toString().replaceFirst("^job", "attempt") + "_";
      return name -> name.startsWith(prefix);
    }
    return last.stream().map(TaskAttemptID::toString).collect(Collectors.toSet())::contains;
  }

  /** Does not ask for the job's state before: that may be what failed. */
  private void kill() {
    try {
      job.killJob();
    } catch (IOException | RuntimeException e) {
      progress.println("Cannot kill job: " + job.getJobName() + ", because " + e.getMessage());
    }
  }
}
