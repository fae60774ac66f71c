package org.reviewwarehouse.sandbox;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** An address that a server of the sandbox listens on, and the setting that says so. */
record Endpoint(String server, String setting, InetSocketAddress address) {

  private static final String[][] HDFS = {
    {"NameNode", "fs.defaultFS"},
    {"NameNode", "dfs.namenode.http-address"},
    {"DataNode", "dfs.datanode.address"},
    {"DataNode", "dfs.datanode.http.address"},
    {"DataNode", "dfs.datanode.http.internal-proxy.port"},
    {"DataNode", "dfs.datanode.ipc.address"},
  };

  private static final String[][] YARN = {
    {"ResourceManager", "yarn.resourcemanager.address"},
    {"ResourceManager", "yarn.resourcemanager.scheduler.address"},
    {"ResourceManager", "yarn.resourcemanager.resource-tracker.address"},
    {"ResourceManager", "yarn.resourcemanager.admin.address"},
    {"ResourceManager", "yarn.resourcemanager.webapp.address"},
    {"NodeManager", "yarn.nodemanager.address"},
    {"NodeManager", "yarn.nodemanager.localizer.address"},
    {"NodeManager", "yarn.nodemanager.webapp.address"},
    {"NodeManager", "mapreduce.shuffle.port"},
    {"JobHistoryServer", "mapreduce.jobhistory.address"},
    {"JobHistoryServer", "mapreduce.jobhistory.webapp.address"},
    {"JobHistoryServer", "mapreduce.jobhistory.admin.address"},
  };

  private static final String[][] HIVE = {{"HiveServer2", "hive.server2.thrift.port"}};

  private static final String[][] OOZIE = {{"Oozie", "oozie.http.port"}};

  private static final String[][] MAIL = {{"Mail", "oozie.email.smtp.port"}};

  /**
   * Every address the role's servers will listen on.
   *
   * @throws SandboxException if one is not in the configuration: nothing may listen on a default
   */
  static List<Endpoint> of(Role role, Configuration conf) throws SandboxException {
    List<Endpoint> endpoints = new ArrayList<>();
    for (Role group : role.groups()) {
      for (String[] line : settings(group)) {
        endpoints.add(new Endpoint(line[0], line[1], address(line[1], conf)));
      }
    }
    return endpoints;
  }

  /** host:port */
  String hostPort() {
    return address.getHostString() + ":" + address.getPort();
  }

  private static String[][] settings(Role group) {
    return switch (group) {
      case HDFS -> HDFS;
      case YARN -> YARN;
      case HIVE -> HIVE;
      case OOZIE -> OOZIE;
      case MAIL -> MAIL;
      case ALL -> throw new IllegalArgumentException("all is not a group");
    };
  }

  private static InetSocketAddress address(String setting, Configuration conf)
      throws SandboxException {
    String value = conf.getTrimmed(setting);
    try {
      if (value.contains("://")) {
        URI uri = URI.create(value);
        return new InetSocketAddress(uri.getHost(), uri.getPort());
      }
      int colon = value.lastIndexOf(':');
      String host = colon < 0 ? "127.0.0.1" : value.substring(0, colon);
      return new InetSocketAddress(host, Integer.parseInt(value.substring(colon + 1)));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new SandboxException(
          "Cannot start the sandbox: " + setting + " is " + value + ", because it needs a port", e);
    }
  }
}
