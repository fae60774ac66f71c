package org.reviewwarehouse.sandbox;

import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.v2.hs.JobHistoryServer;
import org.apache.hadoop.mapreduce.v2.jobhistory.JHAdminConfig;
import org.apache.hadoop.service.Service;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;

/** ResourceManager, NodeManager and the history server of MapReduce. */
final class Yarn implements Servers {
  private final YarnConfiguration conf;
  private final NodeManager nodeManager = new NodeManager();

  Yarn(Configuration conf) {
    this.conf = new YarnConfiguration(conf);
  }

  @Override
  public void start(Board board) throws Exception {
    Hdfs.await(conf);
    run(new ResourceManager());
    run(nodeManager);
    try (YarnClient client = YarnClient.createYarnClient()) {
      run(client);
      Wait.until("ResourceManager", () -> client.getYarnClusterMetrics() != null);
      board.up("ResourceManager");
      Wait.until("NodeManager", () -> !client.getNodeReports(NodeState.RUNNING).isEmpty());
      board.up("NodeManager");
    }
    run(new JobHistoryServer());
    InetSocketAddress history =
        conf.getSocketAddr(
            JHAdminConfig.MR_HISTORY_ADDRESS,
            JHAdminConfig.DEFAULT_MR_HISTORY_ADDRESS,
            JHAdminConfig.DEFAULT_MR_HISTORY_PORT);
    Wait.until("JobHistoryServer", () -> accepts(history));
    board.up("JobHistoryServer");
  }

  /**
   * Containers are processes of their own and would outlive a halt. Where there are none, the
   * NodeManager need not be stopped: it would wait 16 seconds for logs that it means to delete
   * hours later.
   */
  @Override
  public void stop() {
    if (hasContainers()) {
      nodeManager.stop();
    }
  }

  private boolean hasContainers() {
    return nodeManager.getNMContext() != null
        && nodeManager.getNMContext().getContainers().values().stream()
            .map(container -> container.cloneAndGetContainerStatus().getState())
            .anyMatch(state -> state != ContainerState.COMPLETE);
  }

  private void run(Service service) {
    service.init(conf);
    service.start();
  }

  private static boolean accepts(InetSocketAddress address) throws Exception {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      return socket.isConnected();
    }
  }
}
