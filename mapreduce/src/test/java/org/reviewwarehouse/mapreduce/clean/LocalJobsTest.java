package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.MRConfig;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Settings;

public class LocalJobsTest {
  private static Configuration chosen(Long most, long bytes) {
    Configuration conf = new Configuration();
    conf.set(MRConfig.FRAMEWORK_NAME, MRConfig.YARN_FRAMEWORK_NAME);
    if (most != null) {
      conf.setLong(Settings.LOCAL_MOST_BYTES, most);
    }
    LocalJobs.choose(conf, bytes);
    return conf;
  }

  @Test
  public void whatReadsLittleRunsInThisProcess() throws Exception {
    Configuration conf = chosen(1_000L, 1_000);
    assertEquals("local", conf.get(MRConfig.FRAMEWORK_NAME));
    // There is no YARN to ask here, and none is asked.
    assertEquals(1, MapSlots.of(conf).count());
    Cluster jobs = new Cluster(conf);
    assertEquals(
        "file:" + conf.get("hadoop.tmp.dir") + "/staging",
        jobs.getStagingAreaDir().getParent().getParent().toString());
    jobs.close();
  }

  @Test
  public void whatReadsMoreStaysOnTheCluster() {
    assertEquals("yarn", chosen(1_000L, 1_001).get(MRConfig.FRAMEWORK_NAME));
  }

  @Test
  public void unlessAskedForEverythingStaysOnTheCluster() {
    assertEquals("yarn", chosen(null, 1).get(MRConfig.FRAMEWORK_NAME));
  }
}
