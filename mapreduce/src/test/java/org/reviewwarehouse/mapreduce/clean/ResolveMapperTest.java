package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;
import static org.mockito.Mockito.when;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.File;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mrunit.mapreduce.MapDriver;
import org.apache.hadoop.mrunit.types.Pair;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.input.Framing;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawSplit;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;

public class ResolveMapperTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private MapDriver<NullWritable, RecordBlock, IntWritable, BytesWritable> driver;
  private File output;

  @Before
  public void createDriver() throws Exception {
    driver = MapDriver.newMapDriver(new ResolveJob.ResolveMapper());
    Tasks.configure(driver.getConfiguration());
    output =
        Tasks.outputOf(
            driver.getContext(), "attempt_201508310000_0001_m_000007_0", folder.getRoot());
    when(driver.getContext().getNumReduceTasks()).thenReturn(1);
  }

  private static String example(String rule, int file, long position, String record) {
    return String.format(
        "\"%s\":[{\"file\":%d,\"position\":%d,\"text\":\"%s\"}]",
        rule, file, position, record.replace('\t', ' '));
  }

  @Test
  public void emitsTheVersionOfEachValidRowAndCountsTheOthers() throws Exception {
    RawFile first = Tasks.file(0);
    RawFile second = Tasks.file(1);
    String sixStars = review("BROKEN", "2015-08-31").with("star_rating", "6").line();
    String future = review("A FUTURE", "2015-09-03").line();
    read(
        Tasks.block(
            first,
            0,
            Reviews.HEADER,
            review("A", "2015-08-31").line(),
            sixStars,
            review("EARLY", "2015-08-30").line()),
        Tasks.block(
            first,
            900,
            review("B", "2015-09-02").with("total_votes", "9").with("helpful_votes", "0").line(),
            "no review at all"),
        RecordBlock.end(new RawSplit.Piece(0, first, 0, 1_000), 0x1234),
        Tasks.block(
            second,
            0,
            Reviews.HEADER,
            review("LATE", "2015-08-30").line(),
            future,
            review("A", "2015-09-01").line()),
        RecordBlock.end(new RawSplit.Piece(1, second, 0, 1_000), 0x5678));
    assertEquals(
        List.of(
            "0: A 2015-08-31 total 3 helpful 2 at 0:1",
            "0: B 2015-09-02 total 9 helpful 0 at 0:4",
            "0: A 2015-09-01 total 3 helpful 2 at 1:3"),
        versions());
    assertEquals(Map.of(Rows.READ, 8L, Rows.REJECTED, 3L, Rows.LATE, 2L), counters());
    assertEquals(
        "{\"files\":{\"0\":{\"read\":5,\"accepted\":0,\"duplicate\":0,\"superseded\":0,\"late\":1,"
            + "\"rejected\":{\"above_maximum:star_rating\":1,\"field_count\":1}},"
            + "\"1\":{\"read\":3,\"accepted\":0,\"duplicate\":0,\"superseded\":0,\"late\":1,"
            + "\"rejected\":{\"after_arrival:review_date\":1}}},"
            + "\"checksums\":[{\"file\":0,\"offset\":0,\"crc\":4660},"
            + "{\"file\":1,\"offset\":0,\"crc\":22136}],"
            + "\"periods\":{\"24187\":1,\"24188\":2},\"written\":[],\"examples\":{"
            + example("above_maximum:star_rating", 0, 338, sixStars)
            + ","
            + example("after_arrival:review_date", 1, 341, future)
            + ","
            + example("field_count", 0, 1046, "no review at all")
            + "}}",
        Tasks.report(output));
  }

  @Test
  public void callsNoRowLateWithoutAWatermarkOrAnArrival() throws Exception {
    RawFile unknown = RawFile.raw(0, "file:/raw/x.tsv", 100, RawFile.NO_ARRIVAL, 1, Framing.LINES);
    read(
        Tasks.block(
            unknown, 0, review("A", "1995-01-01").line(), review("TOMORROW", "2015-09-03").line()));
    assertEquals(List.of("0: A 1995-01-01 total 3 helpful 2 at 0:0"), versions());
    assertEquals(Map.of(Rows.READ, 2L, Rows.REJECTED, 1L), counters());

    createDriver();
    Configuration conf = driver.getConfiguration();
    TaskContract.set(
        conf, Reviews.CONTRACT_TEXT, Reviews.CONTRACT, Tasks.RUN, 0, Mode.BACKFILL, 42);
    read(Tasks.block(Tasks.file(0), 0, review("A", "1995-01-01").line()));
    assertEquals(List.of("0: A 1995-01-01 total 3 helpful 2 at 0:0"), versions());
    assertEquals(Map.of(Rows.READ, 1L), counters());
  }

  @Test
  public void countsALineThatIsTooLongToHold() throws Exception {
    read(
        Tasks.tooLong(Tasks.file(0), "the beginning of a line", 2_000_000),
        Tasks.block(Tasks.file(0), 2_000_006, review().line()));
    assertEquals(List.of("0: R27ZP1F1CD0C3Y 2015-08-31 total 3 helpful 2 at 0:1"), versions());
    assertEquals(Map.of(Rows.READ, 2L, Rows.REJECTED, 1L), counters());
  }

  @Test
  public void sendsAllVersionsOfAKeyToOneReducer() throws Exception {
    when(driver.getContext().getNumReduceTasks()).thenReturn(4);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add(review("R" + i % 100, "2015-09-01").with("total_votes", "" + (3 + i)).line());
    }
    read(Tasks.block(Tasks.file(0), 0, lines.toArray(String[]::new)));
    Map<String, String> reducers = new TreeMap<>();
    List<String> versions = versions();
    for (String version : versions) {
      String key = version.split(" ")[1];
      String reducer = version.split(":")[0];
      assertEquals(key, reducer, reducers.getOrDefault(key, reducer));
      reducers.put(key, reducer);
    }
    assertEquals(300, versions.size());
    assertEquals(4, reducers.values().stream().distinct().count());
  }

  @Test
  public void handsOnFullBlocksAndTheRest() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 9_000; i++) {
      lines.add(review("R" + i, "2015-09-01").line());
    }
    read(Tasks.block(Tasks.file(0), 0, lines.toArray(String[]::new)));
    int bytes = RowVersion.size(Reviews.CONTRACT) * Long.BYTES;
    assertEquals(
        List.of(4_096, 4_096, 808),
        pairs.stream().map(pair -> pair.getSecond().getLength() / bytes).toList());
    assertEquals(9_000, versions().stream().distinct().count());
  }

  private List<Pair<IntWritable, BytesWritable>> pairs;

  private void read(RecordBlock... blocks) throws Exception {
    for (RecordBlock block : blocks) {
      driver.addInput(NullWritable.get(), block);
    }
    pairs = driver.run();
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

  /** The versions that were emitted, each with its reducer. */
  private List<String> versions() {
    List<String> versions = new ArrayList<>();
    for (Pair<IntWritable, BytesWritable> pair : pairs) {
      ByteBuffer words = ByteBuffer.wrap(pair.getSecond().copyBytes());
      while (words.hasRemaining()) {
        versions.add(pair.getFirst() + ": " + version(words));
      }
    }
    return versions;
  }

  /** Keys of at most 15 bytes stand in the first two longs as they are, then their length. */
  private static String version(ByteBuffer words) {
    byte[] key = new byte[16];
    words.get(key);
    StringBuilder text = new StringBuilder();
    for (byte letter : key) {
      text.append(letter >= ' ' ? Character.toString(letter) : "");
    }
    LocalDate day = LocalDate.ofEpochDay(words.getInt() ^ Integer.MIN_VALUE);
    int total = words.getInt() ^ Integer.MIN_VALUE;
    int helpful = words.getInt() ^ Integer.MIN_VALUE;
    assertEquals("behind the order, the event day", day, LocalDate.ofEpochDay(words.getInt()));
    words.getLong(); // the hash of the row
    long position = words.getLong();
    return String.format(
        "%s %s total %d helpful %d at %d:%d",
        text, day, total, helpful, RowVersion.pieceOf(position), RowVersion.recordOf(position));
  }
}
