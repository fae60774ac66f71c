package org.reviewwarehouse.hive;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * RFC 4180: a header, CRLF after every record, quotes where a value needs them. NULL is nothing at
 * all, an empty text is {@code ""}. Nothing is ever cut.
 */
final class CsvFormat implements ResultFormat {
  @Override
  public long print(ResultSet rows, PrintStream out) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    int width = columns.getColumnCount();
    StringBuilder record = new StringBuilder();
    for (int i = 1; i <= width; i++) {
      append(record, i, columns.getColumnLabel(i));
    }
    out.print(record.append("\r\n"));
    long count = 0;
    for (; rows.next(); count++) {
      record.setLength(0);
      for (int i = 1; i <= width; i++) {
        append(record, i, rows.getString(i));
      }
      out.print(record.append("\r\n"));
    }
    return count;
  }

  private static void append(StringBuilder record, int column, String value) {
    if (column > 1) {
      record.append(',');
    }
    if (value == null) {
      return;
    }
    boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    record.append(plain ? value : '"' + value.replace("\"", "\"\"") + '"');
  }
}
