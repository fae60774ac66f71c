package org.reviewwarehouse.mapreduce.clean;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.server.jobtracker.JTConfig;
import org.reviewwarehouse.mapreduce.Settings;

/**
 * Jobs that read little run in the process that would submit them: on a cluster, to have containers
 * started for a job of a second takes several.
 */
public final class LocalJobs {
  private static final int POLL_MILLIS = 20;

  private LocalJobs() {}

  /**
   * Lets jobs with this configuration run in this process, if what they read is no more than {@link
   * Settings#LOCAL_MOST_BYTES}.
   *
   * @param conf changed
   * @param bytes that the jobs read
   */
  public static void choose(Configuration conf, long bytes) {
    if (bytes > conf.getLong(Settings.LOCAL_MOST_BYTES, Settings.LOCAL_MOST_BYTES_DEFAULT)) {
      return;
    }
    conf.set(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME);
    // Else below a directory that belongs to whoever came first.
    conf.set(JTConfig.JT_STAGING_AREA_ROOT, "${hadoop.tmp.dir}/staging");
    conf.setInt(Job.COMPLETION_POLL_INTERVAL_KEY, POLL_MILLIS);
    conf.setInt(Job.PROGRESS_MONITOR_POLL_INTERVAL_KEY, POLL_MILLIS);
  }

  /** Whether jobs with this configuration run in the process that submits them. */
  static boolean runsInThisProcess(Configuration conf) {
    return MRConfig.LOCAL_FRAMEWORK_NAME.equals(conf.get(MRConfig.FRAMEWORK_NAME));
  }
}
