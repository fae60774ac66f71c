package org.reviewwarehouse.peers;

import java.nio.file.Path;

/** An engine that computes tables of a clean table and answers questions about them. */
interface Engine extends AutoCloseable {
  /** Makes the clean table of product reviews known, with its periods as texts. */
  void open(Path clean) throws Exception;

  /** Makes a question known as a table that is computed when it is asked. */
  void view(String name, String question) throws Exception;

  /**
   * Computes a table and writes it, by period if it has them; it is read from there from then on.
   */
  void table(String name, String question, boolean byPeriod, Path folder) throws Exception;

  /** Fetches all rows of a question, and says how many there are. */
  long ask(String question) throws Exception;

  /** The only value of a question. */
  String value(String question) throws Exception;
}
