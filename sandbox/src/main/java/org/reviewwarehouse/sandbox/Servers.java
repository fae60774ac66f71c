package org.reviewwarehouse.sandbox;

/** A group of servers that start and stop together in this process. */
interface Servers {
  /** Starts the servers and returns when each has answered. */
  void start(Board board) throws Exception;

  /** Stops what must not be cut off. What halting the process does as well is left out. */
  void stop() throws Exception;
}
