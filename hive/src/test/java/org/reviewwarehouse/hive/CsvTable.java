package org.reviewwarehouse.hive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table as {@code sql --format csv} prints it. Rows have no order; two doubles are the same if
 * they differ in their last digits only, as sums depend on the plan.
 */
record CsvTable(String header, List<String> rows) {
  private static final Pattern CELL = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
  private static final Pattern DOUBLE = Pattern.compile("-?[0-9]+\\.[0-9]+(E-?[0-9]+)?");
  private static final double TOLERANCE = 1e-12;

  static CsvTable parse(String csv) {
    List<String> records = new ArrayList<>();
    String open = "";
    for (String line : csv.lines().toList()) {
      String record = open + line;
      boolean quoted = record.chars().filter(c -> c == '"').count() % 2 == 1;
      open = quoted ? record + "\n" : "";
      if (!quoted) {
        records.add(record);
      }
    }
    List<String> rows = new ArrayList<>(records.subList(1, records.size()));
    Collections.sort(rows);
    return new CsvTable(records.get(0), rows);
  }

  /** A table of values that need no quotes. */
  static CsvTable of(String header, List<List<String>> rows) {
    return new CsvTable(header, rows.stream().map(row -> String.join(",", row)).sorted().toList());
  }

  /** What differs, or nothing if both hold the same rows. */
  Optional<String> difference(CsvTable other) {
    if (!header.equals(other.header)) {
      return Optional.of("expected the columns " + header + " but found " + other.header);
    }
    List<String> missing = new ArrayList<>();
    List<String> surplus = new ArrayList<>();
    int mine = 0;
    int theirs = 0;
    while (mine < rows.size() || theirs < other.rows.size()) {
      if (mine < rows.size()
          && theirs < other.rows.size()
          && same(rows.get(mine), other.rows.get(theirs))) {
        mine++;
        theirs++;
      } else if (theirs == other.rows.size()
          || mine < rows.size() && rows.get(mine).compareTo(other.rows.get(theirs)) < 0) {
        missing.add(rows.get(mine++));
      } else {
        surplus.add(other.rows.get(theirs++));
      }
    }
    return missing.isEmpty() && surplus.isEmpty()
        ? Optional.empty()
        : Optional.of(
            missing.size()
                + " rows are missing: "
                + few(missing)
                + "; "
                + surplus.size()
                + " are too many: "
                + few(surplus));
  }

  private static List<String> few(List<String> rows) {
    return rows.subList(0, Math.min(rows.size(), 20));
  }

  private static boolean same(String row, String other) {
    if (row.equals(other)) {
      return true;
    }
    String[] cells = CELL.split(row, -1);
    String[] others = CELL.split(other, -1);
    if (cells.length != others.length) {
      return false;
    }
    for (int i = 0; i < cells.length; i++) {
      if (!cells[i].equals(others[i]) && !close(cells[i], others[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean close(String number, String other) {
    if (!DOUBLE.matcher(number).matches() || !DOUBLE.matcher(other).matches()) {
      return false;
    }
    double a = Double.parseDouble(number);
    double b = Double.parseDouble(other);
    return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }
}
