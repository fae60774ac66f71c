package org.reviewwarehouse.mapreduce.generate;

import java.io.IOException;
import java.io.OutputStream;
import org.reviewwarehouse.mapreduce.contract.Layout;

/** How the rows of one file are written: the record of each, and what stands around them. */
interface FileFormat {
  static FileFormat of(Layout layout, Columns columns) {
    return switch (layout.format()) {
      case TSV -> new TsvFormat(layout, columns);
      case CSV -> new CsvFormat(layout, columns);
      case JSONL -> new JsonLinesFormat(layout, columns);
      case JSON -> new JsonFormat(layout, columns);
    };
  }

  /** In so many styles records are written. All records of a file are of one. */
  int styles();

  /**
   * Begins a file.
   *
   * @param draws what follows from its number
   */
  void begin(int style, Draws draws, OutputStream out) throws IOException;

  /** The record that holds these values, without its end. */
  Line encode(Line values, Draft draft);

  /** Records are lines; otherwise an end of line is not part of a record. */
  boolean isLines();

  /** Writes a record, with its line end where records are lines. */
  void write(Line line, OutputStream out) throws IOException;

  /** Ends the file. */
  void end(OutputStream out) throws IOException;
}
