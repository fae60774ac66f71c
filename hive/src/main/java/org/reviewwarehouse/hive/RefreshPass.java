package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** One go of {@link Refresh} over the marts: some at once, each after those that it reads. */
final class RefreshPass {
  /** Property of a mart's table, with the feed after it: the ledger entry it was computed from. */
  private static final String REFRESHED = "warehouse.refreshed.";

  /**
   * Property of a mart's table: the first and the last period of a computation that has begun, or
   * nothing after it was recorded. Without it a crash would be forgotten if the next run published
   * puts back what the recorded one had.
   */
  private static final String BEGUN = "warehouse.begun";

  /** Property of a mart's table: what {@link MartSettings#checksum} said when it was computed. */
  private static final String CHECKSUM = "warehouse.checksum";

  /** Partition column of every mart that has one. */
  private static final String PERIOD = "period";

  /**
   * So many periods at the end are not in a checkpoint, so that it outlives late rows: most belong
   * to the last period or the one before.
   */
  private static final int OPEN = 2;

  private final Sessions sessions;
  private final int parallel;
  private final FileSystem files;
  private final Path root;
  private final Map<String, Mart> all;
  private final MartSettings settings;
  private final Days forced;
  private final PrintStream out;
  private Published published;

  /**
   * @param parallel so many marts are computed at once
   * @param forced days whose periods are computed even if nothing changed
   */
  RefreshPass(
      Sessions sessions,
      int parallel,
      FileSystem files,
      Path root,
      Map<String, Mart> all,
      MartSettings settings,
      Days forced,
      PrintStream out) {
    this.sessions = sessions;
    this.parallel = parallel;
    this.files = files;
    this.root = root;
    this.all = all;
    this.settings = settings;
    this.forced = forced;
    this.out = out;
  }

  /** What became of a mart: {@code held} is false if another run was published on the way. */
  private record Refreshed(Mart mart, boolean changed, boolean held) {}

  /**
   * Computes what changed.
   *
   * @return false if another run was published on the way: a mart may then hold some of both, is
   *     not recorded, and it must all begin again
   */
  boolean run(List<Mart> marts) throws SQLException, IOException {
    Hive hive = sessions.take();
    try {
      published = Published.of(hive, files, root, feeds(marts));
    } finally {
      sessions.giveBack(hive);
    }
    Map<String, List<String>> missing = new LinkedHashMap<>();
    List<Mart> computable = new ArrayList<>();
    for (Mart mart : marts) {
      List<String> none =
          feeds(List.of(mart)).stream().filter(feed -> published.sequence(feed) == 0).toList();
      if (none.isEmpty()) {
        computable.add(mart);
      } else {
        missing
            .computeIfAbsent(String.join(", ", none), each -> new ArrayList<>())
            .add(mart.name());
      }
    }
    List<Refreshed> refreshed = refreshAll(computable);
    List<Mart> unchanged =
        refreshed.stream().filter(each -> !each.changed).map(Refreshed::mart).toList();
    if (!refreshed.stream().allMatch(Refreshed::held) || !holds(unchanged)) {
      return false;
    }
    missing.forEach(
        (feeds, names) ->
            out.printf(
                "Not computed, as nothing is published of %s: %s%n",
                feeds, String.join(", ", names)));
    if (!unchanged.isEmpty() && unchanged.size() == refreshed.size()) {
      out.println("Nothing changed since the marts were computed: no mart was run");
    }
    return true;
  }

  private boolean holds(List<Mart> marts) throws SQLException, IOException {
    Hive hive = sessions.take();
    try {
      return published.holds(hive, feeds(marts));
    } finally {
      sessions.giveBack(hive);
    }
  }

  /** Refreshes marts; once one fails or does not hold, no other is begun. */
  private List<Refreshed> refreshAll(List<Mart> marts) throws SQLException, IOException {
    Map<String, Collection<String>> sources = new TreeMap<>();
    marts.forEach(mart -> sources.put(mart.name(), mart.sources()));
    return OrderedTasks.run(sources, parallel, name -> refresh(all.get(name)), Refreshed::held);
  }

  /** Refreshes a mart. */
  private Refreshed refresh(Mart mart) throws SQLException, IOException {
    Hive hive = sessions.take();
    try {
      if (!refresh(hive, mart)) {
        return new Refreshed(mart, false, true);
      }
      boolean held = published.holds(hive, feeds(List.of(mart)));
      if (held) {
        record(hive, mart);
      }
      return new Refreshed(mart, true, held);
    } finally {
      sessions.giveBack(hive);
    }
  }

  private Set<String> feeds(Collection<Mart> marts) {
    Set<String> feeds = new TreeSet<>();
    marts.forEach(mart -> feeds.addAll(mart.feeds(all)));
    return feeds;
  }

  /**
   * Computes what changed of a mart.
   *
   * @return false if nothing did; what the mart was computed from is recorded then
   */
  private boolean refresh(Hive hive, Mart mart) throws SQLException, IOException {
    Map<String, String> table = properties(hive, mart);
    boolean sameFile = settings.checksum(mart).equals(table.get(CHECKSUM));
    SortedSet<String> live = new TreeSet<>();
    SortedSet<String> changed = new TreeSet<>();
    for (String feed : mart.feeds(all)) {
      SortedMap<String, String> now = published.live(feed);
      live.addAll(now.keySet());
      changed.addAll(
          difference(now, sameFile ? published.live(feed, table.get(REFRESHED + feed)) : null));
    }
    live.stream().filter(forced::touch).forEach(changed::add);
    changed.addAll(begun(live, table.getOrDefault(BEGUN, "")));
    if (changed.isEmpty() && sameFile && !forced.equals(Days.ALL)) {
      if (!recorded(mart, table)) {
        record(hive, mart);
      }
      return false;
    }
    compute(hive, mart, table, live, changed);
    return true;
  }

  private boolean recorded(Mart mart, Map<String, String> table) {
    return mart.feeds(all).stream()
        .allMatch(feed -> sequence(feed).equals(table.get(REFRESHED + feed)));
  }

  private String sequence(String feed) {
    return String.valueOf(published.sequence(feed));
  }

  private Map<String, String> properties(Hive hive, Mart mart) throws SQLException {
    return hive.properties(mart.name())
        .orElseThrow(
            () ->
                new WarehouseException(
                    "Cannot refresh mart: "
                        + mart.name()
                        + ", because the database lacks its table; run `migrate` first"));
  }

  /**
   * The periods that are read from another run than before, are new, or are gone.
   *
   * @param before period → run, or null if that is not known: all that is live has changed then
   */
  static SortedSet<String> difference(Map<String, String> now, Map<String, String> before) {
    SortedSet<String> changed = new TreeSet<>(now.keySet());
    if (before != null) {
      changed.addAll(before.keySet());
      changed.removeIf(period -> Objects.equals(now.get(period), before.get(period)));
    }
    return changed;
  }

  private void compute(
      Hive hive,
      Mart mart,
      Map<String, String> table,
      SortedSet<String> live,
      SortedSet<String> changed)
      throws SQLException, IOException {
    long start = System.nanoTime();
    SortedSet<String> periods = new TreeSet<>(changed);
    // Of a mart that was never recorded, everything is computed until it is.
    if (!changed.isEmpty() && table.containsKey(CHECKSUM)) {
      set(hive, mart, Map.of(BEGUN, changed.first() + " " + last(mart, live, changed)));
    }
    if (mart.script().takes("first_period") && !changed.isEmpty()) {
      periods.addAll(live.tailSet(changed.first()));
    }
    periods.retainAll(live);
    String what = "computed whole";
    if (mart.isCheckpoint()) {
      what = computeCheckpoint(hive, mart, live, changed);
    } else if (mart.byPeriod()) {
      what = computePeriods(hive, mart, live, periods);
    } else {
      execute(hive, mart, new TreeMap<>(checkpoint(hive, mart, null)));
    }
    out.printf("%s: %s in %.1f s%n", mart.name(), what, (System.nanoTime() - start) / 1e9);
  }

  private static String last(Mart mart, SortedSet<String> live, SortedSet<String> changed) {
    boolean onwards = mart.script().takes("first_period") && !live.isEmpty();
    return onwards && live.last().compareTo(changed.last()) > 0 ? live.last() : changed.last();
  }

  /** The live periods of a computation of which nobody knows how far it came. */
  private static SortedSet<String> begun(SortedSet<String> live, String range) {
    if (range.isBlank()) {
      return new TreeSet<>();
    }
    String[] ends = range.split(" ");
    SortedSet<String> periods = new TreeSet<>(live.tailSet(ends[0]));
    periods.removeIf(period -> period.compareTo(ends[1]) > 0);
    return periods;
  }

  /** Executes the statements of a mart, each of which replaces what was there. */
  private void execute(Hive hive, Mart mart, Map<String, String> parameters) throws SQLException {
    parameters.putAll(settings.literals(mart));
    for (String statement : mart.script().statements(parameters)) {
      try {
        hive.execute(statement);
      } catch (SQLException e) {
        if (!Hive.mayPass(e)) {
          throw failed(mart, e);
        }
        out.printf("%s: trying again, because %s%n", mart.name(), Causes.innermost(e));
        executeAgain(hive, mart, statement);
      }
    }
  }

  private static void executeAgain(Hive hive, Mart mart, String statement) {
    try {
      hive.execute(statement);
    } catch (SQLException e) {
      throw failed(mart, e);
    }
  }

  private static WarehouseException failed(Mart mart, SQLException e) {
    return new WarehouseException(
        "Cannot refresh mart: " + mart.name() + ", because " + Causes.innermost(e), e);
  }

  /**
   * Computes some periods, drops the partitions of those that are no longer live or have no row any
   * more, and says so.
   */
  private String computePeriods(
      Hive hive, Mart mart, SortedSet<String> live, SortedSet<String> periods)
      throws SQLException, IOException {
    PartitionedTable table = new PartitionedTable(hive, mart.name(), PERIOD);
    SortedSet<String> present = periods(table);
    SortedSet<String> vanished = new TreeSet<>(present);
    vanished.removeAll(live);
    if (!periods.isEmpty()) {
      periods.forEach(Names.PERIOD::check);
      String quoted = periods.stream().collect(Collectors.joining("', '", "'", "'"));
      StalePeriods stale =
          StalePeriods.before(hive, files.getConf(), mart.name(), present, periods);
      Map<String, String> parameters =
          new TreeMap<>(Map.of("periods", quoted, "first_period", periods.first()));
      parameters.putAll(checkpoint(hive, mart, periods.first()));
      execute(hive, mart, parameters);
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
  private String computeCheckpoint(
      Hive hive, Mart mart, SortedSet<String> live, SortedSet<String> changed) throws SQLException {
    PartitionedTable table = new PartitionedTable(hive, mart.name(), PERIOD);
    NavigableSet<String> before = periods(table);
    Optional<String> last = lastClosed(live);
    NavigableSet<String> valid =
        changed.isEmpty() ? before : new TreeSet<>(before.headSet(changed.first()));
    boolean isKept = last.isPresent() && valid.contains(last.get());
    if (last.isPresent() && !isKept) {
      Map<String, String> parameters = new TreeMap<>(Map.of("last_period", last.get()));
      parameters.putAll(checkpoint(valid.lower(last.get())));
      execute(hive, mart, parameters);
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
   * The parameter that says which checkpoint a mart goes on from.
   *
   * @param first what the mart computes begins here; null if it is the whole
   */
  private Map<String, String> checkpoint(Hive hive, Mart mart, String first) throws SQLException {
    Optional<Mart> checkpoint = mart.checkpoint(all);
    if (checkpoint.isEmpty()) {
      return Map.of();
    }
    NavigableSet<String> periods =
        periods(new PartitionedTable(hive, checkpoint.get().name(), PERIOD));
    String newest = first == null ? periods.pollLast() : periods.lower(first);
    return checkpoint(newest);
  }

  private static Map<String, String> checkpoint(String newest) {
    return Map.of("checkpoint", newest == null ? "" : Names.PERIOD.check(newest));
  }

  private static NavigableSet<String> periods(PartitionedTable table) throws SQLException {
    return table.partitions().stream()
        .map(values -> values.get(0))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void drop(PartitionedTable table, Collection<String> periods) throws SQLException {
    table.drop(periods.stream().map(List::of).toList());
  }

  private void record(Hive hive, Mart mart) throws SQLException {
    Map<String, String> properties = new TreeMap<>();
    properties.put(CHECKSUM, settings.checksum(mart));
    properties.put(BEGUN, "");
    for (String feed : mart.feeds(all)) {
      properties.put(REFRESHED + Names.FEED.check(feed), sequence(feed));
    }
    set(hive, mart, properties);
  }

  private void set(Hive hive, Mart mart, Map<String, String> properties) throws SQLException {
    hive.execute(
        properties.entrySet().stream()
            .map(property -> "'" + property.getKey() + "' = '" + property.getValue() + "'")
            .collect(
                Collectors.joining(
                    ", ", "ALTER TABLE " + mart.name() + " SET TBLPROPERTIES (", ")")));
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
