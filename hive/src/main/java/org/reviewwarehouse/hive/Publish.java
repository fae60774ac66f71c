package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.hadoop.fs.Path;

/**
 * Makes Hive show what the newest entry of a feed's ledger says is live. First the directories of
 * all runs committed since the last publish become partitions, which no reader sees; then one
 * statement replaces the view, which switches every reader's next question. The view says which
 * entry it shows, so whatever a crash left before the switch is done again the next time.
 */
final class Publish implements Program {
  @Override
  public String arguments() {
    return "--feed F [--root ROOT] [--all]";
  }

  @Override
  public String purpose() {
    return "Makes Hive show what the feed's ledger says is live.";
  }

  @Override
  public Options options() {
    Option feed = Settings.option("feed", "F", "feed, such as product_reviews");
    feed.setRequired(true);
    return new Options()
        .addOption(feed)
        .addOption(Settings.rootOption())
        .addOption(
            Option.builder()
                .longOpt("all")
                .desc("look at every run again, not only at those since the last publish")
                .build());
  }

  @Override
  public void run(CommandLine line, Settings settings, PrintStream out, PrintStream err)
      throws SQLException, IOException {
    String feed = Names.FEED.check(line.getOptionValue("feed"));
    Path root = settings.root();
    Ledger ledger = new Ledger(settings.fileSystem(root), root, feed);
    TreeSet<Integer> sequences = ledger.sequences();
    if (sequences.isEmpty()) {
      throw new WarehouseException(
          "Cannot publish feed: "
              + feed
              + ", because no run is in its ledger "
              + ledger.folder()
              + "; run `clean` first");
    }
    Ledger.Entry newest = ledger.entry(sequences.last());
    try (Hive hive = Hive.open(settings)) {
      FeedView view = new FeedView(hive, feed);
      boolean again = line.hasOption("all") || view.published() > newest.sequence();
      List<Ledger.Entry> committed = new ArrayList<>();
      for (int sequence : again ? sequences : sequences.tailSet(view.published(), false)) {
        committed.add(ledger.entry(sequence));
      }
      PartitionedTable runs = new PartitionedTable(hive, feed + "_runs", "run", "period");
      boolean changed = addRuns(runs, new Path(root, "clean/" + feed), newest, committed, out);
      changed |= addRest(hive, root, feed, committed, out);
      if (view.show(newest.sequence(), ranges(runs, newest))) {
        SortedMap<String, String> live = newest.liveRuns();
        out.printf(
            "%s: shows run %s, %s of %s%n",
            feed,
            newest.run(),
            count(live.size(), "period"),
            count(new HashSet<>(live.values()).size(), "run"));
        changed = true;
      }
      if (!changed) {
        out.printf("%s: already shows run %s, nothing to publish%n", feed, newest.run());
      }
    }
  }

  /** Adds the directories of the clean zone and sets their statistics. */
  private static boolean addRuns(
      PartitionedTable runs,
      Path clean,
      Ledger.Entry newest,
      List<Ledger.Entry> committed,
      PrintStream out)
      throws SQLException {
    Set<Ledger.Part> parts = new TreeSet<>(Ledger.Part.ORDER);
    parts.addAll(newest.live());
    Set<String> unmeasured = new TreeSet<>();
    for (Ledger.Entry entry : committed) {
      for (Ledger.Part part : entry.live()) {
        if (part.run().equals(entry.run())) {
          parts.add(part);
          unmeasured.add(part.run());
        }
      }
    }
    Map<List<String>, Path> wanted = new LinkedHashMap<>();
    for (Ledger.Part part : parts) {
      wanted.put(
          List.of(part.run(), part.period()),
          new Path(clean, "period=" + part.period() + "/run=" + part.run()));
    }
    List<List<String>> added = runs.add(wanted);
    added.forEach(values -> unmeasured.add(values.get(0)));
    if (unmeasured.isEmpty()) {
      return false;
    }
    // A crash may have come between adding and measuring: what was not published is measured again.
    runs.measure(unmeasured.size() == 1 ? List.copyOf(unmeasured) : List.of());
    out.printf(
        "%s: %s added, statistics set for %s%n",
        runs.name(), count(added.size(), "partition"), count(unmeasured.size(), "run"));
    return true;
  }

  /** Adds the directories of the late and the rejected zone, and the ledger itself. */
  private static boolean addRest(
      Hive hive, Path root, String feed, List<Ledger.Entry> committed, PrintStream out)
      throws SQLException {
    Map<List<String>, Path> late = new LinkedHashMap<>();
    Map<List<String>, Path> rejected = new LinkedHashMap<>();
    for (Ledger.Entry entry : committed) {
      String folder = feed + "/run=" + entry.run();
      if (entry.late() > 0) {
        late.put(List.of(entry.run()), new Path(root, "late/" + folder));
      }
      if (entry.rejected() > 0) {
        rejected.put(List.of(feed, entry.run()), new Path(root, "rejected/" + folder));
      }
    }
    boolean changed = false;
    PartitionedTable ledger = new PartitionedTable(hive, "ledger", "feed");
    changed |= add(ledger, Map.of(List.of(feed), new Path(root, "ledger/" + feed)), out);
    changed |= add(new PartitionedTable(hive, feed + "_late", "run"), late, out);
    changed |= add(new PartitionedTable(hive, "rejected", "feed", "run"), rejected, out);
    return changed;
  }

  private static boolean add(
      PartitionedTable table, Map<List<String>, Path> wanted, PrintStream out) throws SQLException {
    int added = table.add(wanted).size();
    if (added > 0) {
      out.printf("%s: %s added%n", table.name(), count(added, "partition"));
    }
    return added > 0;
  }

  private static List<LiveRange> ranges(PartitionedTable runs, Ledger.Entry newest)
      throws SQLException {
    SortedMap<String, TreeSet<String>> partitions = new TreeMap<>();
    for (List<String> values : runs.partitions()) {
      partitions.computeIfAbsent(values.get(0), run -> new TreeSet<>()).add(values.get(1));
    }
    return LiveRange.of(newest.liveRuns(), partitions);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
