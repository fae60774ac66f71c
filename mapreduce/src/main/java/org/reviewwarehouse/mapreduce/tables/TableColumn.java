package org.reviewwarehouse.mapreduce.tables;

import java.util.ArrayList;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.parquet.CleanSchema;

/**
 * A column of a feed's tables.
 *
 * @param type in Hive
 * @param nullable NULL may occur
 * @param meaning one line
 */
record TableColumn(String name, String type, boolean nullable, String meaning) {
  /** The columns in the files of a feed, in their order. */
  static List<TableColumn> of(Contract contract) {
    List<TableColumn> columns = new ArrayList<>();
    for (Field field : contract.fields()) {
      columns.add(
          new TableColumn(field.name(), field.hiveType(), field.optional(), oneLine(field.doc())));
    }
    columns.add(
        new TableColumn(
            CleanSchema.ROW_HASH,
            "BIGINT",
            false,
            "Hash of the raw record: the last tie-break between versions of a row."));
    return columns;
  }

  /** The period of a row, by which the clean zone is parted. */
  static TableColumn period(Contract contract) {
    return new TableColumn(
        "period",
        "STRING",
        false,
        contract.eventDay() == null
            ? "Always all: the rows have no event day."
            : "Year, month or day of "
                + contract.eventDay().name()
                + ", by the grain of the table; in WHERE it reads less.");
  }

  /** DESCRIBE, comments and tables in Markdown have one line for each column. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
