package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;

import org.apache.hadoop.conf.Configuration;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.Settings;

public class ResolvePlanTest {
  private final Configuration conf = new Configuration();

  @Test
  public void fewRowsHaveOneReducer() {
    assertEquals(1, reducers(0));
    assertEquals(1, reducers(200 * 200_000));
  }

  @Test
  public void everySlotHasAsManyReducersAsTheOthers() {
    conf.setLong(Settings.ROWS_PER_REDUCER, 1_000_000);
    assertEquals(2, reducers(200 * 1_900_000));
    assertEquals(4, reducers(200 * 2_100_000));
    assertEquals(4, reducers(200 * 3_900_000));
    assertEquals(6, reducers(200 * 4_100_000));
  }

  private int reducers(long plainBytes) {
    MapSlots slots = new MapSlots(2, 1 << 30);
    return ResolvePlan.of(Reviews.CONTRACT, plainBytes, 2, slots, conf).reducers();
  }
}
