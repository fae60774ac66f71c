package org.reviewwarehouse.hive;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.Styler;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;

/**
 * A table for people: numbers to the right, NULL as {@code NULL}, line breaks and tabs as blanks.
 * If a line would not fit, the widest columns of text are cut and end in {@code …}; numbers are
 * whole. Rows come in pages, each a table of its own, so that an answer of any size can be printed.
 */
final class TableFormat implements ResultFormat {
  private static final int PAGE = 10_000;
  private static final int LEAST = 8;
  private static final int PADDING = 2;
  private static final String FILLER = "x";

  private final int lineWidth;

  /**
   * @param lineWidth cells a line may take; 0 for any number
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
        row[i] = value == null ? "NULL" : value.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
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
    boolean[] numbers = new boolean[widths.length];
    String[] labels = new String[widths.length];
    for (int i = 0; i < widths.length; i++) {
      labels[i] = metadata.getColumnLabel(i + 1);
      numbers[i] = number(metadata.getColumnType(i + 1));
      widths[i] = Cells.width(labels[i]);
      for (String[] row : page) {
        widths[i] = Math.max(widths[i], Cells.width(row[i]));
      }
    }
    fit(widths, numbers);
    Column[] columns = new Column[widths.length];
    for (int i = 0; i < widths.length; i++) {
      HorizontalAlign align = numbers[i] ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
      columns[i] =
          new Column()
              .header(filler(labels[i], widths[i]))
              .headerAlign(align)
              .dataAlign(align)
              .maxWidth(widths[i] + PADDING);
    }
    String[][] fillers = new String[page.size()][widths.length];
    for (int row = 0; row < fillers.length; row++) {
      for (int i = 0; i < widths.length; i++) {
        fillers[row][i] = filler(page.get(row)[i], widths[i]);
      }
    }
    out.println(
        AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
            .data(columns, fillers)
            .styler(
                new Styler() {
                  @Override
                  public List<String> styleHeader(Column column, int i, List<String> lines) {
                    return fill(lines, labels[i], widths[i]);
                  }

                  @Override
                  public List<String> styleCell(Column column, int row, int i, List<String> lines) {
                    return fill(lines, page.get(row)[i], widths[i]);
                  }
                })
            .asString());
  }

  /** What the library, which counts characters, lays out in the place of a text. */
  private static String filler(String text, int cells) {
    return FILLER.repeat(Cells.width(Cells.cut(text, cells)));
  }

  private static List<String> fill(List<String> lines, String text, int cells) {
    String shown = Matcher.quoteReplacement(Cells.cut(text, cells));
    return lines.stream().map(line -> line.replaceFirst(FILLER + "+", shown)).toList();
  }

  /** Takes from the widest column of text until the line fits or all are as narrow as may be. */
  private void fit(int[] widths, boolean[] numbers) {
    int line = Arrays.stream(widths).map(width -> width + PADDING + 1).sum() + 1;
    while (lineWidth > 0 && line > lineWidth) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (!numbers[i] && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0 || widths[widest] <= LEAST) {
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
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }
}
