package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.hadoop.fs.Path;

/**
 * Makes Hive show what the newest entry of a feed's ledger says is live. First the directories of
 * all runs committed since the last publish become partitions, which no reader sees; then one
 * statement replaces the view, which switches every reader's next question; what no longer counts
 * is dropped last. The view says which entry it shows, so whatever a crash left is done again the
 * next time. Publishes at the same time do no harm: each goes on until the view shows the newest
 * entry there is.
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
    if (ledger.sequences().isEmpty()) {
      throw new WarehouseException(
          "Cannot publish feed: "
              + feed
              + ", because no run is in its ledger "
              + ledger.folder()
              + "; run `clean` first");
    }
    PublishPass pass = new PublishPass(settings, feed, ledger, line.hasOption("all"), out);
    boolean done;
    do {
      try (Hive hive = Hive.open(settings)) {
        done = pass.run(hive);
      }
    } while (!done);
  }
}
