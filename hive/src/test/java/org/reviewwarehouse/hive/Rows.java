package org.reviewwarehouse.hive;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.util.List;

/** Answers made by hand: just what the formats ask of a result set. */
final class Rows {
  private final List<String> names;
  private final List<Integer> types;
  private final String[][] rows;
  private int at = -1;

  Rows(List<String> names, List<Integer> types, String[]... rows) {
    this.names = names;
    this.types = types;
    this.rows = rows;
  }

  ResultSet resultSet() {
    ResultSetMetaData metadata =
        (ResultSetMetaData)
            Proxy.newProxyInstance(
                Rows.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                (proxy, method, args) ->
                    switch (method.getName()) {
                      case "getColumnCount" -> names.size();
                      case "getColumnLabel" -> names.get((int) args[0] - 1);
                      case "getColumnType" -> types.get((int) args[0] - 1);
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    return (ResultSet)
        Proxy.newProxyInstance(
            Rows.class.getClassLoader(),
            new Class<?>[] {ResultSet.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "next" -> ++at < rows.length;
                  case "getString" -> rows[at][(int) args[0] - 1];
                  case "getMetaData" -> metadata;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
