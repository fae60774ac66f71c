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

    void add(Piece piece) {
      pieces.add(piece);
      weight += piece.plainBytes();
    }
  }

  private SplitPlan() {}

  /**
   * Splits of nearly equal size, every byte in exactly one of them, the pieces numbered in the
   * order of the splits.
   *
   * @param firstPiece number of the first piece
   * @param slots how many map tasks run at once, at least 1
   * @param leastBytes a split is not made smaller than that for the sake of using all slots
   */
  public static List<RawSplit> of(List<RawFile> files, int firstPiece, int slots, long leastBytes) {
    long all = files.stream().mapToLong(RawFile::plainBytes).sum();
    int count = (int) Math.max(1, Math.min(slots, all / Math.max(1, leastBytes)));
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shares.add(new Share(i));
    }
    addWhole(files.stream().filter(file -> !file.isSplittable()), shares);
    addPieces(
        files.stream().filter(RawFile::isSplittable).toList(), (all + count - 1) / count, shares);
    return numbered(shares, firstPiece);
  }

  /** The largest file first, each to the split that has least so far. */
  private static void addWhole(Stream<RawFile> files, List<Share> shares) {
    PriorityQueue<Share> lightest = lightest(shares);
    files
        .sorted(Comparator.comparingLong(RawFile::plainBytes).reversed())
        .forEach(
            file -> {
              Share share = lightest.poll();
              share.add(new Piece(0, file, 0, file.length()));
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
        shares.get(to).add(new Piece(0, file, offset, length));
        offset += length;
      } while (offset < file.length());
    }
  }

  private static List<RawSplit> numbered(List<Share> shares, int firstPiece) {
    List<RawSplit> splits = new ArrayList<>();
    int number = firstPiece;
    for (Share share : shares) {
      RawSplit split = new RawSplit();
      for (Piece piece : share.pieces) {
        split.add(new Piece(number++, piece.file(), piece.offset(), piece.length()));
      }
      if (!share.pieces.isEmpty()) {
        splits.add(split);
      }
    }
    return splits;
  }

  /**
   * The splits with some pieces more: the heaviest first, each to the split that has least so far,
   * or to one of its own while there are fewer splits than slots.
   */
  public static List<RawSplit> with(
      List<RawSplit> splits, List<Piece> more, int slots, long leastBytes) {
    long all = Stream.concat(pieces(splits), more.stream()).mapToLong(Piece::plainBytes).sum();
    int count = (int) Math.max(splits.size(), Math.min(slots, all / Math.max(1, leastBytes)));
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Share share = new Share(i);
      if (i < splits.size()) {
        splits.get(i).pieces().forEach(share::add);
      }
      shares.add(share);
    }
    PriorityQueue<Share> lightest = lightest(shares);
    more.stream()
        .sorted(Comparator.comparingLong(Piece::plainBytes).reversed())
        .forEach(
            piece -> {
              Share share = lightest.poll();
              share.add(piece);
              lightest.add(share);
            });
    List<RawSplit> result = new ArrayList<>();
    for (Share share : shares) {
      RawSplit split = new RawSplit();
      share.pieces.forEach(split::add);
      if (!share.pieces.isEmpty()) {
        result.add(split);
      }
    }
    return result;
  }

  private static Stream<Piece> pieces(List<RawSplit> splits) {
    return splits.stream().flatMap(split -> split.pieces().stream());
  }

  private static PriorityQueue<Share> lightest(List<Share> shares) {
    PriorityQueue<Share> lightest =
        new PriorityQueue<>(
            Comparator.comparingLong((Share share) -> share.weight)
                .thenComparingInt(share -> share.number));
    lightest.addAll(shares);
    return lightest;
  }
}
