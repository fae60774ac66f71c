package org.reviewwarehouse.sandbox;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.mapreduce.util.ConfigUtil;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** The servers of one role in this process. */
final class Sandbox {
  /** What the site files of the sandbox say as {@code ${warehouse.sandbox.data}}. */
  static final String DATA = "warehouse.sandbox.data";

  private final Role role;
  private final Path confDirectory;
  private final Path data;

  Sandbox(Role role, Path confDirectory, Path data) {
    this.role = role;
    this.confDirectory = confDirectory;
    this.data = data;
  }

  /**
   * Starts the servers and returns when each has answered.
   *
   * @throws SandboxException before anything is started if a port is taken or the site files are
   *     not the ones on the class path
   */
  void start() throws Exception {
    System.setProperty(DATA, data.toString());
    Configuration conf = configuration();
    // Only here: the settings of these are not the other servers' business.
    Configuration all = new Configuration(conf);
    all.addResource("hive-site.xml");
    all.addResource("oozie-site.xml");
    List<Endpoint> endpoints = Endpoint.of(role, all);
    Ports.requireFree(endpoints);
    Board board = new Board(data.resolve("run").resolve(role + ".servers"), endpoints);
    // Several servers of a kind that expects a process of its own register the same names.
    DefaultMetricsSystem.setMiniClusterMode(true);
    List<Servers> groups = new ArrayList<>();
    for (Role group : role.groups()) {
      groups.add(servers(group, conf, all));
    }
    // Ours runs instead of Hadoop's hooks of all the servers, which take twenty seconds.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(groups), "stop"));
    startTogether(groups, board);
  }

  /** Each group waits for those it needs, so they may all start at once. */
  private static void startTogether(List<Servers> groups, Board board) throws Exception {
    List<CompletableFuture<Void>> started = new ArrayList<>();
    CompletableFuture<Void> failed = new CompletableFuture<>();
    for (Servers group : groups) {
      CompletableFuture<Void> end = new CompletableFuture<>();
      started.add(end);
      Thread thread =
          new Thread(
              () -> {
                try {
                  group.start(board);
                  end.complete(null);
                } catch (Throwable e) {
                  failed.completeExceptionally(e);
                }
              },
              "start-" + group.getClass().getSimpleName());
      thread.start();
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(started.toArray(CompletableFuture[]::new));
    try {
      CompletableFuture.anyOf(all, failed).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private Configuration configuration() throws SandboxException, MalformedURLException {
    Configuration.addDefaultResource("warehouse-sandbox-server.xml");
    // Each of these has every Configuration read its part's defaults and then its site file.
    HdfsConfiguration.init();
    ConfigUtil.loadResources();
    Configuration conf = new YarnConfiguration();
    // Oozie runs each job as who submitted it. The name of a property cannot refer to the user's.
    String proxy = "hadoop.proxyuser." + System.getProperty("user.name");
    conf.set(proxy + ".hosts", "127.0.0.1");
    conf.set(proxy + ".groups", "*");
    URL site = conf.getResource("core-site.xml");
    if (site == null || !site.equals(confDirectory.resolve("core-site.xml").toUri().toURL())) {
      throw new SandboxException(
          "Cannot start the sandbox: "
              + confDirectory
              + ", because the class path has core-site.xml from "
              + site);
    }
    return conf;
  }

  private Servers servers(Role group, Configuration conf, Configuration all) throws Exception {
    return switch (group) {
      case HDFS -> new Hdfs(conf);
      case YARN -> new Yarn(conf);
      case HIVE -> new Hive(data, confDirectory.resolve("hive-site.xml").toUri().toURL());
      case OOZIE -> new Oozie(confDirectory, data, all);
      case MAIL -> new Mail(data, all);
      case ALL -> throw new IllegalArgumentException("all is not a group");
    };
  }

  private static void stop(List<Servers> groups) {
    for (int i = groups.size() - 1; i >= 0; i--) {
      try {
        groups.get(i).stop();
      } catch (Exception e) {
        e.printStackTrace();
      }
    }
    Runtime.getRuntime().halt(143); // what a process ended by SIGTERM answers
  }
}
