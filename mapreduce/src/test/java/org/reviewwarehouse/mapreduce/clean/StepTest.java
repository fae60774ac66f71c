package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

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
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.output.NullOutputFormat;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A job that does not end as it should. */
public class StepTest {
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

  /** Works for longer than anybody waits. */
  static final class Sleeping extends Mapper<LongWritable, Text, NullWritable, NullWritable> {
    @Override
    public void run(Context context) throws InterruptedException {
      Thread.sleep(30_000);
    }
  }
}
