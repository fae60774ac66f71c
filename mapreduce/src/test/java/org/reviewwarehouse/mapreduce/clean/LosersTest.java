package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.MapFile;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.resolve.Fate;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;

public class LosersTest {
  private static final int RECORDS = 60;

  @Rule public final Seed seed = new Seed();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();

  @Test
  public void comeBackPieceByPieceFromTheOutputOfSeveralReducers() throws Exception {
    Random random = seed.random();
    for (int i = 0; i < 20; i++) {
      int reducers = 1 + random.nextInt(3);
      TreeMap<Long, Fate> fates = new TreeMap<>();
      List<List<Long>> byReducer = new ArrayList<>();
      for (int reducer = 0; reducer < reducers; reducer++) {
        byReducer.add(new ArrayList<>());
      }
      for (int piece = 0; piece < 4; piece++) {
        for (int record = 0; record < RECORDS; record++) {
          if (random.nextInt(3) == 0) {
            Fate fate = Fate.values()[1 + random.nextInt(3)];
            long place = RowVersion.place(piece, record);
            fates.put(place, fate);
            byReducer.get(random.nextInt(reducers)).add(fate.at(place));
          }
        }
      }
      Path output = new Path(folder.newFolder().getPath());
      Path other = new Path(folder.newFolder().getPath());
      for (int reducer = 0; reducer < reducers; reducer++) {
        write(
            reducer == 0 ? other : output,
            reducer,
            byReducer.get(reducer).stream().mapToLong(Long::longValue).toArray());
      }
      Losers losers = new Losers(List.of(output, other), conf);
      for (int piece = 0; piece < 5; piece++) {
        for (int record = 0; record < RECORDS; record++) {
          long place = RowVersion.place(piece, record);
          assertEquals(
              piece + ":" + record, fates.getOrDefault(place, Fate.WINS), losers.of(place));
        }
      }
    }
  }

  @Test
  public void mayBeAskedForSomeRecordsOnly() throws Exception {
    Path output = new Path(folder.getRoot().getPath());
    write(output, 0, Fate.DUPLICATE.at(2), Fate.SUPERSEDED.at(5), Fate.WAITS.at(9));
    Losers losers = new Losers(List.of(output), conf);
    assertEquals(Fate.WINS, losers.of(0));
    assertEquals(Fate.DUPLICATE, losers.of(2));
    assertEquals(Fate.SUPERSEDED, losers.of(5));
    assertEquals(Fate.WINS, losers.of(7));
    assertEquals(Fate.WAITS, losers.of(9));
    assertEquals(Fate.WINS, losers.of(1_000_000));
  }

  /** As the resolve job does. */
  private void write(Path output, int reducer, long... losers) throws Exception {
    Path file = new Path(output, String.format("part-r-%05d", reducer));
    try (MapFile.Writer writer =
        new MapFile.Writer(
            conf,
            file,
            MapFile.Writer.keyClass(IntWritable.class),
            MapFile.Writer.valueClass(BytesWritable.class))) {
      Losers.write(losers, writer::append);
    }
  }
}
