package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.mockito.Mockito.when;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.MapFile;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mrunit.mapreduce.MapDriver;
import org.apache.hadoop.mrunit.types.Pair;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawSplit;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.parquet.ParquetRows;
import org.reviewwarehouse.mapreduce.resolve.Fate;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;
import org.reviewwarehouse.mapreduce.row.Row;
import org.reviewwarehouse.mapreduce.row.RowBytes;

public class WriteMapperTest {
  private static final int PIECE = 0;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private MapDriver<NullWritable, RecordBlock, IntWritable, BytesWritable> driver;
  private File output;

  @Before
  public void createDriver() throws Exception {
    driver = MapDriver.newMapDriver(new WriteJob.WriteMapper());
    Configuration conf = driver.getConfiguration();
    Tasks.configure(conf);
    conf.set("warehouse.run.resolved", new File(folder.getRoot(), "losers").toString());
    output =
        Tasks.outputOf(
            driver.getContext(), "attempt_201508310000_0001_m_000007_0", folder.getRoot());
    when(driver.getContext().getNumReduceTasks()).thenReturn(0);
  }

  @Test
  public void writesWinnersLateAndRejectedRecordsEachToTheirFile() throws Exception {
    losers(duplicate(2), superseded(4));
    RawFile first = Tasks.file(0);
    RawFile second = Tasks.file(1);
    String header = Reviews.HEADER;
    String wins = review("A", "2015-08-31").with("review_body", "a &amp; b<br />").line();
    List<Pair<IntWritable, BytesWritable>> out =
        run(
            Tasks.block(first, 0, header, wins, review("B", "2015-09-01").line()),
            Tasks.block(
                first,
                500,
                review("C", "2015-09-01").line(),
                review("D", "2015-09-01").line(),
                review("E", "2015-08-30").line(),
                "broken"),
            RecordBlock.end(new RawSplit.Piece(0, first, 0, 1_000), 1),
            Tasks.block(second, 0, header, review("F", "2015-08-31").with("vine", "?").line()),
            Tasks.tooLong(second, "the beginning", 1_500_000));
    assertEquals(List.of(), out);
    assertEquals(
        List.of(
            "clean/period=2015-08/part-m-00007.parquet",
            "clean/period=2015-09/part-m-00007.parquet",
            "late/part-m-00007.parquet",
            "rejected/part-m-00007.parquet"),
        files());
    assertEquals(List.of(row("A", "a & b", "2015-08-31")), rows("clean/period=2015-08"));
    assertEquals(
        List.of(row("C", "Great birthday gift for a young adult.", "2015-09-01")),
        rows("clean/period=2015-09"));
    assertEquals(
        List.of(row("E", "Great birthday gift for a young adult.", "2015-08-30")), rows("late"));
    int bytes = (header + "\n").length();
    String noVine = review("F", "2015-08-31").with("vine", "?").line();
    int afterC = 500 + 3 * (review("C", "2015-09-01").line().length() + 1);
    assertEquals(
        List.of(
            "broken|6|field_count|null|file:/raw/0.tsv|" + afterC + "|2015-09-02",
            noVine
                + "|"
                + noVine.length()
                + "|not_a_boolean|vine|file:/raw/1.tsv|"
                + bytes
                + "|2015-09-02",
            "the beginning"
                + "x".repeat(65_536 - 13)
                + "|1500000|record_too_long|null|file:/raw/1.tsv|0|2015-09-02"),
        rows("rejected"));
    assertEquals(
        Map.of(
            Rows.READ, 8L,
            Rows.ACCEPTED, 2L,
            Rows.DUPLICATE, 1L,
            Rows.SUPERSEDED, 1L,
            Rows.LATE, 1L,
            Rows.REJECTED, 3L),
        counters());
    assertEquals(
        "{\"files\":{\"0\":{\"read\":6,\"accepted\":2,\"duplicate\":1,\"superseded\":1,\"late\":1,"
            + "\"rejected\":{\"field_count\":1}},"
            + "\"1\":{\"read\":2,\"accepted\":0,\"duplicate\":0,\"superseded\":0,\"late\":0,"
            + "\"rejected\":{\"not_a_boolean:vine\":1,\"record_too_long\":1}}},"
            + "\"checksums\":[{\"file\":0,\"offset\":0,\"crc\":1}],\"periods\":{},\"written\":["
            + written("2015-08")
            + ","
            + written("2015-09")
            + "]}",
        Tasks.report(output));
  }

  @Test
  public void handsRowsOnByPeriodWhereReducersWrite() throws Exception {
    when(driver.getContext().getNumReduceTasks()).thenReturn(3);
    losers(superseded(1));
    String first = review("A", "2015-08-31").with("review_body", "a &amp; b<br />").line();
    String second = review("B", "2015-09-01").line();
    List<Pair<IntWritable, BytesWritable>> out =
        run(
            Tasks.block(
                Tasks.file(0),
                0,
                first,
                review("C", "2015-09-01").line(),
                second + "\r",
                review("D", "2015-08-30").line(),
                "broken"));
    List<String> lines = new ArrayList<>();
    for (Pair<IntWritable, BytesWritable> pair : out) {
      Row row = new RowBytes(Reviews.CONTRACT).read(pair.getSecond().copyBytes(), 0);
      lines.add(pair.getFirst() + ": " + text(row, "review_id") + " " + text(row, "review_body"));
    }
    int august = 2015 * 12 + 7;
    assertEquals(
        List.of(august + ": A a & b", august + 1 + ": B Great birthday gift for a young adult."),
        lines);
    assertEquals(List.of("late/part-m-00007.parquet", "rejected/part-m-00007.parquet"), files());
    assertEquals(2L, (long) counters().get(Rows.ACCEPTED));
  }

  @Test
  public void writesNothingWhereThereIsNothing() throws Exception {
    losers();
    run(Tasks.block(Tasks.file(0), 0, Reviews.HEADER));
    assertEquals(List.of(), files());
    assertEquals(Map.of(), counters());
    assertTrue(Tasks.report(output), Tasks.report(output).contains("\"written\":[]"));
  }

  @Test
  public void sharesPeriodsOutToReducersByTheirNumber() {
    WriteJob.ByPeriod partitioner = new WriteJob.ByPeriod();
    for (int period : new int[] {-25_000, -1, 0, 1, 24_187}) {
      int reducer = partitioner.getPartition(new IntWritable(period), null, 3);
      assertTrue("" + reducer, reducer >= 0 && reducer < 3);
      assertEquals(
          (reducer + 1) % 3, partitioner.getPartition(new IntWritable(period + 1), null, 3));
    }
  }

  private List<Pair<IntWritable, BytesWritable>> run(RecordBlock... blocks) throws Exception {
    for (RecordBlock block : blocks) {
      driver.addInput(NullWritable.get(), block);
    }
    return driver.run();
  }

  private void losers(long... losers) throws Exception {
    Path file = new Path(new File(folder.getRoot(), "losers/part-r-00000").toString());
    try (MapFile.Writer writer =
        new MapFile.Writer(
            driver.getConfiguration(),
            file,
            MapFile.Writer.keyClass(IntWritable.class),
            MapFile.Writer.valueClass(BytesWritable.class))) {
      Losers.write(losers, writer::append);
    }
  }

  private static long duplicate(long record) {
    return Fate.DUPLICATE.at(RowVersion.place(PIECE, record));
  }

  private static long superseded(long record) {
    return Fate.SUPERSEDED.at(RowVersion.place(PIECE, record));
  }

  private Map<Rows, Long> counters() {
    Map<Rows, Long> counters = new TreeMap<>();
    for (Rows rows : Rows.values()) {
      long value = driver.getCounters().findCounter(rows).getValue();
      if (value != 0) {
        counters.put(rows, value);
      }
    }
    return counters;
  }

  private List<String> files() {
    return ParquetRows.files(output).stream()
        .map(file -> output.toPath().relativize(file.toPath()).toString())
        .toList();
  }

  /** The rows of one zone; of the clean columns without the last, row_hash. */
  private List<String> rows(String zone) throws Exception {
    return ParquetRows.below(new File(output, zone)).stream()
        .map(row -> zone.equals("rejected") ? row : row.substring(0, row.lastIndexOf('|')))
        .toList();
  }

  private String written(String period) {
    File file = new File(output, "clean/period=" + period + "/part-m-00007.parquet");
    return "{\"period\":\"" + period + "\",\"rows\":1,\"bytes\":" + file.length() + "}";
  }

  private static String text(Row row, String name) {
    Field field = Reviews.field(name);
    int from = row.from(field);
    return new String(row.bytes(field), from, row.to(field) - from, UTF_8);
  }

  private static String row(String id, String body, String day) {
    return "US|24371595|"
        + id
        + "|B004LLIL5A|346014806|Amazon eGift Card - Celebrate|Gift Card|5|2|3|false|true"
        + "|Five Stars|"
        + body
        + "|"
        + day;
  }
}
