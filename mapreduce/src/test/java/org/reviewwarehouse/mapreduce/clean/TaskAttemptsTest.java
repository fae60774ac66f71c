package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.mockito.Mockito.when;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.MapFile;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.hadoop.mrunit.mapreduce.MapDriver;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.FaultPoint;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.parquet.ParquetRows;

/** A task of the write job that is tried more than once: its rows and counts are there once. */
public class TaskAttemptsTest {
  private static final String TASK = "_201508310000_0001_m_000007";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private File output;

  @Before
  public void writeLosers() throws Exception {
    output = folder.newFolder("write");
    Path file = new Path(new File(folder.getRoot(), "resolved/part-r-00000").toString());
    new MapFile.Writer(
            new Configuration(),
            file,
            MapFile.Writer.keyClass(IntWritable.class),
            MapFile.Writer.valueClass(BytesWritable.class))
        .close();
  }

  /** One attempt with its own committer, as the framework makes them. */
  private final class Attempt {
    private final MapDriver<NullWritable, RecordBlock, IntWritable, BytesWritable> driver =
        MapDriver.newMapDriver(new WriteJob.WriteMapper());
    private final TaskAttemptContext context;
    private final OutputCommitter committer;

    Attempt(int number, String... settings) throws Exception {
      Configuration conf = driver.getConfiguration();
      Tasks.configure(conf);
      String id = "attempt" + TASK + "_" + number;
      conf.set("warehouse.run.resolved", new File(folder.getRoot(), "resolved").toString());
      conf.set(MRJobConfig.TASK_ATTEMPT_ID, id);
      conf.setInt(FileOutputCommitter.FILEOUTPUTCOMMITTER_ALGORITHM_VERSION, 1);
      for (int i = 0; i < settings.length; i += 2) {
        conf.set(settings[i], settings[i + 1]);
      }
      TaskFailure.setDirectory(conf, new Path(new File(folder.getRoot(), "failures").toURI()));
      Tasks.outputOf(driver.getContext(), id, output);
      when(driver.getContext().getNumReduceTasks()).thenReturn(0);
      committer = driver.getContext().getOutputCommitter();
      context = new TaskAttemptContextImpl(conf, TaskAttemptID.forName(id));
      committer.setupJob(context);
      committer.setupTask(context);
    }

    Attempt run() throws Exception {
      String[] first = {review("A", "2015-08-31").line(), review("B", "2015-09-01").line()};
      driver.addInput(NullWritable.get(), Tasks.block(Tasks.file(0), 0, first));
      driver.addInput(
          NullWritable.get(),
          Tasks.block(
              Tasks.file(0), 1_000, review("C", "2015-08-31").line(), "broken", late().line()));
      driver.run();
      return this;
    }

    private org.reviewwarehouse.mapreduce.Reviews late() {
      return review("D", "2015-08-01");
    }

    void commit() throws Exception {
      assertTrue(committer.needsTaskCommit(context));
      committer.commitTask(context);
    }

    void abort() throws Exception {
      committer.abortTask(context);
    }

    void commitJob() throws Exception {
      committer.commitJob(context);
    }
  }

  @Test
  public void theSlowerOfTwoTwinsLeavesNothing() throws Exception {
    Attempt first = new Attempt(0).run();
    Attempt twin = new Attempt(1).run();
    twin.commit();
    first.abort();
    twin.commitJob();
    assertThereOnce();
  }

  @Test
  public void aTwinThatIsKilledWithoutAnEndLeavesNothing() throws Exception {
    new Attempt(0).run(); // its machine is gone: nobody aborts it
    Attempt twin = new Attempt(1).run();
    twin.commit();
    twin.commitJob();
    assertThereOnce();
  }

  @Test
  public void anAttemptThatFailsInTheMiddleLeavesNothing() throws Exception {
    Attempt first = new Attempt(0, FaultPoint.PROPERTY, "mid-write:2", FaultPoint.ACTION, "fail");
    IOException e = assertThrows(IOException.class, first::run);
    assertEquals("fault point mid-write:2", e.getMessage());
    assertEquals("it had begun to write", 2, ParquetRows.files(output).size());
    first.abort();
    Attempt second =
        new Attempt(1, FaultPoint.PROPERTY, "mid-write:2", FaultPoint.ACTION, "fail").run();
    second.commit();
    second.commitJob();
    assertThereOnce();
  }

  @Test
  public void anAttemptThatFailsAtItsCommitLeavesNothing() throws Exception {
    Attempt first = new Attempt(0).run(); // all is written, the report too
    first.abort();
    Attempt second = new Attempt(1).run();
    second.commit();
    second.commitJob();
    assertThereOnce();
  }

  private void assertThereOnce() throws Exception {
    List<String> files =
        ParquetRows.files(output).stream()
            .map(file -> output.toPath().relativize(file.toPath()).toString())
            .toList();
    assertEquals(
        List.of(
            "clean/period=2015-08/part-m-00007.parquet",
            "clean/period=2015-09/part-m-00007.parquet",
            "late/part-m-00007.parquet",
            "rejected/part-m-00007.parquet"),
        files);
    List<String> keys =
        ParquetRows.below(new File(output, "clean")).stream()
            .map(row -> row.split("\\|")[2])
            .toList();
    assertEquals(List.of("A", "C", "B"), keys);
    List<TaskReport> reports = TaskReport.read(new Path(output.toURI()), new Configuration());
    assertEquals(1, reports.size());
    TaskReport.FileRows rows = reports.get(0).file(0);
    assertEquals(
        "5 = 3 + 0 + 0 + 1 + {field_count=1}",
        String.format(
            "%d = %d + %d + %d + %d + %s",
            rows.read,
            rows.accepted,
            rows.duplicate,
            rows.superseded,
            rows.late,
            Map.copyOf(rows.rejected)));
  }
}
