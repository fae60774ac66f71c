package org.reviewwarehouse.mapreduce.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.Layout;

/**
 * CSV (RFC 4180). Where files have a header, some have the columns in another order, with columns
 * between them that nobody looks for. Some begin with a byte order mark, and some have CR LF at the
 * ends of their lines.
 */
final class CsvFormat implements FileFormat {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] LF = {'\n'};
  private static final byte[] CR_LF = {'\r', '\n'};
  private static final long QUOTES = 0xC5;

  /** Share of values that are quoted without need. */
  private static final double NEEDLESS = 0.1;

  private static final int NOT_OURS = -1;

  private final Layout layout;
  private final List<Columns.Column> columns;

  /** For each style the columns in their order, {@link #NOT_OURS} for others. */
  private final int[][] orders;

  private final Line record;
  private final Draws draws = new Draws();
  private int[] order;
  private byte[] lineEnd = LF;

  CsvFormat(Layout layout, Columns columns) {
    this.layout = layout;
    this.columns = columns.all();
    int count = this.columns.size();
    int[] straight = new int[count];
    List<Integer> mixed = new ArrayList<>(List.of(NOT_OURS));
    for (int i = 0; i < count; i++) {
      straight[i] = i;
      mixed.add(count - 1 - i);
    }
    mixed.add(1 + count / 2, NOT_OURS);
    int[] other = mixed.stream().mapToInt(column -> column).toArray();
    orders = layout.hasHeader() ? new int[][] {straight, other} : new int[][] {straight};
    order = straight;
    record = new Line(other.length, layout.delimiter());
  }

  @Override
  public int styles() {
    return orders.length;
  }

  @Override
  public void begin(int style, Draws file, OutputStream out) throws IOException {
    order = orders[style];
    lineEnd = file.chance(0.3) ? CR_LF : LF;
    if (file.chance(0.5)) {
      out.write(BYTE_ORDER_MARK);
    }
    if (layout.hasHeader()) {
      record.clear();
      for (int i = 0; i < order.length; i++) {
        String name = order[i] == NOT_OURS ? "_column " + i : columns.get(order[i]).source();
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        record.beginField();
        append(text, 0, text.length, false);
      }
      record.endFields();
      write(record, out);
    }
  }

  @Override
  public Line encode(Line values, Draft draft) {
    record.clear();
    draws.seed(Draws.mix(draft.seed, QUOTES));
    boolean isGood = draft.breach == null;
    for (int column : order) {
      record.beginField();
      boolean isQuoted = draws.chance(NEEDLESS) && isGood;
      if (column == NOT_OURS) {
        record.append(isQuoted ? "\"not, \"\"ours\"\"\"" : "0");
      } else {
        append(values.bytes(), values.from(column), values.to(column), isQuoted);
      }
    }
    record.endFields();
    return record;
  }

  private void append(byte[] text, int from, int to, boolean isQuoted) {
    if (!isQuoted && !needsQuotes(text, from, to)) {
      record.append(text, from, to);
      return;
    }
    record.append('"');
    int start = from;
    for (int i = from; i < to; i++) {
      if (text[i] == '"') {
        record.append(text, start, i + 1);
        start = i; // it comes twice
      }
    }
    record.append(text, start, to);
    record.append('"');
  }

  private boolean needsQuotes(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      byte next = text[i];
      if (next == '"' || next == '\n' || next == '\r' || next == layout.delimiter()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isLines() {
    return false;
  }

  @Override
  public void write(Line line, OutputStream out) throws IOException {
    out.write(line.bytes(), 0, line.length());
    out.write(lineEnd);
  }

  @Override
  public void end(OutputStream out) {}
}
