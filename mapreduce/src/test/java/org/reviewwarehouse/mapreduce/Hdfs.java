package org.reviewwarehouse.mapreduce;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A real HDFS that lasts as long as a test class. */
public final class Hdfs extends ExternalResource {
  private final TemporaryFolder folder = new TemporaryFolder();
  private MiniDFSCluster cluster;

  @Override
  protected void before() throws IOException {
    folder.create();
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.getRoot().getPath());
    conf.setLong("dfs.namenode.fs-limits.min-block-size", 0);
    cluster = new MiniDFSCluster.Builder(conf).numDataNodes(1).build();
  }

  @Override
  protected void after() {
    if (cluster != null) {
      cluster.shutdown(true);
    }
    folder.delete();
  }

  public MiniDFSCluster cluster() {
    return cluster;
  }

  public int port() {
    return cluster.getNameNodePort();
  }

  /** A directory that no other test uses. */
  public Path root(String name) {
    return root(name, port());
  }

  /** The same directory, by another way to the NameNode. */
  public Path root(String name, int port) {
    return new Path("hdfs://localhost:" + port + "/" + name);
  }
}
