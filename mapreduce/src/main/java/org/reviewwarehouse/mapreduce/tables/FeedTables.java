package org.reviewwarehouse.mapreduce.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.reviewwarehouse.mapreduce.contract.Contract;

/**
 * The HiveQL that makes a feed's tables: {@code <feed>_runs} over the clean zone, the view {@code
 * <feed>} that people ask, empty until a run is published, and {@code <feed>_late} over the late
 * zone, unless the feed has no event day to be late by. All names are quoted: which words are
 * reserved differs from one Hive to the next.
 */
public final class FeedTables {
  /** Root of the warehouse in statements that are run with this variable replaced. */
  public static final String ANY_ROOT = "${hivevar:root}";

  /** What the metastore holds of a column's comment. */
  private static final int LONGEST_COMMENT = 256;

  private static final int WIDTH = 100;

  private final Contract contract;
  private final String root;

  private FeedTables(Contract contract, String root) {
    this.contract = contract;
    this.root = root;
  }

  /**
   * The statements, in the order to run them; each changes nothing if its table exists.
   *
   * @param root of the warehouse, or {@link #ANY_ROOT}
   */
  public static List<String> statements(Contract contract, String root) {
    FeedTables tables = new FeedTables(contract, root);
    List<String> statements = new ArrayList<>();
    statements.add(tables.runs());
    statements.add(tables.view());
    if (contract.eventDay() != null) {
      statements.add(tables.late());
    }
    return statements;
  }

  private String runs() {
    return table(
        "runs",
        "All versions of all periods; ask " + contract.feed() + " for the valid one",
        "clean",
        List.of(
            new TableColumn(
                "run", "STRING", false, "Run that wrote the directory, sorts by its sequence."),
            TableColumn.period(contract)));
  }

  private String late() {
    return table(
        "late",
        "Valid rows that came after the watermark and wait for a reconciliation",
        "late",
        List.of(new TableColumn("run", "STRING", false, "Run that set them aside.")));
  }

  private String table(
      String suffix, String comment, String zone, List<TableColumn> partitionColumns) {
    return "CREATE EXTERNAL TABLE IF NOT EXISTS `"
        + contract.feed()
        + "_"
        + suffix
        + "` (\n"
        + declared(TableColumn.of(contract))
        + "\n)\nCOMMENT "
        + quoted(comment)
        + "\nPARTITIONED BY (\n"
        + declared(partitionColumns)
        + "\n)\nSTORED AS PARQUET\nLOCATION "
        + quoted(root + "/" + zone + "/" + contract.feed());
  }

  private String view() {
    StringBuilder text = new StringBuilder("CREATE VIEW IF NOT EXISTS `");
    text.append(contract.feed()).append("`\nCOMMENT ");
    text.append(quoted(TableColumn.oneLine(contract.doc()))).append("\nAS SELECT\n");
    List<TableColumn> columns = new ArrayList<>(TableColumn.of(contract));
    columns.add(TableColumn.period(contract));
    int width = 0;
    for (int i = 0; i < columns.size(); i++) {
      String name = "`" + columns.get(i).name() + "`" + (i + 1 < columns.size() ? "," : "");
      boolean fits = i > 0 && width + 1 + name.length() <= WIDTH;
      text.append(i == 0 ? "  " : fits ? " " : "\n  ").append(name);
      width = (fits ? width + 1 : 2) + name.length();
    }
    return text + "\nFROM `" + contract.feed() + "_runs`\nWHERE false";
  }

  private static String declared(List<TableColumn> columns) {
    return columns.stream()
        .map(
            column ->
                "  `"
                    + column.name()
                    + "` "
                    + column.type()
                    + " COMMENT "
                    + quoted(shortened(column.meaning())))
        .collect(Collectors.joining(",\n"));
  }

  private static String shortened(String comment) {
    return comment.length() <= LONGEST_COMMENT
        ? comment
        : comment.substring(0, LONGEST_COMMENT - 1) + "…";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
