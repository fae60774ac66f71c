package org.reviewwarehouse.sandbox;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.metadata.SharedHandlers;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hadoop.hive.metastore.api.AbortTxnsRequest;
import org.apache.hadoop.hive.metastore.api.TxnInfo;
import org.apache.hadoop.hive.metastore.api.TxnState;
import org.apache.hadoop.hive.metastore.conf.MetastoreConf;
import org.apache.hadoop.hive.metastore.txn.TxnStore;
import org.apache.hadoop.hive.metastore.txn.TxnUtils;
import org.apache.hadoop.hive.ql.io.InsertOnly;
import org.apache.hive.service.server.HiveServer2;
import org.apache.thrift.TException;

/** HiveServer2 with the metastore inside, on Derby. */
final class Hive implements Servers {
  private final Path data;
  private final HiveConf conf;
  private MetastoreTasks tasks;

  /** Hive makes fresh configurations of its own all over, so its settings must be in a file. */
  Hive(Path data, URL hiveSite) {
    this.data = data;
    HiveConf.setHiveSiteLocation(hiveSite);
    MetastoreConf.setHiveSiteLocation(hiveSite);
    this.conf = new HiveConf();
  }

  @Override
  public void start(Board board) throws Exception {
    InsertOnly.install();
    SharedHandlers.install();
    Path home = data.resolve("hive");
    Files.createDirectories(home);
    System.setProperty("derby.system.home", home.toString());
    new MetastoreSchema(home.resolve("metastore")).createIfMissing();
    abortOpenTransactions();
    // Nobody else deletes what the queries of earlier sessions shuffled: see hive.exec.scratchdir.
    FileUtil.fullyDelete(home.resolve("tez").toFile());
    Hdfs.await(conf);
    HiveServer2 server = new HiveServer2();
    server.init(conf);
    server.start();
    tasks = new MetastoreTasks(conf);
    String url = "jdbc:hive2://" + address(conf) + "/default";
    Wait.until("HiveServer2", () -> answers(url));
    board.up("HiveServer2");
  }

  @Override
  public void stop() throws Exception {
    try {
      if (tasks != null) {
        tasks.close();
      }
    } finally {
      MetastoreSchema.shutdown();
    }
  }

  /**
   * The metastore has no other user than this process, so whatever is open when it starts was cut
   * off with the one before, and its locks would block their tables for ever.
   */
  private void abortOpenTransactions() throws TException {
    TxnStore transactions = TxnUtils.getTxnStore(conf);
    List<Long> open =
        transactions.getOpenTxnsInfo().getOpen_txns().stream()
            .filter(transaction -> transaction.getState() == TxnState.OPEN)
            .map(TxnInfo::getId)
            .collect(Collectors.toCollection(ArrayList::new)); // which Hive sorts in place
    if (!open.isEmpty()) {
      transactions.abortTxns(new AbortTxnsRequest(open));
    }
  }

  private static String address(Configuration conf) {
    return conf.get("hive.server2.thrift.bind.host") + ":" + conf.get("hive.server2.thrift.port");
  }

  private static boolean answers(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user(), "")) {
      return connection.isValid(0) || connection.getMetaData().getDatabaseMajorVersion() > 0;
    }
  }

  private static String user() {
    return System.getProperty("user.name");
  }
}
