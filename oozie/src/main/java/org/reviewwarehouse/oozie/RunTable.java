package org.reviewwarehouse.oozie;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Runs as a table: a row each, a column for each step that any of them has. */
final class RunTable {
  /** In this order; others come after them. */
  private static final List<String> STEPS =
      List.of("clean", "migrate", "publish", "refresh", "checks", "alerts", "alert", "report");

  private static final int WIDEST = 100;

  private RunTable() {}

  static String of(Collection<Run> runs, Instant now) {
    Set<String> found = new LinkedHashSet<>();
    runs.forEach(run -> run.parts().forEach(part -> found.add(part.name())));
    List<String> steps = new ArrayList<>(STEPS);
    steps.retainAll(found);
    found.stream().filter(step -> !steps.contains(step)).forEach(steps::add);
    List<String> header = new ArrayList<>(List.of("app", "feed", "day", "status"));
    header.addAll(steps);
    header.addAll(List.of("total", "job"));
    List<List<String>> rows = new ArrayList<>();
    for (Run run : runs) {
      List<String> row = new ArrayList<>(List.of(run.app(), run.feed(), run.days(), run.status()));
      for (String step : steps) {
        row.add(
            run.parts().stream()
                .filter(part -> part.name().equals(step))
                .map(part -> part.shown(now))
                .findFirst()
                .orElse(""));
      }
      row.add(run.total(now));
      row.add(run.job());
      rows.add(row);
    }
    Set<Integer> right = new LinkedHashSet<>();
    for (int i = 4; i < header.size() - 1; i++) {
      right.add(i);
    }
    return of(header, rows, right);
  }

  /**
   * A table.
   *
   * @param right the columns of numbers
   */
  static String of(List<String> header, List<List<String>> rows, Set<Integer> right) {
    Column[] columns = new Column[header.size()];
    for (int i = 0; i < columns.length; i++) {
      HorizontalAlign align = right.contains(i) ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
      columns[i] =
          new Column().header(header.get(i)).headerAlign(align).dataAlign(align).maxWidth(WIDEST);
    }
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(
            columns, rows.stream().map(row -> row.toArray(new String[0])).toArray(Object[][]::new))
        .asString();
  }
}
