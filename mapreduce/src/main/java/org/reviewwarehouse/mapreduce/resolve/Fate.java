package org.reviewwarehouse.mapreduce.resolve;

/** What becomes of a valid row; with its place it fits into a long. */
public enum Fate {
  WINS,
  /** It lost to a row of its key with the same content. */
  DUPLICATE,
  /** It lost to a row of its key with other content. */
  SUPERSEDED,
  /** It is newer than a row of the table that is too old to be replaced before a reconciliation. */
  WAITS;

  private static final int BITS = 2;

  /** The place of a row that does not win, and its fate; sorts by place. */
  public long at(long place) {
    return place << BITS | ordinal();
  }

  public static long placeOf(long loser) {
    return loser >>> BITS;
  }

  public static Fate of(long loser) {
    return switch ((int) loser & 3) {
      case 1 -> DUPLICATE;
      case 2 -> SUPERSEDED;
      case 3 -> WAITS;
      default -> WINS;
    };
  }
}
