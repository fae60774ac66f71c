package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import org.reviewwarehouse.mapreduce.resolve.Fate;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;
import org.reviewwarehouse.mapreduce.row.RecordParser;

public class ResolveReducerTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static final String OLD = review("A", "2015-08-01").line();
  private static final String MORE_VOTES =
      review("A", "2015-08-01").with("total_votes", "8").line();
  private static final String NEW = review("A", "2015-09-01").line();
  private static final String OTHER = review("B", "2015-08-01").line();

  @Test
  public void keepsTheWinnerWhereverItComes() throws Exception {
    assertResolved("0: 1s 2s", 1, 0, 2, block(at(0, 0, NEW), at(0, 1, OLD), at(0, 2, MORE_VOTES)));
    assertResolved("0: 0s 2s", 1, 0, 2, block(at(0, 0, OLD), at(0, 1, NEW), at(0, 2, MORE_VOTES)));
    assertResolved("0: 0s 1s", 1, 0, 2, block(at(0, 0, OLD), at(0, 1, MORE_VOTES), at(0, 2, NEW)));
  }

  @Test
  public void keepsTheWinnerWhereverItsBlockComes() throws Exception {
    byte[] old = block(at(0, 4, OLD));
    byte[] newest = block(at(1, 3, NEW));
    byte[] more = block(at(2, 2, MORE_VOTES));
    assertResolved("0: 4s | 2: 2s", 1, 0, 2, newest, old, more);
    assertResolved("0: 4s | 2: 2s", 1, 0, 2, old, newest, more);
    assertResolved("0: 4s | 2: 2s", 1, 0, 2, more, old, newest);
  }

  @Test
  public void tellsDuplicatesFromSupersededVersions() throws Exception {
    byte[] block =
        block(at(0, 0, OLD), at(0, 1, NEW), at(0, 2, OLD), at(1, 0, NEW), at(1, 1, OTHER));
    assertResolved("0: 0s 2s | 1: 0d", 2, 1, 2, block);
  }

  @Test
  public void emitsNothingWhereNothingLoses() throws Exception {
    assertResolved("", 2, 0, 0, block(at(0, 0, OLD), at(0, 1, OTHER)));
  }

  @Test
  public void takesNoMoreOfABlockThanItsLength() throws Exception {
    // The framework reuses the value: behind a short block stand the bytes of a longer one.
    String third = review("C", "2015-08-01").line();
    assertResolved("", 3, 0, 0, block(at(0, 0, OLD), at(0, 1, OTHER)), block(at(0, 2, third)));
  }

  private void assertResolved(
      String losers, long accepted, long duplicate, long superseded, byte[]... blocks)
      throws Exception {
    ReduceDriver<IntWritable, BytesWritable, IntWritable, BytesWritable> driver =
        ReduceDriver.newReduceDriver(new ResolveJob.ResolveReducer());
    KeyValueReuseList<IntWritable, BytesWritable> group =
        new KeyValueReuseList<>(new IntWritable(), new BytesWritable(), driver.getConfiguration());
    for (byte[] block : blocks) {
      group.add(new Pair<>(new IntWritable(0), new BytesWritable(block)));
    }
    driver.addInput(group);
    Tasks.configure(driver.getConfiguration());
    Tasks.outputOf(driver.getContext(), "attempt_201508310000_0001_r_000002_0", folder.newFolder());
    List<String> found = new ArrayList<>();
    for (Pair<IntWritable, BytesWritable> pair : driver.run()) {
      StringBuilder split = new StringBuilder(pair.getFirst() + ":");
      ByteBuffer lines = ByteBuffer.wrap(pair.getSecond().copyBytes());
      while (lines.hasRemaining()) {
        long loser = lines.getLong();
        char kind = Fate.of(loser) == Fate.SUPERSEDED ? 's' : 'd';
        split.append(' ').append(Fate.placeOf(loser)).append(kind);
      }
      found.add(split.toString());
    }
    assertEquals(losers, String.join(" | ", found));
    assertEquals(
        List.of(accepted, duplicate, superseded),
        List.of(
            driver.getCounters().findCounter(Rows.ACCEPTED).getValue(),
            driver.getCounters().findCounter(Rows.DUPLICATE).getValue(),
            driver.getCounters().findCounter(Rows.SUPERSEDED).getValue()));
  }

  /** A block of versions, as the mapper writes it. */
  private static byte[] block(long[]... versions) {
    ByteBuffer block = ByteBuffer.allocate(versions.length * versions[0].length * Long.BYTES);
    for (long[] version : versions) {
      for (long word : version) {
        block.putLong(word);
      }
    }
    return block.array();
  }

  private static long[] at(int split, long line, String text) {
    RecordParser parser = Reviews.parser(Reviews.CONTRACT);
    parser.begin(Tasks.ARRIVAL.toEpochDay());
    byte[] bytes =
        (text + "\n" + " ".repeat(RecordParser.PADDING)).getBytes(StandardCharsets.UTF_8);
    parser.parse(bytes, 0, bytes.length - RecordParser.PADDING);
    return new RowVersion(Reviews.CONTRACT, 42)
        .of(parser.row(), RowVersion.place(split, line))
        .clone();
  }
}
