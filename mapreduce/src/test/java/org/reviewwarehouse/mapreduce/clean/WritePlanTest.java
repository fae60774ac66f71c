package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.input.Framing;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawSplit;

/** How the write job is chosen by what resolve counted. */
public class WritePlanTest {
  private static final long MIB = 1 << 20;

  private final Configuration conf = new Configuration(false);

  @Test
  public void mapsWriteAHandfulOfPeriodsWithRowGroupsOfABlock() {
    conf.setLong(Settings.WRITE_BUFFER_BYTES, 512 * MIB);
    assertEquals(new WritePlan(0, 128 * MIB), plan(10_000 * MIB, 4, 4));
    assertEquals(new WritePlan(0, 64 * MIB), plan(10_000 * MIB, 4, 8));
  }

  @Test
  public void reducersWriteWhereRowGroupsWouldBeTooSmallInManyFiles() {
    conf.setLong(Settings.WRITE_BUFFER_BYTES, 512 * MIB);
    assertEquals(
        "as many as the slots", new WritePlan(4, 128 * MIB), plan(1_000_000_000, 1, 1_000));
    assertEquals("256 MiB each", new WritePlan(36, 128 * MIB), plan(9_216 * MIB, 9, 100));
    assertEquals(
        "never more than periods", new WritePlan(100, 128 * MIB), plan(1_000_000 * MIB, 10, 100));
  }

  @Test
  public void mapsWriteSmallRowGroupsWhereFilesAreFewAndSmall() {
    conf.setLong(Settings.WRITE_BUFFER_BYTES, 500 * MIB);
    assertEquals(new WritePlan(0, 5 * MIB), plan(10_240 * MIB, 8, 100));
    assertEquals("up to 32 each", new WritePlan(0, 5 * MIB), plan(32_000 * MIB, 2, 100));
    assertEquals("no more", new WritePlan(100, 128 * MIB), plan(32_001 * MIB, 2, 100));
    assertEquals("too small", new WritePlan(40, 128 * MIB), plan(10_240 * MIB, 8, 501));
  }

  @Test
  public void mapsWriteAllThatFitsIntoTheBuffer() {
    conf.setLong(Settings.WRITE_BUFFER_BYTES, 512 * MIB);
    assertEquals(new WritePlan(0, 128 * MIB), plan(512 * MIB, 1, 1_000));
  }

  @Test
  public void theBufferIsTwoFifthsOfTheHeapUnlessItIsSet() {
    assertEquals(new WritePlan(0, 80 * MIB), plan(10_000 * MIB, 4, 5));
  }

  private WritePlan plan(long plainBytes, int tasks, int periods) {
    List<RawSplit> splits = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      RawFile file =
          RawFile.raw(task, "a", plainBytes / tasks, RawFile.NO_ARRIVAL, 0, Framing.LINES);
      splits.add(new RawSplit().add(new RawSplit.Piece(task, file, 0, file.length())));
    }
    return WritePlan.of(periods, periods, splits, new MapSlots(4, 1_000 * MIB), conf);
  }
}
