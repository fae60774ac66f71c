package org.reviewwarehouse.mapreduce.row;

import net.openhft.hashing.LongHashFunction;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Layout;

/**
 * Parses the records of one layout into a {@link Row} and holds each against every rule of the
 * contract. What differs between formats is only how the raw values are found.
 */
public abstract class RecordParser {
  /** How many bytes a block must have behind its last record: they are read in strides. */
  public static final int PADDING = 16;

  private static final LongHashFunction HASH = LongHashFunction.xx3();

  final Contract contract;
  final Layout layout;
  final Row row;
  final Rules rules;

  RecordParser(Contract contract, Layout layout) {
    this.contract = contract;
    this.layout = layout;
    row = new Row(contract);
    rules = new Rules(contract, layout, row);
  }

  /** A parser for the files of a layout. */
  public static RecordParser of(Contract contract, Layout layout) {
    return switch (layout.format()) {
      case TSV -> new TsvParser(contract, layout);
      case CSV -> new CsvParser(contract, layout);
      case JSONL, JSON -> new JsonParser(contract, layout);
    };
  }

  /** The row of the last record parsed. */
  public final Row row() {
    return row;
  }

  /** The next record is the first of a file, which arrived on a day: days since 1970-01-01. */
  public void begin(long arrival) {
    arrival(arrival);
  }

  /** The next records are of a file that arrived on a day: days since 1970-01-01. */
  public final void arrival(long epochDay) {
    rules.arrival(epochDay);
  }

  /**
   * Parses the record at {@code from}.
   *
   * @param block bytes with {@link #PADDING} more behind them
   * @param to where the record ends; where records are lines, any place behind its line end
   * @return where the next record begins
   */
  public abstract int parse(byte[] block, int from, int to);

  /** Makes the row a record that was found to be none when it was cut out of its file. */
  public final void reject(byte[] block, int from, int to, RejectReason reason) {
    row.begin(block, from);
    row.to = to;
    row.reject(reason, null);
  }

  /** What holds for a record whatever its format is. */
  final boolean isWhole(boolean isAscii) {
    if (row.to - row.from > contract.maxRecordBytes()) {
      return row.reject(RejectReason.RECORD_TOO_LONG, null);
    }
    if (!isAscii && !Utf8.isValid(row.bytes, row.from, row.to)) {
      return row.reject(RejectReason.INVALID_UTF8, null);
    }
    return true;
  }

  /** Holds the values against the rules; the last step of parsing a record. */
  final void finish() {
    if (rules.check()) {
      row.hash = HASH.hashBytes(row.bytes, row.from, row.to - row.from);
    }
  }
}
