package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.LocalJobRunner;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.reviewwarehouse.mapreduce.Settings;

/** How many map tasks run at once, and what memory each has. */
public record MapSlots(int count, long heapBytes) {

  /** Those of a cluster, or of the local runner. */
  public static MapSlots of(Configuration conf) throws IOException {
    boolean local = "local".equals(conf.get("mapreduce.framework.name", "local"));
    int set = conf.getInt(Settings.MAP_SLOTS, 0);
    if (local) {
      int parallel = Math.max(1, conf.getInt(LocalJobRunner.LOCAL_MAX_MAPS, 1));
      return new MapSlots(set > 0 ? set : parallel, Runtime.getRuntime().maxMemory() / parallel);
    }
    JobConf job = new JobConf(conf);
    int containerMegabytes = job.getMemoryRequired(TaskType.MAP);
    int heapMegabytes = JobConf.parseMaximumHeapSizeMB(job.getTaskJavaOpts(TaskType.MAP));
    long heap = (heapMegabytes > 0 ? heapMegabytes : containerMegabytes * 4L / 5) << 20;
    return new MapSlots(set > 0 ? set : ofYarn(conf, containerMegabytes), heap);
  }

  /** What the running nodes hold beside the job's own application master. */
  private static int ofYarn(Configuration conf, int containerMegabytes) throws IOException {
    long slots = 0;
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(new YarnConfiguration(conf));
      yarn.start();
      for (NodeReport node : yarn.getNodeReports(NodeState.RUNNING)) {
        slots +=
            Math.min(
                node.getCapability().getMemorySize() / containerMegabytes,
                node.getCapability().getVirtualCores());
      }
    } catch (YarnException e) {
      throw new IOException("Cannot ask YARN for its nodes, because " + e.getMessage(), e);
    }
    return (int) Math.max(1, slots - 1);
  }
}
