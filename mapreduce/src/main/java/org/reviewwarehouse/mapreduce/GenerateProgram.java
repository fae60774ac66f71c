package org.reviewwarehouse.mapreduce;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.generate.GenerateRequest;
import org.reviewwarehouse.mapreduce.generate.GenerateRun;
import org.reviewwarehouse.mapreduce.generate.Truth;

/** {@code generate}: raw files with known dirt. */
final class GenerateProgram extends Program {
  private static final int MOST_DAYS = 3660;
  private static final int MOST_FILES = 10_000;
  private static final long MOST_ROWS = 2_000_000_000;
  private static final long MOST_ROWS_PER_FILE = 20_000_000;

  @Override
  public String name() {
    return "generate";
  }

  @Override
  public String summary() {
    return "Write raw files with known dirt, and what a clean run must find in them.";
  }

  @Override
  protected Options options() {
    return new Options()
        .addOption(FEED)
        .addOption(ROOT)
        .addOption(required("from", "DAY", "first arrival day, YYYY-MM-DD"))
        .addOption(required("days", "N", "how many arrival days"))
        .addOption(required("rows", "N", "rows of each day, headers not counted"))
        .addOption(valued("seed", "S", "another seed, other rows (default: 1)"))
        .addOption(
            valued(
                "files",
                "N",
                "files of each day (default: "
                    + GenerateRequest.LEAST_FILES
                    + ", more where a file would have over 500,000 rows)"))
        .addOption(
            valued(
                "layout",
                "L",
                "layout of the contract to write, by number or format (default: the simplest)"))
        .addOption(valued("compress", "HOW", "none or gz (default: none)"))
        .addOption(CONTRACT);
  }

  @Override
  protected int run(CommandLine line) throws Exception {
    LocalDate from = day(line);
    int days = (int) number(line, "days", 1, MOST_DAYS);
    int rows = (int) number(line, "rows", 1, MOST_ROWS);
    int files = line.hasOption("files") ? (int) number(line, "files", 1, MOST_FILES) : 0;
    if (files > 0 && rows / files > MOST_ROWS_PER_FILE) {
      throw usage("files", line, "a file would have more than 20,000,000 rows");
    }
    long seed = line.hasOption("seed") ? number(line, "seed", Long.MIN_VALUE, Long.MAX_VALUE) : 1;
    boolean gzip = gzip(line);
    Contracts.Source source = contract(line);
    GenerateRequest request =
        new GenerateRequest(
            source.contract(),
            source.text(),
            GenerateRequest.layout(source.contract(), line.getOptionValue("layout")),
            root(line),
            from.toEpochDay(),
            days,
            rows,
            seed,
            files,
            gzip);
    request.checkDays();
    long start = System.nanoTime();
    GenerateRun.Generated generated = new GenerateRun(request, getConf(), System.err).execute();
    print(generated, request, (System.nanoTime() - start) / 1e9);
    return 0;
  }

  private static void print(
      GenerateRun.Generated generated, GenerateRequest request, double seconds) {
    List<Truth> truths = generated.truths();
    long all = sum(truths, Truth::rows);
    List<String[]> table = new ArrayList<>();
    table.add(row("generated", all, all));
    table.add(row("new", sum(truths, Truth::fresh), all));
    table.add(row("duplicates", sum(truths, Truth::duplicates), all));
    table.add(row("later versions", sum(truths, Truth::laterVersions), all));
    table.add(row("late", sum(truths, Truth::late), all));
    table.add(row("rejected", sum(truths, Truth::rejected), all));
    Map<String, Long> rejections = new TreeMap<>();
    for (Truth truth : truths) {
      for (Truth.Rejection rejection : truth.rejections()) {
        String field = rejection.field() == null ? "" : " " + rejection.field();
        rejections.merge("  " + rejection.reason() + field, rejection.rows(), Long::sum);
      }
    }
    rejections.forEach((rule, rows) -> table.add(row(rule, rows, all)));
    System.out.println(AccountingTable.table(List.of("rows", "count", "share"), table));
    System.out.printf(
        "%,d days of %,d files, %,d bytes in %.1f s (%,.0f rows/s, %,.1f MB/s)%n",
        truths.size(),
        request.files(),
        generated.bytes(),
        seconds,
        all / seconds,
        generated.bytes() / seconds / 1e6);
    System.out.printf(
        "raw files: %s/arrival=*, what clean must find: %1$s/truth-*.json%n", request.rawZone());
  }

  private static long sum(List<Truth> truths, ToLongFunction<Truth> count) {
    return truths.stream().mapToLong(count).sum();
  }

  private static String[] row(String label, long count, long all) {
    return new String[] {
      label, String.format("%,d", count), String.format("%.2f %%", 100.0 * count / all)
    };
  }

  private static LocalDate day(CommandLine line) {
    try {
      return LocalDate.parse(line.getOptionValue("from"));
    } catch (DateTimeParseException e) {
      throw usage("from", line, "it is not a day like 2015-08-25");
    }
  }

  private static boolean gzip(CommandLine line) {
    return switch (line.getOptionValue("compress", "none")) {
      case "none" -> false;
      case "gz" -> true;
      default -> throw usage("compress", line, "it is neither none nor gz");
    };
  }
}
