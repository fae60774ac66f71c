package org.reviewwarehouse.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.DatanodeReportType;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.hdfs.server.namenode.FSNamesystem;
import org.apache.hadoop.hdfs.server.namenode.NameNode;

/** NameNode and DataNode. */
final class Hdfs implements Servers {
  private static final String[] SHARED = {
    "/tmp", "/tmp/hadoop-yarn/staging", "/user/hive/warehouse", "/user/hive/external"
  };

  private final Configuration conf;
  private NameNode nameNode;

  Hdfs(Configuration conf) {
    this.conf = conf;
  }

  @Override
  public void start(Board board) throws Exception {
    if (!formatted()) {
      NameNode.format(conf);
    }
    nameNode = NameNode.createNameNode(new String[0], conf);
    DataNode.createDataNode(new String[0], conf);
    Wait.until("NameNode", () -> writable(conf));
    board.up("NameNode");
    Wait.until("DataNode", () -> dataNodes(conf) > 0);
    board.up("DataNode");
    FileSystem fs = FileSystem.get(conf);
    for (String directory : SHARED) {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(directory);
      if (!fs.exists(path)) {
        fs.mkdirs(path);
        fs.setPermission(path, new FsPermission((short) 01777));
      }
    }
  }

  /** Every edit is on disk before it is answered, so halting loses nothing: this only ends it. */
  @Override
  public void stop() {
    if (nameNode != null) {
      nameNode.stop();
    }
  }

  /** For the groups that write to HDFS when they start, in this process or another. */
  static void await(Configuration conf) throws SandboxException, InterruptedException {
    Wait.until("NameNode", () -> writable(conf) && dataNodes(conf) > 0);
  }

  private boolean formatted() {
    return FSNamesystem.getNamespaceDirs(conf).stream()
        .allMatch(uri -> Files.exists(Path.of(uri.getPath(), "current", "VERSION")));
  }

  private static boolean writable(Configuration conf) throws IOException {
    return !fileSystem(conf).setSafeMode(SafeModeAction.GET);
  }

  private static int dataNodes(Configuration conf) throws IOException {
    return fileSystem(conf).getDataNodeStats(DatanodeReportType.LIVE).length;
  }

  private static DistributedFileSystem fileSystem(Configuration conf) throws IOException {
    return (DistributedFileSystem) FileSystem.get(conf);
  }
}
