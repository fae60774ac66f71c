package org.reviewwarehouse.hive;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * An external table whose partitions are directories that something else wrote.
 *
 * @param columns its partition columns, in order
 */
record PartitionedTable(Hive hive, String name, List<String> columns) {
  /** Partitions per ALTER TABLE: the metastore does one transaction for each statement. */
  private static final int BATCH = 200;

  PartitionedTable(Hive hive, String name, String... columns) {
    this(hive, name, List.of(columns));
  }

  /**
   * The values of each partition there is.
   *
   * @throws WarehouseException if there is no such table
   */
  List<List<String>> partitions() throws SQLException {
    try {
      return hive.partitions(name);
    } catch (SQLException e) {
      if (Hive.tableIsMissing(e)) {
        throw new WarehouseException(
            "Cannot find table: "
                + name
                + ", because the database lacks it; run `migrate` first, or for a feed of your own"
                + " what `contract ddl` prints",
            e);
      }
      throw e;
    }
  }

  /** As {@link #partitions()}, and none if there is no such table. */
  List<List<String>> partitionsIfAny() throws SQLException {
    return hive.properties(name).isPresent() ? partitions() : List.of();
  }

  /**
   * Adds what is missing.
   *
   * @param wanted values of a partition → its directory
   * @return the values of those that were added
   */
  List<List<String>> add(Map<List<String>, Path> wanted) throws SQLException {
    if (wanted.isEmpty()) {
      return List.of();
    }
    Map<List<String>, Path> missing = new LinkedHashMap<>(wanted);
    missing.keySet().removeAll(partitions());
    List<String> clauses = new ArrayList<>();
    missing.forEach(
        (values, folder) ->
            clauses.add("PARTITION (" + specification(values) + ") LOCATION '" + folder + "'"));
    for (int from = 0; from < clauses.size(); from += BATCH) {
      List<String> batch = clauses.subList(from, Math.min(from + BATCH, clauses.size()));
      hive.change("ALTER TABLE " + name + " ADD IF NOT EXISTS " + String.join(" ", batch));
    }
    return List.copyOf(missing.keySet());
  }

  /**
   * Sets rows, files and sizes of the partitions that begin with these values, or of all of them.
   * NOSCAN takes them from the Parquet footers, for all partitions in one statement and without a
   * job; UPDATE STATISTICS would need a statement for each.
   */
  void measure(List<String> values) throws SQLException {
    List<String> open = columns.subList(values.size(), columns.size());
    String fixed = specification(values);
    hive.change(
        "ANALYZE TABLE "
            + name
            + " PARTITION ("
            + fixed
            + (fixed.isEmpty() || open.isEmpty() ? "" : ", ")
            + String.join(", ", open)
            + ") COMPUTE STATISTICS NOSCAN");
  }

  /** Drops partitions; those that are not there are none. */
  void drop(List<List<String>> partitions) throws SQLException {
    List<String> clauses = new ArrayList<>();
    partitions.forEach(values -> clauses.add("PARTITION (" + specification(values) + ")"));
    for (int from = 0; from < clauses.size(); from += BATCH) {
      List<String> batch = clauses.subList(from, Math.min(from + BATCH, clauses.size()));
      hive.change("ALTER TABLE " + name + " DROP IF EXISTS " + String.join(", ", batch));
    }
  }

  private String specification(List<String> values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      parts.add(columns.get(i) + " = '" + values.get(i) + "'");
    }
    return String.join(", ", parts);
  }
}
