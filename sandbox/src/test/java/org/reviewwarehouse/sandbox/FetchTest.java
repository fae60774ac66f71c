package org.reviewwarehouse.sandbox;

import static org.junit.Assert.assertEquals;

import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.ql.exec.FetchOperator;
import org.apache.hadoop.hive.ql.io.HiveSequenceFileInputFormat;
import org.apache.hadoop.mapred.FileSplit;
import org.apache.hadoop.mapred.JobConf;
import org.junit.Test;

public class FetchTest {
  /** Fails with the class of this name in Hive 4.0.1, which is one for all sessions. */
  @Test
  public void aFetchKeepsItsFilesWhileAnotherIsToldItsOwn() throws Exception {
    HiveSequenceFileInputFormat<?, ?> one = inputFormat();
    one.setFiles(Set.of(file("/one")));
    inputFormat().setFiles(Set.of(file("/other")));
    FileSplit split = (FileSplit) one.getSplits(new JobConf(), 1)[0];
    assertEquals(new Path("/one"), split.getPath());
  }

  private static HiveSequenceFileInputFormat<?, ?> inputFormat() throws Exception {
    return (HiveSequenceFileInputFormat<?, ?>)
        FetchOperator.getInputFormatFromCache(
            HiveSequenceFileInputFormat.class, new Configuration());
  }

  private static FileStatus file(String path) {
    return new FileStatus(0, false, 1, 1, 0, new Path(path));
  }
}
