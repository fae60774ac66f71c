package org.reviewwarehouse.hive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What {@link Publish} does, in one session for each go: partitions, then the view, then what is to
 * be dropped. Every step may be done twice.
 */
final class PublishPass {
  private final Settings settings;
  private final String feed;
  private final Path root;
  private final FileSystem files;
  private final Ledger ledger;
  private final PrintStream out;

  /** The last entry whose runs were all added before, or -1 before the first go. */
  private int known;

  private boolean changed;

  PublishPass(Settings settings, String feed, Ledger ledger, boolean all, PrintStream out)
      throws IOException {
    this.settings = settings;
    this.feed = feed;
    this.root = settings.root();
    this.files = settings.fileSystem(root);
    this.ledger = ledger;
    this.out = out;
    this.known = all ? 0 : -1;
  }

  /**
   * Makes Hive show the newest entry.
   *
   * @return false if it must begin again in another session: a run has committed meanwhile, another
   *     publish was faster, or the answer to the switch was lost
   * @throws WarehouseException if that cannot be done; it says what readers see
   */
  boolean run(Hive hive) throws SQLException, IOException {
    FeedView view = new FeedView(hive, feed);
    // Read after the view: what that shows is in the ledger, or the ledger is another one.
    TreeSet<Integer> sequences = ledger.sequences();
    Ledger.Entry newest = ledger.entry(sequences.last());
    if (known < 0) {
      known = view.published() > newest.sequence() ? 0 : view.published();
    }
    FeedView.Definition definition;
    try {
      definition = prepare(hive, view, newest, sequences);
    } catch (SQLException e) {
      throw notPublished(Causes.innermost(e), view.published());
    }
    if (!definition.version().equals(view.version())) {
      if (new FeedView(hive, feed).published() != view.published()) {
        return false;
      }
      if (!show(hive, view, definition, newest)) {
        return false;
      }
    }
    try {
      tidy(hive, newest);
    } catch (SQLException e) {
      throw new WarehouseException(
          "Cannot finish publishing feed: "
              + feed
              + ", because "
              + Causes.innermost(e)
              + "; readers see run "
              + newest.run()
              + "; run publish again",
          e);
    }
    if (ledger.sequences().last() > newest.sequence()) {
      return false;
    }
    if (!changed) {
      out.printf("%s: already shows run %s, nothing to publish%n", feed, newest.run());
    }
    return true;
  }

  /** Does all that no reader sees yet. */
  private FeedView.Definition prepare(
      Hive hive, FeedView view, Ledger.Entry newest, TreeSet<Integer> sequences)
      throws SQLException, IOException {
    List<Ledger.Entry> committed = new ArrayList<>();
    for (int sequence : sequences.tailSet(known, false)) {
      committed.add(ledger.entry(sequence));
    }
    PartitionedTable runs = runs(hive);
    addRuns(runs, newest, committed);
    add(
        new PartitionedTable(hive, "ledger", "feed"),
        Map.of(List.of(feed), new Path(root, "ledger/" + feed)));
    addRejected(new PartitionedTable(hive, "rejected", "feed", "run"), committed);
    Map<List<String>, Path> late = new LinkedHashMap<>();
    for (String run : newest.waiting()) {
      late.put(List.of(run), new Path(root, "late/" + feed + "/run=" + run));
    }
    add(late(hive), late);
    SortedMap<String, TreeSet<String>> partitions = new TreeMap<>();
    for (List<String> values : runs.partitions()) {
      partitions.computeIfAbsent(values.get(0), run -> new TreeSet<>()).add(values.get(1));
    }
    return view.define(newest.sequence(), LiveRange.of(newest.liveRuns(), partitions));
  }

  /** Adds the directories of the clean zone and sets their statistics. */
  private void addRuns(PartitionedTable runs, Ledger.Entry newest, List<Ledger.Entry> committed)
      throws SQLException, IOException {
    Set<Ledger.Part> parts = new TreeSet<>(Ledger.Part.ORDER);
    parts.addAll(newest.live());
    Set<String> unmeasured = new TreeSet<>();
    Map<String, Set<String>> listed = new HashMap<>();
    for (Ledger.Entry entry : committed) {
      for (Ledger.Part part : entry.live()) {
        if (part.run().equals(entry.run())
            && (parts.contains(part) || onDisk(part.run(), part.period(), listed))) {
          parts.add(part);
          unmeasured.add(part.run());
        }
      }
    }
    Map<List<String>, Path> wanted = new LinkedHashMap<>();
    for (Ledger.Part part : parts) {
      wanted.put(
          List.of(part.run(), part.period()),
          new Path(periodFolder(part.period()), "run=" + part.run()));
    }
    List<List<String>> added = runs.add(wanted);
    added.forEach(values -> unmeasured.add(values.get(0)));
    if (!unmeasured.isEmpty()) {
      // A crash may have come between adding and measuring: what was not published is measured
      // again.
      runs.measure(unmeasured.size() == 1 ? List.copyOf(unmeasured) : List.of());
      out.printf(
          "%s: %s added, statistics set for %s%n",
          runs.name(), count(added.size(), "partition"), count(unmeasured.size(), "run"));
      changed = true;
    }
  }

  /**
   * Adds what the runs have rejected. If one of them is a rollback, the partitions become those of
   * the runs that still count: already now, as the next publish knows of a rollback only from the
   * entries after the one that the view shows.
   */
  private void addRejected(PartitionedTable rejected, List<Ledger.Entry> committed)
      throws SQLException, IOException {
    boolean rolledBack = committed.stream().anyMatch(entry -> entry.rolledBackTo() != null);
    Map<List<String>, Path> wanted = new LinkedHashMap<>();
    for (Ledger.Entry entry : rolledBack ? ledger.lineage() : committed) {
      if (entry.rejected() > 0) {
        wanted.put(
            List.of(feed, entry.run()), new Path(root, "rejected/" + feed + "/run=" + entry.run()));
      }
    }
    add(rejected, wanted);
    if (rolledBack) {
      List<List<String>> undone = new ArrayList<>(rejected.partitions());
      undone.removeIf(values -> !values.get(0).equals(feed) || wanted.containsKey(values));
      drop(rejected, undone);
    }
  }

  /**
   * Switches every reader's next question.
   *
   * @return false if it was done, or another publish did something else, but this session is lost
   */
  private boolean show(
      Hive hive, FeedView view, FeedView.Definition definition, Ledger.Entry newest)
      throws IOException {
    boolean answered = true;
    try {
      hive.change(definition.sql());
    } catch (SQLException e) {
      answered = false;
      FeedView.Version now = look(definition.reason(e), newest);
      if (now.equals(view.version())) {
        throw notPublished(definition.reason(e), view.published());
      }
      if (!now.equals(definition.version())) {
        return false;
      }
    }
    known = newest.sequence();
    SortedMap<String, String> live = newest.liveRuns();
    out.printf(
        "%s: shows run %s, %s of %s%n",
        feed,
        newest.run(),
        count(live.size(), "period"),
        count(new HashSet<>(live.values()).size(), "run"));
    changed = true;
    return answered;
  }

  /** What the view shows, asked in a session of its own. */
  private FeedView.Version look(String reason, Ledger.Entry newest) throws IOException {
    try (Hive hive = Hive.open(settings)) {
      return new FeedView(hive, feed).version();
    } catch (SQLException | WarehouseException e) {
      throw new WarehouseException(
          "Cannot tell whether readers see run "
              + newest.run()
              + " yet, because "
              + reason
              + "; nothing was undone: run publish again, and it finds out",
          e);
    }
  }

  private WarehouseException notPublished(String reason, int published) throws IOException {
    return new WarehouseException(
        "Cannot publish feed: "
            + feed
            + ", because "
            + reason
            + "; readers still see "
            + (ledger.sequences().contains(published)
                ? "run " + ledger.entry(published).run()
                : "no run of this ledger")
            + "; run publish again");
  }

  /** Drops what waited and was merged, and what has expired. */
  private void tidy(Hive hive, Ledger.Entry newest) throws SQLException, IOException {
    List<List<String>> merged = new ArrayList<>(late(hive).partitionsIfAny());
    merged.removeIf(values -> newest.waiting().contains(values.get(0)));
    drop(late(hive), merged);
    Set<List<String>> live = new HashSet<>();
    newest.live().forEach(part -> live.add(List.of(part.run(), part.period())));
    List<List<String>> expired = new ArrayList<>();
    Map<String, Set<String>> listed = new HashMap<>(); // after the partitions: runs commit, too
    for (List<String> values : runs(hive).partitions()) {
      if (!live.contains(values) && !onDisk(values.get(0), values.get(1), listed)) {
        expired.add(values);
      }
    }
    drop(runs(hive), expired);
  }

  private PartitionedTable runs(Hive hive) {
    return new PartitionedTable(hive, feed + "_runs", "run", "period");
  }

  private PartitionedTable late(Hive hive) {
    return new PartitionedTable(hive, feed + "_late", "run");
  }

  private void add(PartitionedTable table, Map<List<String>, Path> wanted) throws SQLException {
    int added = table.add(wanted).size();
    if (added > 0) {
      out.printf("%s: %s added%n", table.name(), count(added, "partition"));
      changed = true;
    }
  }

  private void drop(PartitionedTable table, List<List<String>> partitions) throws SQLException {
    if (!partitions.isEmpty()) {
      table.drop(partitions);
      out.printf("%s: %s dropped%n", table.name(), count(partitions.size(), "partition"));
      changed = true;
    }
  }

  private Path periodFolder(String period) {
    return new Path(root, "clean/" + feed + "/period=" + period);
  }

  /** Whether a run's directory of a period is there; lists a period once. */
  private boolean onDisk(String run, String period, Map<String, Set<String>> listed)
      throws IOException {
    Set<String> runs = listed.get(period);
    if (runs == null) {
      runs = new HashSet<>();
      try {
        for (FileStatus folder : files.listStatus(periodFolder(period))) {
          runs.add(folder.getPath().getName());
        }
      } catch (FileNotFoundException e) {
        runs.clear();
      }
      listed.put(period, runs);
    }
    return runs.contains("run=" + run);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
