package org.reviewwarehouse.mapreduce.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.WritableUtils;
import org.reviewwarehouse.mapreduce.contract.Layout;

/**
 * What must be known of a file's layout to cut it into records.
 *
 * @param delimiter of CSV
 * @param records path to the records of JSON documents; empty if they are at the top
 */
public record Framing(Kind kind, char delimiter, String records) {
  /** Lines, all of them records. */
  public static final Framing LINES = new Framing(Kind.LINES, ',', "");

  /** No raw file, but one of the table. */
  public static final Framing TABLE = new Framing(Kind.TABLE, ',', "");

  /** Where records end. */
  public enum Kind {
    /** At line ends. */
    LINES,
    /** At line ends outside quotes. */
    CSV,
    /** At the end of a JSON value. */
    JSON,
    /** In Parquet, which tells its rows apart itself. */
    TABLE
  }

  public static Framing of(Layout layout) {
    return switch (layout.format()) {
      case TSV, JSONL -> LINES;
      case CSV -> new Framing(Kind.CSV, layout.delimiter(), "");
      case JSON -> new Framing(Kind.JSON, layout.delimiter(), layout.records());
    };
  }

  /** A file can be read from the middle: the next record can be found from any place. */
  boolean isSplittable() {
    return kind == Kind.LINES;
  }

  void write(DataOutput out) throws IOException {
    WritableUtils.writeEnum(out, kind);
    out.writeChar(delimiter);
    WritableUtils.writeString(out, records);
  }

  static Framing read(DataInput in) throws IOException {
    Kind kind = WritableUtils.readEnum(in, Kind.class);
    return new Framing(kind, in.readChar(), WritableUtils.readString(in));
  }
}
