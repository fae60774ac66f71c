package org.reviewwarehouse.mapreduce.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;

/** Reads files through framer and parser, without Hadoop. */
public final class Records {
  private Records() {}

  /**
   * Reads the records of a file, but for those that are no rows.
   *
   * @param arrival days since 1970-01-01
   */
  public static void read(
      Contract contract, Layout layout, byte[] file, long arrival, Consumer<Row> rows)
      throws IOException {
    RecordParser parser = RecordParser.of(contract, layout);
    parser.begin(arrival);
    Framer framer =
        Framer.of(
            Framing.of(layout),
            new ByteArrayInputStream(file),
            0,
            Long.MAX_VALUE,
            contract.maxRecordBytes());
    RecordBlock block = new RecordBlock();
    while (framer.next(block)) {
      if (!block.isCut()) {
        for (int at = 0; at < block.length(); ) {
          at = parser.parse(block.bytes(), at, block.length());
          hand(parser.row(), rows);
        }
      }
      for (int i = 0; block.isCut() && i < block.count(); i++) {
        if (block.fault(i) == null) {
          parser.parse(block.bytes(), block.from(i), block.to(i));
        } else {
          parser.reject(block.bytes(), block.from(i), block.to(i), block.fault(i));
        }
        hand(parser.row(), rows);
      }
    }
  }

  private static void hand(Row row, Consumer<Row> rows) {
    if (!row.isSkipped()) {
      rows.accept(row);
    }
  }
}
