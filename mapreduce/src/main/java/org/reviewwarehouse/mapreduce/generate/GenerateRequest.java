package org.reviewwarehouse.mapreduce.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Format;
import org.reviewwarehouse.mapreduce.contract.Layout;

/**
 * What is to be generated.
 *
 * @param contractText the contract as it is written, for the tasks
 * @param layout the one of the contract's in which the files are written
 * @param from first arrival day, days since 1970-01-01
 * @param rows of each day, at least 1
 * @param files of each day; 0 for {@link #LEAST_FILES}, or more where a file would be large
 * @param gzip files are gzipped
 */
public record GenerateRequest(
    Contract contract,
    String contractText,
    Layout layout,
    Path root,
    long from,
    int days,
    int rows,
    long seed,
    int files,
    boolean gzip) {
  /** How many files a day has at least where nobody asks for a number. */
  public static final int LEAST_FILES = 4;

  private static final List<Format> SIMPLEST_FIRST =
      List.of(Format.TSV, Format.JSONL, Format.CSV, Format.JSON);

  private static final int ROWS_PER_FILE = 500_000;

  private static final long NEWEST_DAY = LocalDate.of(2300, 1, 1).toEpochDay();

  private static final String CONTRACT = "warehouse.generate.contract";
  private static final String LAYOUT = "warehouse.generate.layout";
  private static final String ROOT = "warehouse.generate.root";
  private static final String FROM = "warehouse.generate.from";
  private static final String DAYS = "warehouse.generate.days";
  private static final String ROWS = "warehouse.generate.rows";
  private static final String SEED = "warehouse.generate.seed";
  private static final String FILES = "warehouse.generate.files";
  private static final String GZIP = "warehouse.generate.gzip";

  public GenerateRequest {
    if (files == 0) {
      files = Math.max(LEAST_FILES, (int) Math.ceil((double) rows / ROWS_PER_FILE));
    }
    files = Math.min(files, rows);
  }

  /**
   * Refuses days on which the contract leaves no room for old rows, or that no row can be named by.
   *
   * @throws WarehouseException wrong usage
   */
  public void checkDays() {
    Field day = contract.eventDay();
    long oldest = from - contract.watermarkDays() - DayPlan.LATEST_DAYS;
    if (day != null && oldest < Math.max(0, day.min())) {
      throw refused(from, "its late rows would be older than field " + day.name() + " allows");
    }
    if (day == null && from < DumpPlan.OLDEST_DAYS) {
      throw refused(from, "what is in it would be older than 1970");
    }
    long newest = from + days - 1;
    if (newest > (day == null ? NEWEST_DAY : Math.min(NEWEST_DAY, day.max()))) {
      throw refused(newest, "it is too far in the future");
    }
  }

  private static WarehouseException refused(long arrival, String reason) {
    return new WarehouseException(
        WarehouseException.Code.USAGE,
        "Cannot generate arrival: " + LocalDate.ofEpochDay(arrival) + ", because " + reason);
  }

  /** Lets the tasks know. */
  void setOn(Configuration conf) {
    conf.set(CONTRACT, contractText);
    conf.setInt(LAYOUT, layout.number());
    conf.set(ROOT, root.toString());
    conf.setLong(FROM, from);
    conf.setInt(DAYS, days);
    conf.setInt(ROWS, rows);
    conf.setLong(SEED, seed);
    conf.setInt(FILES, files);
    conf.setBoolean(GZIP, gzip);
  }

  static GenerateRequest of(Configuration conf) {
    String text = conf.get(CONTRACT);
    Contract contract = ContractReader.read("of the job", text);
    return new GenerateRequest(
        contract,
        text,
        contract.layouts().get(conf.getInt(LAYOUT, 0)),
        new Path(conf.get(ROOT)),
        conf.getLong(FROM, 0),
        conf.getInt(DAYS, 0),
        conf.getInt(ROWS, 0),
        conf.getLong(SEED, 0),
        conf.getInt(FILES, 0),
        conf.getBoolean(GZIP, false));
  }

  /** The arrival days, in days since 1970-01-01. */
  List<Long> arrivals() {
    return LongStream.range(from, from + days).boxed().toList();
  }

  /** Where the raw files of the feed are. */
  public Path rawZone() {
    return new Path(new Path(root, "raw"), contract.feed());
  }

  /** Where the files of an arrival day are, below the raw zone. */
  static String directory(long arrival) {
    return "arrival=" + LocalDate.ofEpochDay(arrival);
  }

  /** The name of a file, which is one that the layout takes. */
  String fileName(int file) {
    return names(layout, String.format("part-%05d", file)).stream()
            .filter(name -> layout.equals(contract.layoutOf(name)))
            .findFirst()
            .orElseThrow()
        + (gzip ? ".gz" : "");
  }

  /** Names that a file of a layout may have: the plain one, and those of its patterns. */
  private static List<String> names(Layout layout, String part) {
    List<String> names = new ArrayList<>(List.of(part + "." + layout.format().label()));
    layout.files().forEach(glob -> names.add(glob.replace("*", part)));
    return names;
  }

  /**
   * A layout of a contract by its number, from 1, or by its format; where several have that, it is
   * the first.
   *
   * @param wanted null: the layout whose files are the simplest to read
   * @throws WarehouseException wrong usage: there is none, or no file could be named for it
   */
  public static Layout layout(Contract contract, String wanted) {
    return contract.layouts().stream()
        .filter(layout -> wanted == null || isCalled(layout, wanted))
        .filter(
            layout ->
                names(layout, "part").stream().map(contract::layoutOf).anyMatch(layout::equals))
        .min(Comparator.comparing(layout -> SIMPLEST_FIRST.indexOf(layout.format())))
        .orElseThrow(
            () ->
                new WarehouseException(
                    WarehouseException.Code.USAGE,
                    "Cannot choose layout: "
                        + wanted
                        + ", because "
                        + contract.feed()
                        + " has none of that number or format that takes a file of its own; it has "
                        + contract.layouts().stream()
                            .map(layout -> layout.number() + 1 + " " + layout.format().label())
                            .collect(Collectors.joining(", "))));
  }

  private static boolean isCalled(Layout layout, String wanted) {
    return wanted.equals(layout.format().label())
        || wanted.equals(Integer.toString(layout.number() + 1));
  }
}
