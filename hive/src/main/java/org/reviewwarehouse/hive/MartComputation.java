package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** Runs the statements of a mart for what has changed, so that its table is up to date. */
final class MartComputation {
  /** Partition column of every mart that has one. */
  private static final String PERIOD = "period";

  /**
   * So many periods at the end are not in a checkpoint, so that it outlives late rows: most belong
   * to the last period or the one before.
   */
  private static final int OPEN = 2;

  private final Hive hive;
  private final Mart mart;
  private final Mart checkpoint;
  private final Map<String, String> settings;
  private final Configuration files;
  private final PrintStream out;

  /**
   * @param checkpoint that the mart goes on from; null if it reads all periods
   * @param settings the mart's own parameters as its statements get them
   * @param files the configuration of the file system that Hive's files are on
   */
  MartComputation(
      Hive hive,
      Mart mart,
      Mart checkpoint,
      Map<String, String> settings,
      Configuration files,
      PrintStream out) {
    this.hive = hive;
    this.mart = mart;
    this.checkpoint = checkpoint;
    this.settings = settings;
    this.files = files;
    this.out = out;
  }

  /**
   * Computes the mart.
   *
   * @param live the periods that its feeds have
   * @param changed those that are not what they were, or not there any more
   * @return what was computed, in words
   */
  String run(SortedSet<String> live, SortedSet<String> changed) throws SQLException, IOException {
    if (mart.isCheckpoint()) {
      return sumUp(live, changed);
    }
    if (mart.byPeriod()) {
      return computePeriods(live, periods(live, changed));
    }
    execute(checkpointBefore(null));
    return "computed whole";
  }

  /** The periods to compute: those that changed, or from the first of them on. */
  private SortedSet<String> periods(SortedSet<String> live, SortedSet<String> changed) {
    SortedSet<String> periods = new TreeSet<>(changed);
    if (mart.script().takes("first_period") && !changed.isEmpty()) {
      periods.addAll(live.tailSet(changed.first()));
    }
    periods.retainAll(live);
    return periods;
  }

  /** Executes the statements of the mart, each of which replaces what was there. */
  private void execute(Map<String, String> given) throws SQLException {
    Map<String, String> parameters = new TreeMap<>(given);
    parameters.putAll(settings);
    for (String statement : mart.script().statements(parameters)) {
      try {
        hive.execute(statement);
      } catch (SQLException e) {
        if (!Hive.mayPass(e)) {
          throw failed(e);
        }
        out.printf("%s: trying again, because %s%n", mart.name(), Causes.innermost(e));
        executeAgain(statement);
      }
    }
  }

  private void executeAgain(String statement) {
    try {
      hive.execute(statement);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private WarehouseException failed(SQLException e) {
    return new WarehouseException(
        "Cannot refresh mart: " + mart.name() + ", because " + Causes.innermost(e), e);
  }

  /**
   * Computes some periods, drops the partitions of those that are no longer live or have no row any
   * more, and says so.
   */
  private String computePeriods(SortedSet<String> live, SortedSet<String> periods)
      throws SQLException, IOException {
    PartitionedTable table = new PartitionedTable(hive, mart.name(), PERIOD);
    SortedSet<String> present = periodsOf(table);
    SortedSet<String> vanished = new TreeSet<>(present);
    vanished.removeAll(live);
    if (!periods.isEmpty()) {
      periods.forEach(Names.PERIOD::check);
      String quoted = periods.stream().collect(Collectors.joining("', '", "'", "'"));
      StalePeriods stale = StalePeriods.before(hive, files, mart.name(), present, periods);
      Map<String, String> parameters =
          new TreeMap<>(Map.of("periods", quoted, "first_period", periods.first()));
      parameters.putAll(checkpointBefore(periods.first()));
      execute(parameters);
      vanished.addAll(stale.afterwards());
    }
    drop(table, vanished);
    return describe(periods)
        + (vanished.isEmpty() ? "" : ", " + vanished.size() + " that vanished emptied");
  }

  /**
   * Sums up all periods but the last ones, from the newest checkpoint before what changed, and
   * drops the one that it replaces.
   */
  private String sumUp(SortedSet<String> live, SortedSet<String> changed) throws SQLException {
    PartitionedTable table = new PartitionedTable(hive, mart.name(), PERIOD);
    NavigableSet<String> before = periodsOf(table);
    Optional<String> last = lastClosed(live);
    NavigableSet<String> valid =
        changed.isEmpty() ? before : new TreeSet<>(before.headSet(changed.first()));
    boolean isKept = last.isPresent() && valid.contains(last.get());
    if (last.isPresent() && !isKept) {
      Map<String, String> parameters = new TreeMap<>(Map.of("last_period", last.get()));
      parameters.putAll(checkpoint(valid.lower(last.get())));
      execute(parameters);
    }
    drop(table, before.stream().filter(period -> !last.equals(Optional.of(period))).toList());
    return last.map(period -> "up to " + period + (isKept ? " kept" : " summed up"))
        .orElse("no period closed yet");
  }

  /** The last period that a checkpoint holds, if there are so many. */
  static Optional<String> lastClosed(SortedSet<String> live) {
    List<String> periods = List.copyOf(live);
    int closed = periods.size() - OPEN;
    return closed > 0 ? Optional.of(Names.PERIOD.check(periods.get(closed - 1))) : Optional.empty();
  }

  /**
   * The parameter that says which checkpoint the mart goes on from.
   *
   * @param first what the mart computes begins here; null if it is the whole
   */
  private Map<String, String> checkpointBefore(String first) throws SQLException {
    if (checkpoint == null) {
      return Map.of();
    }
    NavigableSet<String> periods = periodsOf(new PartitionedTable(hive, checkpoint.name(), PERIOD));
    return checkpoint(first == null ? periods.pollLast() : periods.lower(first));
  }

  private static Map<String, String> checkpoint(String newest) {
    return Map.of("checkpoint", newest == null ? "" : Names.PERIOD.check(newest));
  }

  private static NavigableSet<String> periodsOf(PartitionedTable table) throws SQLException {
    return table.partitions().stream()
        .map(values -> values.get(0))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void drop(PartitionedTable table, Collection<String> periods) throws SQLException {
    table.drop(periods.stream().map(List::of).toList());
  }

  private static String describe(SortedSet<String> periods) {
    return switch (periods.size()) {
      case 0 -> "no period computed";
      case 1 -> "period " + periods.first() + " computed";
      default ->
          periods.size() + " periods " + periods.first() + " to " + periods.last() + " computed";
    };
  }
}
