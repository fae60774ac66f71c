package org.reviewwarehouse.mapreduce.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.reviewwarehouse.mapreduce.contract.Layout;

/**
 * Documents of JSON: one array, or pages, one behind the other, with the records in an array
 * somewhere below their top. A page of one record may have it there without an array, one of none
 * may have nothing, and some begin with what is no record.
 */
final class JsonFormat implements FileFormat {
  private static final int COMPACT = 0;
  private static final int MOST_OF_PAGE = 50;

  private final Layout layout;
  private final JsonRecord record;
  private final String[] path;
  private boolean isPretty;
  private Draws file;

  /** Records that the page still takes; less than 0: there is no page yet. */
  private int left;

  private boolean isArray;
  private boolean isFirst;

  JsonFormat(Layout layout, Columns columns) {
    this.layout = layout;
    record = new JsonRecord(layout, columns);
    path = layout.records().isEmpty() ? new String[0] : layout.records().split("\\.");
  }

  @Override
  public int styles() {
    return 2;
  }

  @Override
  public void begin(int style, Draws draws, OutputStream out) throws IOException {
    isPretty = style != COMPACT;
    file = new Draws().seed(draws.next());
    left = -1;
    if (path.length == 0) {
      isArray = true;
      isFirst = true;
      write("[", out);
    } else {
      beginPage(0, out);
      endPage(out);
    }
  }

  @Override
  public Line encode(Line values, Draft draft) {
    return record.encode(values, draft, isPretty);
  }

  @Override
  public boolean isLines() {
    return false;
  }

  @Override
  public void write(Line line, OutputStream out) throws IOException {
    if (path.length > 0 && left <= 0) {
      if (left == 0) {
        endPage(out);
      }
      beginPage(file.chance(0.2) ? 1 : MOST_OF_PAGE, out);
    }
    if (!isFirst) {
      write(",", out);
    }
    write(isPretty ? "\n" : "", out);
    out.write(line.bytes(), 0, line.length());
    isFirst = false;
    left--;
  }

  @Override
  public void end(OutputStream out) throws IOException {
    if (path.length == 0) {
      write(isPretty ? "\n]\n" : "]", out);
    } else if (left >= 0) {
      endPage(out);
    }
  }

  private void beginPage(int records, OutputStream out) throws IOException {
    left = records;
    isFirst = true;
    isArray = records > 1 || records == 1 && file.chance(0.5);
    for (int i = 0; i < path.length; i++) {
      write("{\"_page\":{\"label\":\"of \\\"" + path[i] + "\\\" {[\"},", out);
      if (i < path.length - 1 || records > 0) {
        write('"' + path[i] + "\":", out);
      } else {
        write("\"_rows\":0", out);
      }
    }
    if (isArray) {
      write("[", out);
      if (!layout.recordHas().isEmpty() && file.chance(0.5)) {
        write("{\"_page\":{\"label\":\"not a record\"}}", out);
        isFirst = false;
      }
    }
  }

  private void endPage(OutputStream out) throws IOException {
    write(isArray ? "]" : "", out);
    write("}".repeat(path.length) + "\n", out);
    isArray = false;
    left = -1;
  }

  private static void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
