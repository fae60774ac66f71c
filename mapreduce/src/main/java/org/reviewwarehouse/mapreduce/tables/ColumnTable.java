package org.reviewwarehouse.mapreduce.tables;

import java.util.ArrayList;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Order;

/** The columns that people see of a feed, as a table in Markdown. */
public final class ColumnTable {
  private ColumnTable() {}

  /** The table; each line ends with a line end. */
  public static String markdown(Contract contract) {
    List<TableColumn> columns = new ArrayList<>(TableColumn.of(contract));
    columns.add(TableColumn.period(contract));
    StringBuilder table = new StringBuilder("| column | type | NULL | meaning |\n");
    table.append("| --- | --- | --- | --- |\n");
    for (TableColumn column : columns) {
      table.append("| `").append(column.name()).append('`');
      Field field = contract.field(column.name());
      String roles = field == null ? "" : String.join(", ", roles(contract, field));
      table.append(roles.isEmpty() ? "" : " (" + roles + ")");
      table.append(" | ").append(escaped(column.type()));
      table.append(" | ").append(column.nullable() ? "yes" : "");
      table.append(" | ").append(escaped(column.meaning())).append(" |\n");
    }
    return table.toString();
  }

  private static List<String> roles(Contract contract, Field field) {
    List<String> roles = new ArrayList<>();
    if (contract.key().contains(field)) {
      roles.add("key");
    }
    for (int i = 0; i < contract.order().size(); i++) {
      Order order = contract.order().get(i);
      if (order.field().equals(field)) {
        roles.add("order " + (i + 1) + (order.leastWins() ? ", the least wins" : ""));
      }
    }
    if (field.equals(contract.eventDay())) {
      roles.add("event day");
    }
    return roles;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
  }
}
