package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A way to print the rows of a question. */
interface ResultFormat {
  /**
   * Prints all rows.
   *
   * @return how many there were
   */
  long print(ResultSet rows, PrintStream out) throws SQLException, IOException;
}
