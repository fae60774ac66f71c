package org.reviewwarehouse.mapreduce.generate;

import java.io.IOException;
import java.io.OutputStream;
import org.reviewwarehouse.mapreduce.contract.Layout;

/** An object a line. */
final class JsonLinesFormat implements FileFormat {
  private final JsonRecord record;

  JsonLinesFormat(Layout layout, Columns columns) {
    record = new JsonRecord(layout, columns);
  }

  @Override
  public int styles() {
    return 1;
  }

  @Override
  public void begin(int style, Draws draws, OutputStream out) {}

  @Override
  public Line encode(Line values, Draft draft) {
    return record.encode(values, draft, false);
  }

  @Override
  public boolean isLines() {
    return true;
  }

  @Override
  public void write(Line line, OutputStream out) throws IOException {
    out.write(line.bytes(), 0, line.length());
  }

  @Override
  public void end(OutputStream out) {}
}
