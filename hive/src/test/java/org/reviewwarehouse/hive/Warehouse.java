package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A database and a root of its own, so that the tests of a class do not see each other. */
final class Warehouse {
  /** Marts over product reviews. */
  static final List<String> MARTS =
      List.of(
          "product_day",
          "category_day",
          "product_month",
          "product_checkpoint",
          "product_lifetime",
          "product_cumulative",
          "category_cumulative");

  final String database;
  final String root;
  final CleanZone zone;
  private final Sandbox sandbox;

  Warehouse(Sandbox sandbox, String name) throws IOException {
    this.sandbox = sandbox;
    database = name;
    root = "/" + name;
    FileSystem files = sandbox.fileSystem();
    zone = new CleanZone(files, files.makeQualified(new Path(root)));
    done("migrate", "--root", root);
  }

  Settings settings() throws IOException, ParseException {
    Configuration configuration = sandbox.configuration();
    configuration.set(Settings.DATABASE, database);
    return new Settings(configuration, new DefaultParser().parse(new Options(), new String[0]));
  }

  Sandbox.Outcome run(String... args) throws IOException {
    return run(Map.of(), args);
  }

  /** As {@link #run(String...)}, with other settings than those of the sandbox. */
  Sandbox.Outcome run(Map<String, String> properties, String... args) throws IOException {
    String[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--database";
    all[args.length + 1] = database;
    return sandbox.hive(properties, all);
  }

  String done(String... args) throws IOException {
    Sandbox.Outcome outcome = run(args);
    assertEquals(outcome.err(), 0, outcome.code());
    return outcome.out();
  }

  String publish() throws IOException {
    return done("publish", "--feed", "product_reviews", "--root", root);
  }

  String refresh(String... more) throws IOException {
    String[] all = Arrays.copyOf(more, more.length + 3);
    System.arraycopy(more, 0, all, 3, more.length);
    all[0] = "refresh";
    all[1] = "--root";
    all[2] = root;
    return done(all);
  }

  String csv(String sql) throws IOException {
    return done("sql", "--format", "csv", "-e", sql).replace("\r\n", "\n");
  }

  /** The rows in order, sorted here: a question without ORDER BY needs no job. */
  String sorted(String sql) throws IOException {
    String csv = csv(sql);
    int header = csv.indexOf('\n') + 1;
    return csv.substring(0, header)
        + csv.substring(header)
            .lines()
            .sorted()
            .map(line -> line + "\n")
            .collect(Collectors.joining());
  }

  String dump(String mart) throws IOException {
    return sorted("SELECT * FROM " + mart);
  }

  String dump() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String mart : MARTS) {
      all.append(mart).append('\n').append(dump(mart));
    }
    return all.toString();
  }
}
