package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Counts the alerts of some days, by severity and rule. A feed without alerts has none. */
final class Alerts implements Program {
  private static final String MART = "review_alerts";
  private static final String CRITICAL = "critical";

  @Override
  public String arguments() {
    return "--feed F --from DAY --to DAY [--severity S] [--outcome FILE]";
  }

  @Override
  public String purpose() {
    return "Counts the alerts on the reviews of some days.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(required("feed", "F", "the feed that the alerts are computed from"))
        .addOption(required("from", "DAY", "first day"))
        .addOption(required("to", "DAY", "last day"))
        .addOption(Settings.option("severity", "S", "only alerts of this severity"))
        .addOption(OutcomeFile.option());
  }

  private static Option required(String name, String argument, String description) {
    Option option = Settings.option(name, argument, description);
    option.setRequired(true);
    return option;
  }

  @Override
  public void run(CommandLine line, Settings settings, PrintStream out, PrintStream err)
      throws SQLException, IOException, ParseException {
    String feed = Names.FEED.check(line.getOptionValue("feed"));
    Days days = Days.parse(line.getOptionValue("from") + ".." + line.getOptionValue("to"));
    String severity = line.getOptionValue("severity");
    if (severity != null && !severity.matches("[a-z]{1,30}")) {
      throw new ParseException(
          "Cannot use severity: " + severity + ", because it must be lower-case letters");
    }
    Map<String, Mart> marts = Mart.all();
    if (!marts.containsKey(MART) || !marts.get(MART).feeds(marts).contains(feed)) {
      String none = "No alerts are computed of " + feed;
      out.println(none);
      OutcomeFile.write(line, Map.of(CRITICAL, "0", "message", none));
      return;
    }
    List<List<String>> counts;
    try (Hive hive = Hive.open(settings)) {
      counts = hive.rows(question(days, severity));
    }
    tell(line, days, counts, out);
  }

  static String question(Days days, String severity) {
    return "SELECT severity, rule, count(*) FROM "
        + MART
        + " WHERE review_date BETWEEN DATE '"
        + days.from()
        + "' AND DATE '"
        + days.to()
        + "'"
        + (severity == null ? "" : " AND severity = '" + severity + "'")
        + " GROUP BY severity, rule ORDER BY severity, rule";
  }

  private static void tell(CommandLine line, Days days, List<List<String>> counts, PrintStream out)
      throws IOException {
    Map<String, Long> bySeverity = new LinkedHashMap<>(Map.of(CRITICAL, 0L));
    StringBuilder rules = new StringBuilder();
    for (List<String> row : counts) {
      bySeverity.merge(row.get(0), Long.parseLong(row.get(2)), Long::sum);
      rules.append(rules.isEmpty() ? ": " : ", ");
      rules.append(row.get(2)).append(' ').append(row.get(0)).append(' ').append(row.get(1));
    }
    long all = bySeverity.values().stream().mapToLong(Long::longValue).sum();
    String message =
        all + (all == 1 ? " alert" : " alerts") + " on " + days.from() + ".." + days.to() + rules;
    out.println(message);
    Map<String, String> found = new LinkedHashMap<>();
    bySeverity.forEach((severity, count) -> found.put(severity, count.toString()));
    found.put("message", message);
    OutcomeFile.write(line, found);
  }
}
