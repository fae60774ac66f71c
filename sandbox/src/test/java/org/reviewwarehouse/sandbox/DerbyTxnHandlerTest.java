package org.reviewwarehouse.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.api.CommitTxnRequest;
import org.apache.hadoop.hive.metastore.api.DataOperationType;
import org.apache.hadoop.hive.metastore.api.LockComponent;
import org.apache.hadoop.hive.metastore.api.LockLevel;
import org.apache.hadoop.hive.metastore.api.LockRequest;
import org.apache.hadoop.hive.metastore.api.LockState;
import org.apache.hadoop.hive.metastore.api.LockType;
import org.apache.hadoop.hive.metastore.api.OpenTxnRequest;
import org.apache.hadoop.hive.metastore.conf.MetastoreConf;
import org.apache.hadoop.hive.metastore.txn.DerbyTxnHandler;
import org.apache.hadoop.hive.metastore.txn.TxnStore;
import org.apache.hadoop.hive.metastore.txn.TxnUtils;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** On a real metastore's database. */
public class DerbyTxnHandlerTest {
  /** One for all tests, as Hive has one pool of connections in a process. */
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final Configuration CONF = MetastoreConf.newMetastoreConf();
  private static String url;
  private static TxnStore transactions;

  @BeforeClass
  public static void createMetastore() throws Exception {
    Path database = FOLDER.getRoot().toPath().resolve("metastore");
    new MetastoreSchema(database).createIfMissing();
    url = "jdbc:derby:;databaseName=" + database;
    MetastoreConf.setVar(CONF, MetastoreConf.ConfVars.CONNECT_URL_KEY, url);
    MetastoreConf.setVar(
        CONF, MetastoreConf.ConfVars.TXN_STORE_IMPL, DerbyTxnHandler.class.getName());
    transactions = TxnUtils.getTxnStore(CONF);
  }

  @AfterClass
  public static void shutdown() {
    // Derby answers that it is done by an exception.
    assertThrows(SQLException.class, () -> DriverManager.getConnection(url + ";shutdown=true"));
  }

  /** A transaction that locks a table and ends, as that of a question does. */
  private void ask() throws Exception {
    long id = transactions.openTxns(new OpenTxnRequest(1, "me", "here")).getTxn_ids().get(0);
    LockComponent table = new LockComponent(LockType.SHARED_READ, LockLevel.TABLE, "db");
    table.setTablename("reviews");
    table.setOperationType(DataOperationType.SELECT);
    LockRequest request = new LockRequest(List.of(table), "me", "here");
    request.setTxnid(id);
    assertEquals(LockState.ACQUIRED, transactions.lock(request).getState());
    transactions.commitTxn(new CommitTxnRequest(id));
  }

  private Set<String> compiled() throws SQLException {
    Set<String> texts = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT sql_text FROM syscs_diag.statement_cache")) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  @Test
  public void aQuestionLikeAnEarlierOneHasDerbyCompileNothing() throws Exception {
    ask();
    ask(); // the first one finds some tables empty, and asks less
    Set<String> before = compiled();
    ask();
    ask();
    Set<String> after = compiled();
    after.removeAll(before);
    assertEquals(Set.of(), after);
    assertEquals(0, transactions.getOpenTxns().getOpen_txnsSize());
  }
}
