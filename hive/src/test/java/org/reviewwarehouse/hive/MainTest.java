package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Configuration configuration, String... args) {
    out.reset();
    err.reset();
    try (PrintStream toOut = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream toErr = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      return Main.run(args, configuration, toOut, toErr);
    }
  }

  private static Configuration site() {
    Configuration configuration = new Configuration(false);
    configuration.set(Settings.URL, "jdbc:hive2://127.0.0.1:1/");
    configuration.set(Settings.ROOT, "file:///nowhere/at/all");
    return configuration;
  }

  @Test
  public void helpIsShownOnStandardOutput() {
    assertEquals(0, run(site(), "--help"));
    assertTrue(out.toString().contains("migrate"));
    for (String program : List.of("migrate", "publish", "refresh", "sql")) {
      int code = run(site(), program, "--help");
      // A required option does not hinder --help.
      assertEquals(program, 0, code);
      assertTrue(program, out.toString().startsWith("usage: " + program + " "));
      assertEquals("", err.toString());
    }
  }

  @Test
  public void wrongUsageShowsUsageOnStandardErrorAndIsTwo() {
    for (List<String> args :
        List.of(
            List.<String>of(),
            List.of("nosuch"),
            List.of("migrate", "--nosuch"),
            List.of("migrate", "more"),
            List.of("publish"),
            List.of("refresh", "--days", "x"),
            List.of("refresh", "--full", "--days", "2015-08-31"),
            List.of("sql"),
            List.of("sql", "-e", "SELECT 1", "-f", "x"),
            List.of("sql", "-e", " ; "),
            List.of("sql", "-e", "SELECT 1", "--format", "xml"))) {
      assertEquals(args.toString(), 2, run(site(), args.toArray(new String[0])));
      assertTrue(args.toString(), err.toString().contains("usage: "));
      assertEquals("", out.toString());
    }
  }

  @Test
  public void whatIsWrongIsSaidInOneLine() {
    check(
        "Cannot use feed: X, because it must be lower-case letters, digits and _",
        site(),
        "publish",
        "--feed",
        "X");
    check(
        "Cannot publish feed: f, because no run is in its ledger file:/nowhere/at/all/ledger/f;"
            + " run `clean` first",
        site(),
        "publish",
        "--feed",
        "f");
    check(
        "Cannot use root: /a';, because it must be an absolute path of letters, digits and ._=+@-"
            + " with an optional scheme and host",
        site(),
        "migrate",
        "--root",
        "/a';");
    check(
        "Cannot use database: a b, because it must be lower-case letters, digits and _",
        site(),
        "migrate",
        "--database",
        "a b");
    check(
        "Cannot refresh mart: x, because there is none of that name; there are "
            + String.join(", ", Mart.all().keySet()),
        site(),
        "refresh",
        "--mart",
        "x");
    Configuration nosuch = site();
    nosuch.set("warehouse.mart.no_such", "1");
    assertEquals(1, run(nosuch, "refresh"));
    assertTrue(
        err.toString(),
        err.toString()
            .startsWith(
                "Cannot use property: warehouse.mart.no_such, because no mart has that parameter;"
                    + " there are "));
    check(
        "Cannot read file: /nosuch.hql, because there is no such file",
        site(),
        "sql",
        "-f",
        "/nosuch.hql");
    check(
        "Cannot use url: http://x, because it does not begin with jdbc:hive2://",
        site(),
        "sql",
        "-e",
        "SELECT 1",
        "--url",
        "http://x");
    check(
        "Cannot find HiveServer2: no --url, because warehouse-site.xml on the class path does not"
            + " set warehouse.hive.url either",
        new Configuration(false),
        "sql",
        "-e",
        "SELECT 1");
  }

  @Test
  public void aServerThatDoesNotAnswerIsNamedWithWhatToDo() {
    check(
        "Cannot reach HiveServer2: jdbc:hive2://127.0.0.1:1/, because nothing answers there; start"
            + " a sandbox with `bin/warehouse up`, or set warehouse.hive.url",
        site(),
        "sql",
        "-e",
        "SELECT 1");
  }

  private void check(String message, Configuration configuration, String... args) {
    assertEquals(1, run(configuration, args));
    assertEquals(message + System.lineSeparator(), err.toString());
    assertEquals("", out.toString());
  }
}
