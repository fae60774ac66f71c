package org.reviewwarehouse.mapreduce.generate;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Field;

/**
 * What is to be generated.
 *
 * @param contractText the contract as it is written, for the tasks
 * @param from first arrival day, days since 1970-01-01
 * @param rows of each day, at least 1
 * @param files of each day; 0 for {@link #LEAST_FILES}, or more where a file would be large
 * @param gzip files are gzipped
 */
public record GenerateRequest(
    Contract contract,
    String contractText,
    Path root,
    long from,
    int days,
    int rows,
    long seed,
    int files,
    boolean gzip) {
  /** How many files a day has at least where nobody asks for a number. */
  public static final int LEAST_FILES = 4;

  private static final int ROWS_PER_FILE = 500_000;

  private static final long NEWEST_DAY = LocalDate.of(2300, 1, 1).toEpochDay();

  private static final String CONTRACT = "warehouse.generate.contract";
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
   * Refuses days on which the contract leaves no room for late rows, or that no row can be named
   * by.
   *
   * @throws WarehouseException wrong usage
   */
  public void checkDays() {
    long oldest = from - contract.watermarkDays() - DayPlan.LATEST_DAYS;
    Field day = contract.eventDay();
    if (oldest < Math.max(0, day.min())) {
      throw refused(from, "its late rows would be older than field " + day.name() + " allows");
    }
    long newest = from + days - 1;
    if (newest > Math.min(NEWEST_DAY, day.max())) {
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
    return new GenerateRequest(
        ContractReader.read("of the job", text),
        text,
        new Path(conf.get(ROOT)),
        conf.getLong(FROM, 0),
        conf.getInt(DAYS, 0),
        conf.getInt(ROWS, 0),
        conf.getLong(SEED, 0),
        conf.getInt(FILES, 0),
        conf.getBoolean(GZIP, false));
  }

  /** What the rows of an arrival day are. */
  DayPlan plan(long arrival) {
    return new DayPlan(contract, seed, arrival, rows, arrival == from);
  }

  /** The arrival days, in days since 1970-01-01. */
  List<Long> arrivals() {
    return LongStream.range(from, from + days).boxed().toList();
  }

  /** The first row of a file of a day; of the file behind the last, the number of rows. */
  int firstRow(int file) {
    return (int) ((long) rows * file / files);
  }

  /** Where the raw files of the feed are. */
  public Path rawZone() {
    return new Path(new Path(root, "raw"), contract.feed());
  }

  /** Where the files of an arrival day are, below the raw zone. */
  static String directory(long arrival) {
    return "arrival=" + LocalDate.ofEpochDay(arrival);
  }

  String fileName(int file) {
    return String.format("part-%05d.tsv%s", file, gzip ? ".gz" : "");
  }
}
