package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Computes the marts anew where their feeds changed. Each mart table keeps, as properties, which
 * ledger entry of each feed it was computed from and the checksum of its file; the ledger knows
 * what was live then and what is live now, and the difference is what has to be computed. The
 * properties are set after the table: a crash between the two computes the same again.
 */
final class Refresh implements Program {
  private static final String REFRESHED = "warehouse.refreshed.";
  private static final String CHECKSUM = "warehouse.checksum";

  /** How often a refresh begins again because a publish came between. */
  private static final int ATTEMPTS = 5;

  @Override
  public String arguments() {
    return "[--mart M] [--days FROM..TO] [--root ROOT]";
  }

  @Override
  public String purpose() {
    return "Computes the marts for the periods that changed since they were last computed.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(Settings.option("mart", "M", "only this mart and those it is computed from"))
        .addOption(
            Settings.option(
                "days", "FROM..TO", "also the periods that hold these days, such as 2015-08-30"))
        .addOption(Settings.rootOption());
  }

  @Override
  public void run(CommandLine line, Settings settings, PrintStream out, PrintStream err)
      throws SQLException, IOException, ParseException {
    Days forced = Days.parse(line.getOptionValue("days"));
    Map<String, Mart> all = Mart.all();
    List<Mart> marts = List.copyOf(all.values());
    if (line.hasOption("mart")) {
      Mart mart = all.get(line.getOptionValue("mart"));
      if (mart == null) {
        throw new WarehouseException(
            "Cannot refresh mart: "
                + line.getOptionValue("mart")
                + ", because there is none of that name; there are "
                + String.join(", ", all.keySet()));
      }
      marts = mart.withSources(all);
    }
    Path root = settings.root();
    FileSystem files = settings.fileSystem(root);
    try (Hive hive = Hive.open(settings)) {
      prepare(hive);
      Pass pass = new Pass(hive, files, root, all, forced, out);
      int attempt = 1;
      while (!pass.run(marts)) {
        if (attempt++ == ATTEMPTS) {
          throw new WarehouseException(
              "Cannot refresh marts: "
                  + marts.stream().map(Mart::name).collect(Collectors.joining(", "))
                  + ", because a publish came between "
                  + ATTEMPTS
                  + " times; run it again");
        }
        err.println("A run was published meanwhile: beginning again");
      }
    }
  }

  private static void prepare(Hive hive) throws SQLException {
    // A mart may have more periods than Hive's guard against runaway partitions allows.
    hive.execute("SET hive.exec.dynamic.partition.mode=nonstrict");
    hive.execute("SET hive.exec.max.dynamic.partitions=100000");
    hive.execute("SET hive.exec.max.dynamic.partitions.pernode=100000");
    // INSERT OVERWRITE would lock readers out while it runs; they have their snapshot.
    hive.execute("SET hive.txn.xlock.iow=false");
  }

  /** Days that are computed again whether or not they changed; null bounds hold no day. */
  record Days(String from, String to) {
    static Days parse(String text) throws ParseException {
      if (text == null) {
        return new Days(null, null);
      }
      String[] bounds = text.split("\\.\\.", -1);
      try {
        LocalDate from = LocalDate.parse(bounds[0]);
        LocalDate to = LocalDate.parse(bounds[bounds.length - 1]);
        if (bounds.length <= 2 && !to.isBefore(from)) {
          return new Days(from.toString(), to.toString());
        }
      } catch (DateTimeParseException e) {
        // told below
      }
      throw new ParseException(
          "Cannot read days: "
              + text
              + ", because it must be FROM..TO like 2015-08-30..2015-09-02");
    }

    boolean touch(String period) {
      return from != null
          && from.substring(0, period.length()).compareTo(period) <= 0
          && to.substring(0, period.length()).compareTo(period) >= 0;
    }
  }

  /** One go over the marts. */
  private record Pass(
      Hive hive,
      FileSystem files,
      Path root,
      Map<String, Mart> all,
      Days forced,
      PrintStream out,
      Map<String, Ledger> ledgers) {

    Pass(
        Hive hive,
        FileSystem files,
        Path root,
        Map<String, Mart> all,
        Days forced,
        PrintStream out) {
      this(hive, files, root, all, forced, out, new HashMap<>());
    }

    /** Refreshes each; false if what is published changed on the way. */
    boolean run(List<Mart> marts) throws SQLException, IOException {
      int computed = 0;
      Map<String, Integer> published = new TreeMap<>();
      for (Mart mart : marts) {
        for (String feed : mart.feeds(all)) {
          if (!published.containsKey(feed)) {
            published.put(feed, new FeedView(hive, feed).published());
          }
        }
      }
      for (Mart mart : marts) {
        Set<String> feeds = mart.feeds(all);
        if (feeds.stream().anyMatch(feed -> published.get(feed) == 0)) {
          out.printf("%s: not computed, nothing is published of %s%n", mart.name(), feeds);
          continue;
        }
        Map<String, String> table = properties(mart);
        SortedSet<String> live = new TreeSet<>();
        SortedSet<String> changed = new TreeSet<>();
        boolean asBefore = mart.script().checksum().equals(table.get(CHECKSUM));
        for (String feed : feeds) {
          SortedMap<String, String> now = live(feed, published.get(feed));
          String before = asBefore ? table.get(REFRESHED + feed) : null;
          live.addAll(now.keySet());
          changed.addAll(difference(now, before == null ? null : liveThen(feed, before)));
        }
        live.stream().filter(forced::touch).forEach(changed::add);
        boolean upToDate = changed.isEmpty() && asBefore && recorded(table, feeds, published);
        if (upToDate) {
          continue;
        }
        if (!changed.isEmpty() || !asBefore) {
          compute(mart, live, changed);
          computed++;
        }
        for (String feed : feeds) {
          if (new FeedView(hive, feed).published() != published.get(feed)) {
            return false;
          }
        }
        record(mart, feeds, published);
      }
      if (computed == 0) {
        out.println("Nothing changed since the marts were computed: no mart was run");
      }
      return true;
    }

    private Map<String, String> properties(Mart mart) throws SQLException {
      return hive.properties(mart.name())
          .orElseThrow(
              () ->
                  new WarehouseException(
                      "Cannot refresh mart: "
                          + mart.name()
                          + ", because the database lacks its table; run `migrate` first"));
    }

    private Ledger ledger(String feed) {
      return ledgers.computeIfAbsent(feed, name -> new Ledger(files, root, name));
    }

    private SortedMap<String, String> live(String feed, int sequence) throws IOException {
      return ledger(feed).entry(sequence).liveRuns();
    }

    /** What was live when the mart was computed, or null if the ledger no longer says. */
    private SortedMap<String, String> liveThen(String feed, String sequence) throws IOException {
      int number = Integer.parseInt(sequence);
      return ledger(feed).sequences().contains(number) ? live(feed, number) : null;
    }

    private static boolean recorded(
        Map<String, String> table, Set<String> feeds, Map<String, Integer> published) {
      return feeds.stream()
          .allMatch(feed -> published.get(feed).toString().equals(table.get(REFRESHED + feed)));
    }

    private void compute(Mart mart, SortedSet<String> live, SortedSet<String> changed)
        throws SQLException {
      long start = System.nanoTime();
      SortedSet<String> periods = new TreeSet<>(changed);
      if (mart.script().takes("first_period") && !changed.isEmpty()) {
        periods.addAll(live.tailSet(changed.first()));
      }
      periods.retainAll(live);
      if (!mart.byPeriod() || !periods.isEmpty()) {
        Map<String, String> parameters = new HashMap<>();
        if (mart.byPeriod()) {
          parameters.put("first_period", Names.PERIOD.check(periods.first()));
          parameters.put(
              "periods",
              periods.stream()
                  .map(period -> "'" + Names.PERIOD.check(period) + "'")
                  .collect(Collectors.joining(", ")));
        }
        for (String statement : mart.script().statements(parameters)) {
          hive.execute(statement);
        }
      }
      int dropped = mart.byPeriod() ? dropVanished(mart, live) : 0;
      out.printf(
          "%s: %s%s computed in %.1f s%n",
          mart.name(),
          mart.byPeriod() ? describe(periods) : "whole",
          dropped == 0 ? "" : ", " + dropped + " emptied,",
          (System.nanoTime() - start) / 1e9);
    }

    private int dropVanished(Mart mart, SortedSet<String> live) throws SQLException {
      PartitionedTable table = new PartitionedTable(hive, mart.name(), "period");
      List<List<String>> vanished = new ArrayList<>(table.partitions());
      vanished.removeIf(values -> live.contains(values.get(0)));
      table.drop(vanished);
      return vanished.size();
    }

    private void record(Mart mart, Set<String> feeds, Map<String, Integer> published)
        throws SQLException {
      List<String> properties = new ArrayList<>();
      properties.add("'" + CHECKSUM + "' = '" + mart.script().checksum() + "'");
      for (String feed : feeds) {
        properties.add(
            "'" + REFRESHED + Names.FEED.check(feed) + "' = '" + published.get(feed) + "'");
      }
      hive.execute(
          "ALTER TABLE "
              + mart.name()
              + " SET TBLPROPERTIES ("
              + String.join(", ", properties)
              + ")");
    }

    private static String describe(SortedSet<String> periods) {
      return switch (periods.size()) {
        case 0 -> "no period";
        case 1 -> "period " + periods.first();
        default -> periods.size() + " periods " + periods.first() + " to " + periods.last();
      };
    }
  }

  /** The periods that are read from another run than before, are new, or are gone. */
  static SortedSet<String> difference(Map<String, String> now, Map<String, String> before) {
    if (before == null) {
      return new TreeSet<>(now.keySet());
    }
    SortedSet<String> changed = new TreeSet<>(now.keySet());
    changed.addAll(before.keySet());
    changed.removeIf(period -> Objects.equals(now.get(period), before.get(period)));
    return changed;
  }
}
