package org.reviewwarehouse.mapreduce.input;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Shares raw files out to map tasks. Few large splits make few large files: there are never more
 * than the map slots. A split's number and the place of a record in it name the record in all jobs
 * of a run, so the plan is made once.
 */
public final class SplitPlan {
  private SplitPlan() {}

  /**
   * Splits of nearly equal size, every byte in exactly one of them.
   *
   * @param slots how many map tasks run at once, at least 1
   * @param leastBytes a split is not made smaller than that for the sake of using all slots
   */
  public static List<RawSplit> of(List<RawFile> files, int slots, long leastBytes) {
    long all = files.stream().mapToLong(RawFile::plainBytes).sum();
    int count = (int) Math.max(1, Math.min(slots, all / Math.max(1, leastBytes)));
    List<RawSplit> splits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      splits.add(new RawSplit(i));
    }
    long[] weights = new long[count];
    addWhole(files.stream().filter(file -> !file.isSplittable()), splits, weights);
    addPieces(
        files.stream().filter(file -> file.isSplittable()).toList(),
        (all + count - 1) / count,
        splits,
        weights);
    splits.removeIf(split -> split.pieces().isEmpty());
    return renumbered(splits);
  }

  /** The largest file first, each to the split that has least so far. */
  private static void addWhole(Stream<RawFile> files, List<RawSplit> splits, long[] weights) {
    PriorityQueue<RawSplit> lightest =
        new PriorityQueue<>(
            Comparator.comparingLong((RawSplit split) -> weights[split.number()])
                .thenComparingInt(RawSplit::number));
    lightest.addAll(splits);
    files
        .sorted(Comparator.comparingLong(RawFile::length).reversed())
        .forEach(
            file -> {
              RawSplit split = lightest.poll();
              split.add(file, 0, file.length());
              weights[split.number()] += file.plainBytes();
              lightest.add(split);
            });
  }

  /** Fills the splits one after the other up to their share, cutting files where needed. */
  private static void addPieces(
      List<RawFile> files, long share, List<RawSplit> splits, long[] weights) {
    int to = 0;
    for (RawFile file : files) {
      long offset = 0;
      do {
        while (to < splits.size() - 1 && weights[to] >= share) {
          to++;
        }
        boolean last = to == splits.size() - 1;
        long length = file.length() - offset;
        if (!last) {
          length = Math.min(length, share - weights[to]);
        }
        splits.get(to).add(file, offset, length);
        weights[to] += length;
        offset += length;
      } while (offset < file.length());
    }
  }

  private static List<RawSplit> renumbered(List<RawSplit> splits) {
    List<RawSplit> renumbered = new ArrayList<>();
    for (RawSplit split : splits) {
      RawSplit same = new RawSplit(renumbered.size());
      split.pieces().forEach(piece -> same.add(piece.file(), piece.offset(), piece.length()));
      renumbered.add(same);
    }
    return renumbered;
  }
}
