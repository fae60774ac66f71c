package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class BlocksTest {
  private static final int SIZE = 6;
  private static final long GIB = 1 << 30;

  @Test
  public void fewReducersHaveLargeBlocks() throws Exception {
    assertEquals(4096, rowsPerBlock(1, 2, GIB));
    assertEquals(4096, rowsPerBlock(8, SIZE, GIB));
    assertEquals(4096, rowsPerBlock(682, SIZE, GIB));
  }

  @Test
  public void theBlocksOfManyReducersTakeAnEighthOfTheHeap() throws Exception {
    assertEquals(745, rowsPerBlock(3_750, SIZE, GIB));
    assertEquals(2236, rowsPerBlock(3_750, 2, GIB));
  }

  @Test
  public void noBlockIsSoSmallThatItsRecordCosts() throws Exception {
    assertEquals(16, rowsPerBlock(1_000, SIZE, 1 << 20));
  }

  @Test
  public void everyRowComesOutOfTheBlocksOfItsReducer() throws Exception {
    List<List<Long>> came = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Blocks blocks =
        new Blocks(
            3,
            2,
            0,
            (reducer, block) ->
                Blocks.read(
                    block,
                    2,
                    (rows, count) -> {
                      for (int i = 0; i < count; i++) {
                        assertEquals(-rows[2 * i], rows[2 * i + 1]);
                        came.get(reducer.get()).add(rows[2 * i]);
                      }
                    }));
    List<List<Long>> went = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (long i = 0; i < 100; i++) {
      int to = (int) (i * i % 3);
      went.get(to).add(i);
      blocks.add(new long[] {i, -i}, to);
    }
    blocks.flush();
    assertEquals(went, came);
  }

  /** How many rows the first block has that is handed on. */
  private static int rowsPerBlock(long reducers, int size, long heapBytes) throws Exception {
    List<Integer> lengths = new ArrayList<>();
    Blocks blocks =
        new Blocks(
            (int) reducers, size, heapBytes, (reducer, block) -> lengths.add(block.getLength()));
    int rows = 0;
    while (lengths.isEmpty()) {
      blocks.add(new long[size], 0);
      rows++;
    }
    assertEquals(List.of(rows * size * Long.BYTES), lengths);
    return rows;
  }
}
