package org.reviewwarehouse.hive;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Sessions with HiveServer2 for several threads, each opened when no other is free. */
final class Sessions implements AutoCloseable {
  private final Settings settings;
  private final Map<String, String> session;
  private final List<Hive> all = new ArrayList<>();
  private final Deque<Hive> free = new ArrayDeque<>();

  /**
   * @param session settings of Hive for each session
   */
  Sessions(Settings settings, Map<String, String> session) {
    this.settings = settings;
    this.session = session;
  }

  /** A session for one thread, until it gives it back. */
  Hive take() throws SQLException, IOException {
    synchronized (this) {
      if (!free.isEmpty()) {
        return free.pop();
      }
    }
    Hive hive = Hive.open(settings, session);
    synchronized (this) {
      all.add(hive);
    }
    return hive;
  }

  synchronized void giveBack(Hive hive) {
    free.push(hive);
  }

  /** Ends all sessions. */
  @Override
  public synchronized void close() throws SQLException {
    for (Hive hive : all) {
      hive.close();
    }
  }
}
