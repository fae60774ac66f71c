package org.reviewwarehouse.mapreduce;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** What became of the rows of a run, for people. */
final class AccountingTable {
  private AccountingTable() {}

  /**
   * @param seconds the whole run took
   */
  static void print(LedgerEntry entry, Path root, double seconds, PrintStream out) {
    List<String[]> rows = new ArrayList<>();
    rows.add(row("read", entry.read(), entry));
    rows.add(row("accepted", entry.accepted(), entry));
    rows.add(row("duplicate", entry.duplicate(), entry));
    rows.add(row("superseded", entry.superseded(), entry));
    rows.add(row("late", entry.late(), entry));
    rows.add(row("rejected", entry.rejected(), entry));
    for (LedgerEntry.Rejection rejection : entry.rejections()) {
      String field = rejection.field() == null ? "" : " " + rejection.field();
      rows.add(row("  " + rejection.reason() + field, rejection.rows(), entry));
    }
    out.println(table(List.of("rows", "count", "share"), rows));
    out.printf(
        "%s: %,d files, %,d bytes read in %.1f s (%,.0f rows/s, %,.1f MB/s), %,d bytes written%n",
        entry.run(),
        entry.inputs().size(),
        entry.bytesRead(),
        seconds,
        entry.read() / seconds,
        entry.bytesRead() / seconds / 1e6,
        entry.bytesWritten());
    if (entry.replaced() > 0) {
      out.printf("%,d rows of the table were replaced by newer ones%n", entry.replaced());
    }
    out.printf(
        "table: %s (%d partitions by %s)%n",
        new Path(new Path(root, "clean"), entry.feed()), entry.partitions().size(), entry.grain());
  }

  /** The first column to the left, the others to the right. */
  static String table(List<String> headers, List<String[]> rows) {
    List<Column> columns = new ArrayList<>();
    for (String header : headers) {
      HorizontalAlign align = columns.isEmpty() ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
      columns.add(new Column().header(header).headerAlign(align).dataAlign(align).maxWidth(120));
    }
    return AsciiTable.getTable(
        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
        columns.toArray(new Column[0]),
        rows.stream().map(AccountingTable::printable).toArray(String[][]::new));
  }

  private static String[] printable(String[] row) {
    return Stream.of(row).map(Printable::of).toArray(String[]::new);
  }

  private static String[] row(String label, long count, LedgerEntry entry) {
    double share = entry.read() == 0 ? 0 : 100.0 * count / entry.read();
    return new String[] {label, String.format("%,d", count), String.format("%.2f %%", share)};
  }
}
