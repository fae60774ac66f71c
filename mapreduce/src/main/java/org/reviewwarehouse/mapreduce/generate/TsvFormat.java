package org.reviewwarehouse.mapreduce.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.reviewwarehouse.mapreduce.contract.Layout;

/** Tab-separated lines: the values of a row are its record as they are. */
final class TsvFormat implements FileFormat {
  private final byte[] header;

  TsvFormat(Layout layout, Columns columns) {
    String names =
        columns.all().stream().map(Columns.Column::source).collect(Collectors.joining("\t"));
    header = layout.hasHeader() ? (names + "\n").getBytes(StandardCharsets.UTF_8) : new byte[0];
  }

  @Override
  public int styles() {
    return 1;
  }

  @Override
  public void begin(int style, Draws draws, OutputStream out) throws IOException {
    out.write(header);
  }

  @Override
  public Line encode(Line values, Draft draft) {
    return values;
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
