package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Computes the marts anew where their feeds changed. Each mart table keeps, as properties, which
 * ledger entry of each feed it was computed from and the checksum of its file and settings; the
 * ledger knows what was live then and what is live now, and the difference is what has to be
 * computed. The properties are set after the table: a crash between the two computes the same
 * again.
 */
final class Refresh implements Program {
  /** How often a refresh begins again because a publish came between. */
  private static final int ATTEMPTS = 5;

  /** What the statements of marts need of Hive. */
  private static final Map<String, String> SESSION =
      Map.of(
          // A mart may have more periods than Hive's guard against runaway partitions allows.
          "hive.exec.dynamic.partition.mode",
          "nonstrict",
          "hive.exec.max.dynamic.partitions",
          "100000",
          "hive.exec.max.dynamic.partitions.pernode",
          "100000",
          // Statistics of every column of every partition cost as much as the marts; rows and sizes
          // stay.
          "hive.stats.column.autogather",
          "false",
          // Readers wait while a mart is overwritten. Without this lock Hive 4.0.1 answers one that
          // lists the directories in that moment with nothing, with some of the partitions, with
          // rows twice or with an error (5 of 664 answers), and no other setting helps: neither
          // hive.acid.direct.insert.enabled=false nor hive.fetch.task.conversion=none.
          "hive.txn.xlock.iow",
          "true");

  @Override
  public String arguments() {
    return "[--mart M] [--full | --days FROM..TO] [--root ROOT] | --parameters";
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
                "days", "FROM..TO", "compute the periods that hold these days in any case"))
        .addOption(
            Option.builder()
                .longOpt("full")
                .desc("compute everything, whatever has changed: the rows are the same")
                .build())
        .addOption(
            Option.builder()
                .longOpt("parameters")
                .desc("only print the settings of the marts and their values in force")
                .build())
        .addOption(Settings.rootOption());
  }

  @Override
  public void run(CommandLine line, Settings settings, PrintStream out, PrintStream err)
      throws SQLException, IOException, ParseException {
    if (line.hasOption("full") && line.hasOption("days")) {
      throw new ParseException("Cannot use --days with --full, which computes every day");
    }
    Days forced = line.hasOption("days") ? Days.parse(line.getOptionValue("days")) : Days.NONE;
    if (line.hasOption("full")) {
      forced = Days.ALL;
    }
    Map<String, Mart> all = Mart.all();
    MartSettings parameters = new MartSettings(all, settings.martParameters());
    if (line.hasOption("parameters")) {
      parameters.print(out);
      return;
    }
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
    try (DatabaseLock lock = DatabaseLock.acquire("refresh", settings, err);
        Sessions sessions = new Sessions(settings, SESSION)) {
      RefreshPass pass =
          new RefreshPass(
              sessions, settings.refreshParallel(), files, root, all, parameters, forced, out);
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
}
