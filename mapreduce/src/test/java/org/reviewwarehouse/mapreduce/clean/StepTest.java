package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.output.NullOutputFormat;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.WarehouseException;

/** A job that does not end as it should. */
public class StepTest {
  private static final String MEMORY = "Container is running beyond physical memory limits.";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();
  private File failures;

  @Before
  public void configure() throws Exception {
    failures = folder.newFolder("failures");
    conf.set("hadoop.tmp.dir", folder.newFolder("tmp").getPath());
    TaskFailure.setDirectory(conf, new Path(failures.toURI()));
    LocalJobs.choose(conf, 0);
  }

  @Test(timeout = 60_000)
  public void aJobIsKilledThatCannotBeWaitedFor() throws Exception {
    Job job =
        new OneMap(Sleeping.class) {
          @Override
          public boolean isComplete() throws IOException {
            throw new IOException("no answer");
          }
        };
    assertEquals("no answer", assertThrows(IOException.class, () -> run(job)).getMessage());
    while (job.getJobState() == JobStatus.State.RUNNING
        || job.getJobState() == JobStatus.State.PREP) {
      Thread.sleep(20);
    }
    assertEquals(JobStatus.State.KILLED, job.getJobState());
  }

  @Test
  public void theReasonIsThatOfItsTask() throws Exception {
    leave("attempt_local0_0001_m_000000_0", "an earlier job's");
    assertEquals("the task's own", reason(new OneMap(Guarded.class)));
  }

  @Test
  public void theReasonIsNoneOfAnotherJob() throws Exception {
    leave("attempt_local0_0001_m_000000_0", "an earlier job's");
    assertEquals("FAILED: NA", reason(new OneMap(Unguarded.class)));
  }

  @Test
  public void theReasonIsThatOfTheTaskThatFailedForGood() throws Exception {
    assertEquals("the task's own", reason(new Retried(0)));
  }

  @Test
  public void theReasonIsNoneOfATaskWhoseRetrySucceeded() throws Exception {
    assertEquals(MEMORY, reason(new Retried(1)));
  }

  private void leave(String attempt, String message) throws IOException {
    Files.writeString(new File(failures, attempt).toPath(), message);
  }

  private static String reason(Job job) {
    String message = assertThrows(WarehouseException.class, () -> run(job)).getMessage();
    String beginning = "Cannot finish step: step, because ";
    assertTrue(message, message.startsWith(beginning));
    return message.substring(beginning.length());
  }

  private static void run(Job job) throws IOException, InterruptedException {
    Step.run(job, new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
  }

  /** A job of one map task, for the local runner. */
  private class OneMap extends Job {
    @SuppressWarnings("deprecation") // of the constructor: there is no other for a subclass
    OneMap(Class<? extends Mapper<LongWritable, Text, NullWritable, NullWritable>> mapper)
        throws IOException {
      super(StepTest.this.conf, "step");
      File input = folder.newFile();
      Files.writeString(input.toPath(), "a line\n");
      FileInputFormat.addInputPath(this, new Path(input.toURI()));
      setMapperClass(mapper);
      setNumReduceTasks(0);
      setOutputFormatClass(NullOutputFormat.class);
    }
  }

  /**
   * Tells of attempts as YARN does: one has left a message and failed, then another task failed for
   * good, or the same.
   */
  private final class Retried extends OneMap {
    private final int failedTask;

    Retried(int failedTask) throws IOException {
      super(Guarded.class);
      this.failedTask = failedTask;
    }

    @Override
    public TaskCompletionEvent[] getTaskCompletionEvents(int from, int most) {
      return from > 0
          ? new TaskCompletionEvent[0]
          : new TaskCompletionEvent[] {
            event(0, TaskCompletionEvent.Status.FAILED),
            event(failedTask, TaskCompletionEvent.Status.TIPFAILED)
          };
    }

    private TaskCompletionEvent event(int task, TaskCompletionEvent.Status status) {
      String job = getJobID().toString().replace("job_", "attempt_");
      TaskAttemptID attempt = TaskAttemptID.forName(job + "_m_00000" + task + "_0");
      return new TaskCompletionEvent(0, attempt, 0, true, status, "");
    }

    @Override
    public String[] getTaskDiagnostics(TaskAttemptID attempt) {
      return new String[] {attempt.getTaskID().getId() == 1 ? MEMORY : "the first task's"};
    }
  }

  /** Works for longer than anybody waits. */
  static final class Sleeping extends Mapper<LongWritable, Text, NullWritable, NullWritable> {
    @Override
    public void run(Context context) throws InterruptedException {
      Thread.sleep(30_000);
    }
  }

  /** Fails, and says why. */
  static final class Guarded extends Mapper<LongWritable, Text, NullWritable, NullWritable> {
    @Override
    public void run(Context context) throws IOException, InterruptedException {
      TaskFailure.guard(
          context,
          () -> {
            throw new IOException("the task's own");
          });
    }
  }

  /** Fails as one that is killed does: nobody keeps its message. */
  static final class Unguarded extends Mapper<LongWritable, Text, NullWritable, NullWritable> {
    @Override
    public void run(Context context) throws IOException {
      throw new IOException("not kept");
    }
  }
}
