package org.reviewwarehouse.mapreduce.input;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.reviewwarehouse.mapreduce.input.RawSplit.Piece;

/**
 * Shares files out to map tasks. Few large splits make few large files: there are never more than
 * the map slots.
 */
public final class SplitPlan {
  /** A split that is being filled. */
  private static final class Share {
    final int number;
    final List<Piece> pieces = new ArrayList<>();
    long weight;

    Share(int number) {
      this.number = number;
    }

    void add(RawFile file, long offset, long length, long plainBytes) {
      pieces.add(new Piece(0, file, offset, length));
      weight += plainBytes;
    }
  }

  private SplitPlan() {}

  /**
   * Splits of nearly equal size, every byte in exactly one of them, the pieces numbered from 0,
   * those of the table first.
   *
   * @param slots how many map tasks run at once, at least 1
   * @param leastBytes a split is not made smaller than that for the sake of using all slots
   */
  public static List<RawSplit> of(List<RawFile> files, int slots, long leastBytes) {
    long all = files.stream().mapToLong(RawFile::plainBytes).sum();
    int count = (int) Math.max(1, Math.min(slots, all / Math.max(1, leastBytes)));
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shares.add(new Share(i));
    }
    addWhole(files.stream().filter(file -> !file.isSplittable()), shares);
    addPieces(
        files.stream().filter(RawFile::isSplittable).toList(), (all + count - 1) / count, shares);
    return numbered(shares);
  }

  /** The largest file first, each to the split that has least so far. */
  private static void addWhole(Stream<RawFile> files, List<Share> shares) {
    PriorityQueue<Share> lightest =
        new PriorityQueue<>(
            Comparator.comparingLong((Share share) -> share.weight)
                .thenComparingInt(share -> share.number));
    lightest.addAll(shares);
    files
        .sorted(Comparator.comparingLong(RawFile::plainBytes).reversed())
        .forEach(
            file -> {
              Share share = lightest.poll();
              share.add(file, 0, file.length(), file.plainBytes());
              lightest.add(share);
            });
  }

  /** Fills the splits one after the other up to their size, cutting files where needed. */
  private static void addPieces(List<RawFile> files, long size, List<Share> shares) {
    int to = 0;
    for (RawFile file : files) {
      long offset = 0;
      do {
        while (to < shares.size() - 1 && shares.get(to).weight >= size) {
          to++;
        }
        boolean last = to == shares.size() - 1;
        long length = file.length() - offset;
        if (!last) {
          length = Math.min(length, size - shares.get(to).weight);
        }
        shares.get(to).add(file, offset, length, length);
        offset += length;
      } while (offset < file.length());
    }
  }

  private static Stream<Piece> pieces(List<Share> shares) {
    return shares.stream().flatMap(share -> share.pieces.stream());
  }

  private static List<RawSplit> numbered(List<Share> shares) {
    List<RawSplit> splits = new ArrayList<>();
    // Of two equal rows the one with the lower number wins: that of the table stays what it is.
    int ofTable = 0;
    int raw = (int) pieces(shares).filter(piece -> piece.file().isTable()).count();
    for (Share share : shares) {
      RawSplit split = new RawSplit();
      for (Piece piece : share.pieces) {
        int number = piece.file().isTable() ? ofTable++ : raw++;
        split.add(new Piece(number, piece.file(), piece.offset(), piece.length()));
      }
      if (!share.pieces.isEmpty()) {
        splits.add(split);
      }
    }
    return splits;
  }
}
