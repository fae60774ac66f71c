package org.reviewwarehouse.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spark and DuckDB at what Hive does with the clean table of product reviews, by the project's own
 * HiveQL:
 *
 * <pre>
 * spark|duckdb marts CLEAN MARTS OUT        computes the marts and writes them, as Parquet
 * spark|duckdb questions CLEAN MARTS FILE   asks the questions of a file over the clean table
 * </pre>
 *
 * CLEAN is the folder with {@code period=…}, MARTS that with the {@code .hql} files. For questions
 * the marts are views, so that each is computed of the clean table as far as it is asked for.
 */
public final class Peers {
  private static final int LATER = 10;

  /** The ledger is not in the clean table. */
  private static final String LEDGER = "ledger_runs";

  private static final Pattern COMMENTS = Pattern.compile("(?m)^-- (?!question:).*$");
  private static final Pattern QUESTION = Pattern.compile("(?s)-- question: ([^\n]+)\n([^;]+);");

  private Peers() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 5) {
      System.err.println("usage: spark|duckdb marts CLEAN MARTS OUT | questions CLEAN MARTS FILE");
      System.exit(2);
    }
    long start = System.nanoTime();
    Path clean = Path.of(args[2]).toAbsolutePath();
    List<Marts.Mart> marts = Marts.of(Path.of(args[3]));
    try (Engine engine = args[0].equals("spark") ? new Spark() : new DuckDb()) {
      engine.open(clean);
      if (args[1].equals("marts")) {
        compute(engine, clean, marts, Path.of(args[4]).toAbsolutePath());
      } else {
        ask(engine, clean, marts, Path.of(args[4]));
      }
    }
    System.out.printf("%s %s: %.1f s%n", args[0], args[1], seconds(start));
  }

  private static void compute(Engine engine, Path clean, List<Marts.Mart> marts, Path out)
      throws Exception {
    Files.createDirectories(out);
    List<String> periods = periods(clean);
    for (Marts.Mart mart : marts) {
      long start = System.nanoTime();
      if (mart.equals(Marts.CHECKPOINT)) {
        engine.view(mart.name(), question(mart, periods));
        continue;
      }
      engine.table(mart.name(), question(mart, periods), mart.byPeriod(), out);
      System.out.printf("%s: %.1f s%n", mart.name(), seconds(start));
    }
  }

  private static void ask(Engine engine, Path clean, List<Marts.Mart> marts, Path file)
      throws Exception {
    List<String> periods = periods(clean);
    for (Marts.Mart mart : marts) {
      engine.view(mart.name(), question(mart, periods));
    }
    String product =
        engine.value(
            "SELECT product_id FROM product_day GROUP BY product_id"
                + " ORDER BY count(*) DESC, product_id LIMIT 1");
    String text = COMMENTS.matcher(Files.readString(file)).replaceAll("");
    System.out.println("| question | rows | first ms | median ms |");
    for (MatchResult found : QUESTION.matcher(text).results().toList()) {
      if (!found.group(2).contains(LEDGER)) {
        time(engine, found.group(1), found.group(2).replace("${product}", product));
      }
    }
  }

  private static void time(Engine engine, String name, String question) throws Exception {
    long start = System.nanoTime();
    long rows = engine.ask(question);
    long first = millis(start);
    long[] later = new long[LATER];
    for (int i = 0; i < LATER; i++) {
      start = System.nanoTime();
      engine.ask(question);
      later[i] = millis(start);
    }
    Arrays.sort(later);
    System.out.printf("| %s | %d | %d | %d |%n", name, rows, first, later[LATER / 2]);
  }

  private static long millis(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static String question(Marts.Mart mart, List<String> periods) {
    String quoted = periods.stream().collect(Collectors.joining("', '", "'", "'"));
    return mart.question(quoted, periods.get(0));
  }

  private static List<String> periods(Path clean) throws IOException {
    try (Stream<Path> folders = Files.list(clean)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("period="))
          .map(name -> name.substring("period=".length()))
          .sorted()
          .toList();
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
