package org.apache.hadoop.hive.ql.io;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hive.serde2.columnar.BytesRefArrayWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.JobConfigurable;
import org.apache.hadoop.mapred.SequenceFileInputFormat;

/**
 * Takes the place of Hive's class of this name, which stands behind it on the sandbox's class path:
 * it lists the files that a query has left its result in. Of Hive's, all sessions of a server share
 * one object, and one that is told its files while another fetches gives that one its own result
 * (HIVE-28530, in Hive before 4.1). As this one is {@link JobConfigurable}, Hive makes one for each
 * fetch.
 */
public class HiveSequenceFileInputFormat<K extends LongWritable, V extends BytesRefArrayWritable>
    extends SequenceFileInputFormat<K, V> implements JobConfigurable {
  private Set<FileStatus> files;

  public HiveSequenceFileInputFormat() {
    setMinSplitSize(SequenceFile.SYNC_INTERVAL);
  }

  @Override
  public void configure(JobConf job) {
    // Only that Hive keeps none.
  }

  /**
   * @param files what is fetched, or null: what is in the directory
   */
  public void setFiles(Set<FileStatus> files) {
    this.files = files;
  }

  @Override
  protected FileStatus[] listStatus(JobConf job) throws IOException {
    return files == null || files.isEmpty()
        ? super.listStatus(job)
        : files.toArray(new FileStatus[0]);
  }
}
