package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** Refreshes a mart: computes what changed, if anything did, and records what it was. */
  private Refreshed refresh(Mart mart) throws SQLException, IOException {
    Hive hive = sessions.take();
    try {
      MartState state = MartState.of(hive, mart);
      if (!compute(hive, mart, state)) {
        return new Refreshed(mart, false, true);
      }
      boolean held = published.holds(hive, mart.feeds(all));
      if (held) {
        record(mart, state);
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

  private void record(Mart mart, MartState state) throws SQLException {
    state.record(settings.checksum(mart), sequences(mart));
  }

  private Map<String, Integer> sequences(Mart mart) {
    return mart.feeds(all).stream().collect(Collectors.toMap(feed -> feed, published::sequence));
  }

  /**
   * Computes what changed of a mart.
   *
   * @return false if nothing did; what the mart was computed from is recorded then
   */
  private boolean compute(Hive hive, Mart mart, MartState state) throws SQLException, IOException {
    boolean sameFile = state.hasChecksum(settings.checksum(mart));
    SortedSet<String> live = new TreeSet<>();
    SortedSet<String> changed = new TreeSet<>();
    for (String feed : mart.feeds(all)) {
      SortedMap<String, String> now = published.live(feed);
      live.addAll(now.keySet());
      changed.addAll(difference(now, sameFile ? published.live(feed, state.sequence(feed)) : null));
    }
    live.stream().filter(forced::touch).forEach(changed::add);
    changed.addAll(state.begun(live));
    if (changed.isEmpty() && sameFile && !forced.equals(Days.ALL)) {
      if (!state.isOf(sequences(mart))) {
        record(mart, state);
      }
      return false;
    }
    long start = System.nanoTime();
    // Of a mart that was never recorded, everything is computed until it is.
    if (!changed.isEmpty() && state.isRecorded()) {
      state.begin(changed.first(), last(mart, live, changed));
    }
    MartComputation computation =
        new MartComputation(
            hive,
            mart,
            mart.checkpoint(all).orElse(null),
            settings.literals(mart),
            files.getConf(),
            out);
    String what = computation.run(live, changed);
    out.printf("%s: %s in %.1f s%n", mart.name(), what, (System.nanoTime() - start) / 1e9);
    return true;
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

  private static String last(Mart mart, SortedSet<String> live, SortedSet<String> changed) {
    boolean onwards = mart.script().takes("first_period") && !live.isEmpty();
    return onwards && live.last().compareTo(changed.last()) > 0 ? live.last() : changed.last();
  }
}
