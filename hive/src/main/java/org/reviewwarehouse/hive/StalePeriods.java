package org.reviewwarehouse.hive;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the periods for which a statement that overwrites them has no row any more. Hive overwrites
 * the partitions that get rows and leaves the others as they were; those can be told by their
 * files, as every overwrite writes into a directory of its own.
 */
final class StalePeriods {
  private final Hive hive;
  private final String mart;
  private final Map<String, String> before;

  /**
   * Remembers what is there before the statement runs.
   *
   * @param present the table's partitions
   * @param computed the periods that the statement computes
   */
  StalePeriods(Hive hive, String mart, Collection<String> present, Set<String> computed)
      throws SQLException {
    this.hive = hive;
    this.mart = mart;
    List<String> overwritten = new ArrayList<>(present);
    overwritten.retainAll(computed);
    this.before = files(overwritten);
  }

  /** The periods that hold what they held before the statement ran. */
  List<String> afterwards() throws SQLException {
    Map<String, String> after = files(before.keySet());
    return before.keySet().stream()
        .filter(period -> before.get(period).equals(after.get(period)))
        .sorted()
        .toList();
  }

  /** Period → a file of it. */
  private Map<String, String> files(Collection<String> periods) throws SQLException {
    Map<String, String> files = new HashMap<>();
    if (periods.isEmpty()) {
      return files;
    }
    periods.forEach(Names.PERIOD::check);
    String quoted = periods.stream().collect(Collectors.joining("', '", "'", "'"));
    for (List<String> row :
        hive.rows(
            "SELECT period, max(INPUT__FILE__NAME) FROM "
                + mart
                + " WHERE period IN ("
                + quoted
                + ") GROUP BY period")) {
      files.put(row.get(0), row.get(1));
    }
    return files;
  }
}
