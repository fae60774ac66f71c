package org.reviewwarehouse.hive;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table for people: numbers to the right, NULL as {@code NULL}, line breaks and tabs as blanks.
 * If a line would not fit, the widest columns are cut and end in {@code …}. Rows come in pages,
 * each a table of its own, so that an answer of any size can be printed.
 */
final class TableFormat implements ResultFormat {
  private static final int PAGE = 10_000;
  private static final int LEAST = 8;
  private static final int PADDING = 2;

  private final int lineWidth;

  /**
   * @param lineWidth characters a line may have; 0 for any number
   */
  TableFormat(int lineWidth) {
    this.lineWidth = lineWidth;
  }

  @Override
  public long print(ResultSet rows, PrintStream out) throws SQLException, IOException {
    int width = rows.getMetaData().getColumnCount();
    long count = 0;
    List<String[]> page = new ArrayList<>();
    while (rows.next()) {
      String[] row = new String[width];
      for (int i = 0; i < width; i++) {
        String value = rows.getString(i + 1);
        row[i] = value == null ? "NULL" : value.replaceAll("\\p{Cntrl}", " ");
      }
      page.add(row);
      count++;
      if (page.size() == PAGE) {
        print(page, rows.getMetaData(), out);
        page.clear();
      }
    }
    if (!page.isEmpty() || count == 0) {
      print(page, rows.getMetaData(), out);
    }
    return count;
  }

  private void print(List<String[]> page, ResultSetMetaData metadata, PrintStream out)
      throws SQLException {
    int[] widths = new int[metadata.getColumnCount()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = metadata.getColumnLabel(i + 1).length();
      for (String[] row : page) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    fit(widths);
    Column[] columns = new Column[widths.length];
    for (int i = 0; i < widths.length; i++) {
      HorizontalAlign align =
          number(metadata.getColumnType(i + 1)) ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
      columns[i] =
          new Column()
              .header(metadata.getColumnLabel(i + 1))
              .headerAlign(align)
              .dataAlign(align)
              .maxWidth(widths[i] + PADDING, OverflowBehaviour.ELLIPSIS_RIGHT);
    }
    out.println(
        AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
            .data(columns, page.toArray(new Object[0][]))
            .asString());
  }

  /** Takes from the widest column until the line fits or all are as narrow as they may be. */
  private void fit(int[] widths) {
    int line = Arrays.stream(widths).map(width -> width + PADDING + 1).sum() + 1;
    while (lineWidth > 0 && line > lineWidth) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST) {
        return;
      }
      widths[widest]--;
      line--;
    }
  }

  private static boolean number(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL ->
          true;
      default -> false;
    };
  }
}
