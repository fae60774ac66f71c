package org.reviewwarehouse.sandbox;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.txn.service.AcidTxnCleanerService;

/**
 * Has the metastore forget transactions that have ended, as one does that is a process of its own.
 * Inside HiveServer2 nobody does: each statement adds a transaction, and each statement reads them
 * all.
 */
final class EndedTransactions implements AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread cleaner = new Thread(task, "ended-transactions");
            cleaner.setDaemon(true);
            return cleaner;
          });

  /** Begins to forget them, every {@code metastore.acid.txn.cleaner.interval}. */
  EndedTransactions(Configuration conf) {
    AcidTxnCleanerService cleaner = new AcidTxnCleanerService();
    cleaner.setConf(conf);
    long millis = cleaner.runFrequency(TimeUnit.MILLISECONDS);
    thread.scheduleWithFixedDelay(cleaner, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
