package org.apache.hadoop.hive.metastore.txn;

import javax.sql.DataSource;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.api.CheckLockRequest;
import org.apache.hadoop.hive.metastore.api.LockResponse;
import org.apache.hadoop.hive.metastore.api.MetaException;
import org.apache.hadoop.hive.metastore.api.NoSuchLockException;
import org.apache.hadoop.hive.metastore.api.NoSuchTxnException;
import org.apache.hadoop.hive.metastore.api.TxnAbortedException;

/**
 * The transactions of a metastore on Derby, where what must be done by one at a time is done under
 * a lock of the process. Hive's own handler takes that lock in the middle of {@code checkLock},
 * after a row of its transaction was written: a commit that has the lock then waits for the row
 * until Derby gives up, and as it keeps the lock while it tries again, ten times. Here it is taken
 * before the row is written. And its statements differ in their parameters only: see {@link
 * NumbersAsParameters}.
 *
 * <p>In this package as Hive's handler is not public; {@code hive-site.xml} names it.
 */
public class DerbyTxnHandler extends CompactionTxnHandler {
  @Override
  public void setConf(Configuration conf) {
    super.setConf(conf);
    jdbcResource.bindDataSource(POOL_TX);
    DataSource connections = jdbcResource.getJdbcTemplate().getJdbcTemplate().getDataSource();
    jdbcResource.unbindDataSource();
    if (!(connections instanceof NumbersAsParameters)) {
      jdbcResource.registerDataSource(POOL_TX, new NumbersAsParameters(connections));
    }
  }

  @Override
  public LockResponse checkLock(CheckLockRequest request)
      throws NoSuchTxnException, NoSuchLockException, TxnAbortedException, MetaException {
    dbProduct.lockInternal();
    try {
      return super.checkLock(request);
    } finally {
      dbProduct.unlockInternal();
    }
  }
}
