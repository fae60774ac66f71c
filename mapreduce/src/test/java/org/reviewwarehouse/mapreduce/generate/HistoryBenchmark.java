package org.reviewwarehouse.mapreduce.generate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.Assert.assertEquals;

import com.github.freva.asciitable.AsciiTable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.clean.CleanRequest;
import org.reviewwarehouse.mapreduce.clean.CleanRun;
import org.reviewwarehouse.mapreduce.clean.Mode;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/**
 * What one day of 100,000 reviews costs against histories of different lengths, 166,600 reviews a
 * month: 1,000 rows of the day are new versions of reviews of the last 60 days. No test: it is run
 * by its name.
 */
public class HistoryBenchmark {
  private static final String FEED = "product_reviews";
  private static final LocalDate DAY = LocalDate.of(2015, 9, 1);
  private static final int DAYS_PER_MILLION = 180;
  private static final int ROWS_PER_DAY = 5_555;
  private static final int NEW = 99_000;
  private static final int VERSIONS = 1_000;
  private static final int VERSION_DAYS = 60;

  private static final int ROUNDS = Integer.getInteger("rounds", 3);

  private final String text = Generated.contract(FEED);
  private final Contract contract = ContractReader.read(FEED, text);
  private final Path directory =
      Path.of(
          System.getProperty(
              "history.dir", System.getProperty("java.io.tmpdir") + "/warehouse-history"));
  private final int[] millions =
      Stream.of(System.getProperty("history.millions", "0,2,10,20").split(","))
          .mapToInt(Integer::parseInt)
          .toArray();

  @Test
  public void aDayAgainstHistoriesOfDifferentLengths() throws Exception {
    for (int million : millions) {
      makeHistory(million);
    }
    byte[] day = day();
    Map<Integer, List<LedgerEntry>> runs = new TreeMap<>();
    for (int round = 0; round <= ROUNDS; round++) { // the first warms up
      for (int million : millions) {
        LedgerEntry entry = clean(million, day);
        if (round > 0) {
          runs.computeIfAbsent(million, any -> new ArrayList<>()).add(entry);
        }
      }
    }
    print(runs);
  }

  private void print(Map<Integer, List<LedgerEntry>> runs) {
    List<String[]> rows = new ArrayList<>();
    runs.forEach(
        (million, entries) -> {
          LedgerEntry entry = entries.get(0);
          long written =
              entry.partitions().stream()
                  .filter(each -> each.run().equals(entry.run()))
                  .mapToLong(LedgerEntry.Partition::rows)
                  .sum();
          long table = entry.partitions().stream().mapToLong(LedgerEntry.Partition::rows).sum();
          rows.add(
              new String[] {
                String.format("%,d", table - entry.accepted() + entry.replaced()),
                median(entries, "resolve"),
                median(entries, "match"),
                median(entries, "write"),
                median(entries, ""),
                String.format("%,d", entry.accepted()),
                String.format("%,d", entry.replaced()),
                String.format("%,d", written),
                String.format("%,d", entry.bytesWritten() >> 20)
              });
        });
    String[] headers = {
      "history",
      "resolve ms",
      "match ms",
      "write ms",
      "all ms",
      "accepted",
      "replaced",
      "written",
      "MiB"
    };
    System.out.println(AsciiTable.getTable(headers, rows.toArray(new String[0][])));
  }

  /**
   * @param step of all runs; empty for the whole
   */
  private static String median(List<LedgerEntry> entries, String step) {
    long[] sorted =
        entries.stream()
            .mapToLong(
                entry ->
                    entry.steps().stream()
                        .filter(each -> step.isEmpty() || each.step().equals(step))
                        .mapToLong(LedgerEntry.Step::millis)
                        .sum())
            .sorted()
            .toArray();
    return String.format("%,d", sorted[sorted.length / 2]);
  }

  private void makeHistory(int million) throws Exception {
    File done = new File(root(million), "done");
    if (done.exists()) {
      return;
    }
    FileUtil.fullyDelete(root(million));
    if (million > 0) {
      System.out.println("making a history of " + million + " million reviews");
      int days = million * DAYS_PER_MILLION;
      generate(root(million), DAY.minusDays(days), days, ROWS_PER_DAY, 1);
      new CleanRun(request(million, Mode.BACKFILL), conf(), System.out, Clock.systemUTC())
          .execute();
    }
    done.getParentFile().mkdirs();
    Files.createFile(done.toPath());
  }

  /** New reviews, and newer versions of some that are in every history. */
  private byte[] day() throws Exception {
    File root = new File(directory.toFile(), "day");
    FileUtil.fullyDelete(root);
    generate(root, DAY, 1, NEW, 2);
    StringBuilder lines = new StringBuilder(text(raw(root, DAY)));
    int largest = millions[millions.length - 1];
    int wanted = VERSIONS / VERSION_DAYS + 1;
    for (int back = 1; largest > 0 && back <= VERSION_DAYS; back++) {
      text(raw(root(largest), DAY.minusDays(back)))
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(fields -> fields.length == 15 && fields[14].matches("2015-0[678]-\\d\\d"))
          .limit(wanted)
          .forEach(
              fields -> {
                fields[14] = DAY.toString();
                lines.append(String.join("\t", fields)).append('\n');
              });
    }
    return lines.toString().getBytes(ISO_8859_1);
  }

  private LedgerEntry clean(int million, byte[] day) throws Exception {
    File root = root(million);
    File raw = raw(root, DAY);
    raw.mkdirs();
    Files.write(new File(raw, "day.tsv").toPath(), day);
    read(new File(root, "clean"));
    LedgerEntry entry =
        new CleanRun(request(million, Mode.DAILY), conf(), System.out, Clock.systemUTC())
            .execute()
            .orElseThrow();
    forget(root, entry);
    assertEquals(million > 0 ? 2 : 1, entry.sequence());
    return entry;
  }

  /** As if the run had not been. */
  private static void forget(File root, LedgerEntry entry) throws IOException {
    Files.delete(
        new File(root, String.format("ledger/%s/%06d.json", FEED, entry.sequence())).toPath());
    try (Stream<Path> all = Files.walk(root.toPath(), 4)) {
      all.filter(path -> path.endsWith("run=" + entry.run()))
          .sorted(Comparator.reverseOrder())
          .forEach(path -> FileUtil.fullyDelete(path.toFile()));
    }
  }

  /** Whatever the machine holds in memory, it holds of every history. */
  private static void read(File directory) throws IOException {
    if (!directory.exists()) {
      return;
    }
    byte[] buffer = new byte[1 << 20];
    try (Stream<Path> all = Files.walk(directory.toPath())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          while (in.read(buffer) >= 0) {
            // once is enough
          }
        }
      }
    }
  }

  private void generate(File root, LocalDate from, int days, int rows, long seed) throws Exception {
    new GenerateRun(
            new GenerateRequest(
                contract,
                text,
                contract.layouts().get(1), // tsv
                path(root),
                from.toEpochDay(),
                days,
                rows,
                seed,
                1,
                false),
            conf(),
            System.out)
        .execute();
  }

  private CleanRequest request(int million, Mode mode) {
    List<LocalDate> arrivals = mode == Mode.DAILY ? List.of(DAY) : List.of();
    return new CleanRequest(
        contract, text, path(root(million)), mode, arrivals, null, contract.grain());
  }

  private static Configuration conf() {
    Configuration conf = Generated.local(Runtime.getRuntime().availableProcessors());
    conf.unset(GenerateRun.LEAST_ROWS_PER_MAPPER);
    conf.setInt(
        "mapreduce.local.reduce.tasks.maximum",
        conf.getInt("mapreduce.local.map.tasks.maximum", 2));
    return conf;
  }

  private File root(int million) {
    return new File(directory.toFile(), million + "m");
  }

  private static File raw(File root, LocalDate day) {
    return new File(
        root, new Zones(new org.apache.hadoop.fs.Path("/"), FEED).raw() + "/arrival=" + day);
  }

  private static String text(File directory) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(directory.toPath())) {
      for (Path file : files.filter(each -> each.toString().endsWith(".tsv")).sorted().toList()) {
        text.append(Files.readString(file, ISO_8859_1));
      }
    }
    return text.toString();
  }

  private static org.apache.hadoop.fs.Path path(File file) {
    return new org.apache.hadoop.fs.Path(file.toURI());
  }
}
