package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.mrunit.mapreduce.ReduceDriver;
import org.apache.hadoop.mrunit.types.KeyValueReuseList;
import org.apache.hadoop.mrunit.types.Pair;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.parquet.ParquetRows;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.RowBytes;

public class WriteReducerTest {
  private static final int AUGUST = 2015 * 12 + 7;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void writesAFileForEachPeriod() throws Exception {
    ReduceDriver<IntWritable, BytesWritable, IntWritable, BytesWritable> driver =
        driver(Reviews.CONTRACT_TEXT);
    add(
        driver,
        AUGUST,
        review("A", "2015-08-01").with("review_body", "x".repeat(5_000)).line(),
        review("B", "2015-08-31").line());
    add(driver, AUGUST + 1, review("C", "2015-09-01").line());
    File output = output(driver);
    assertEquals(List.of(), driver.run());
    assertEquals(
        List.of(
            "clean/period=2015-08/part-r-00002.parquet: A 2015-08-01, B 2015-08-31",
            "clean/period=2015-09/part-r-00002.parquet: C 2015-09-01"),
        files(output, 2, 14));
    assertEquals(
        "{\"files\":{},\"checksums\":[],\"periods\":{},\"written\":["
            + "{\"period\":\"2015-08\",\"rows\":2,\"bytes\":"
            + bytes(output, "2015-08")
            + "},{\"period\":\"2015-09\",\"rows\":1,\"bytes\":"
            + bytes(output, "2015-09")
            + "}]}",
        Tasks.report(output));
  }

  @Test
  public void keepsACarriageReturnThatEndsTheLastText() throws Exception {
    String contract =
        """
        {"type": "record", "name": "notes", "layouts": [{"format": "tsv"}], "key": ["id"], "event.day": "day", "fields": [
          {"name": "id", "type": "string"},
          {"name": "day", "type": {"type": "int", "logicalType": "date"}},
          {"name": "text", "type": "string"}]}
        """;
    ReduceDriver<IntWritable, BytesWritable, IntWritable, BytesWritable> driver = driver(contract);
    add(driver, AUGUST, "1\t2015-08-01\ta\r");
    File output = output(driver);
    driver.run();
    assertEquals(List.of("clean/period=2015-08/part-r-00002.parquet: 1 a\r"), files(output, 0, 2));
  }

  @Test
  public void keepsDaysOutsideTheDayTableApart() throws Exception {
    String contract =
        """
        {"type": "record", "name": "notes", "layouts": [{"format": "tsv"}], "key": ["id"], "event.day": "day", "fields": [
          {"name": "id", "type": "string"},
          {"name": "day", "type": {"type": "int", "logicalType": "date"}}]}
        """;
    ReduceDriver<IntWritable, BytesWritable, IntWritable, BytesWritable> driver = driver(contract);
    add(
        driver,
        0,
        "1\t1900-01-01",
        "2\t1899-12-31",
        "3\t1900-01-02",
        "4\t2199-12-31",
        "5\t2200-01-01");
    File output = output(driver);
    driver.run();
    assertEquals(
        List.of(
            "clean/period=1899-12/part-r-00002.parquet: 2 1899-12-31",
            "clean/period=1900-01/part-r-00002.parquet: 1 1900-01-01, 3 1900-01-02",
            "clean/period=2199-12/part-r-00002.parquet: 4 2199-12-31",
            "clean/period=2200-01/part-r-00002.parquet: 5 2200-01-01"),
        files(output, 0, 1));
  }

  private static ReduceDriver<IntWritable, BytesWritable, IntWritable, BytesWritable> driver(
      String contract) {
    ReduceDriver<IntWritable, BytesWritable, IntWritable, BytesWritable> driver =
        ReduceDriver.newReduceDriver(new WriteJob.WriteReducer());
    Tasks.configure(driver.getConfiguration(), contract);
    return driver;
  }

  private File output(ReduceDriver<IntWritable, BytesWritable, IntWritable, BytesWritable> driver)
      throws Exception {
    return Tasks.outputOf(
        driver.getContext(), "attempt_201508310000_0001_r_000002_0", folder.getRoot());
  }

  /** Grouped as the framework does, key and value reused. */
  private static void add(
      ReduceDriver<IntWritable, BytesWritable, IntWritable, BytesWritable> driver,
      int period,
      String... lines) {
    KeyValueReuseList<IntWritable, BytesWritable> group =
        new KeyValueReuseList<>(new IntWritable(), new BytesWritable(), driver.getConfiguration());
    Contract contract = TaskContract.of(driver.getConfiguration());
    RecordParser parser = Reviews.parser(contract);
    parser.begin(Tasks.ARRIVAL.toEpochDay());
    RowBytes bytes = new RowBytes(contract);
    for (String line : lines) {
      byte[] block = (line + "\r\n" + " ".repeat(RecordParser.PADDING)).getBytes(UTF_8);
      parser.parse(block, 0, block.length - RecordParser.PADDING);
      bytes.write(parser.row());
      byte[] written = Arrays.copyOf(bytes.bytes(), bytes.length());
      group.add(new Pair<>(new IntWritable(period), new BytesWritable(written)));
    }
    driver.addInput(group);
  }

  private static List<String> files(File output, int... columns) throws Exception {
    List<String> texts = new ArrayList<>();
    for (File file : ParquetRows.files(output)) {
      List<String> rows = new ArrayList<>();
      for (String row : ParquetRows.of(file)) {
        String[] values = row.split("\\|");
        rows.add(values[columns[0]] + " " + values[columns[1]]);
      }
      texts.add(output.toPath().relativize(file.toPath()) + ": " + String.join(", ", rows));
    }
    return texts;
  }

  private static long bytes(File output, String period) {
    return new File(output, "clean/period=" + period + "/part-r-00002.parquet").length();
  }
}
