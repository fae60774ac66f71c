package org.reviewwarehouse.mapreduce.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.apache.hadoop.mapreduce.InputSplit;

/** What one map task reads: pieces of raw files. Its records are those that begin in a piece. */
public final class RawSplit extends InputSplit implements Writable {
  /**
   * Bytes of a file from {@code offset} on; of a file that is not splittable always all of them.
   */
  public record Piece(RawFile file, long offset, long length) {}

  private int number;
  private final List<Piece> pieces = new ArrayList<>();

  public RawSplit() {}

  public RawSplit(int number) {
    this.number = number;
  }

  /** Number of the split in the run, from 0: the same in every job of the run. */
  public int number() {
    return number;
  }

  public List<Piece> pieces() {
    return pieces;
  }

  public RawSplit add(RawFile file, long offset, long length) {
    pieces.add(new Piece(file, offset, length));
    return this;
  }

  @Override
  public long getLength() {
    return pieces.stream().mapToLong(Piece::length).sum();
  }

  /** None: a split is large and spans blocks of many hosts. */
  @Override
  public String[] getLocations() {
    return new String[0];
  }

  @Override
  public void write(DataOutput out) throws IOException {
    WritableUtils.writeVInt(out, number);
    WritableUtils.writeVInt(out, pieces.size());
    for (Piece piece : pieces) {
      piece.file().write(out);
      WritableUtils.writeVLong(out, piece.offset());
      WritableUtils.writeVLong(out, piece.length());
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    number = WritableUtils.readVInt(in);
    pieces.clear();
    for (int left = WritableUtils.readVInt(in); left > 0; left--) {
      add(RawFile.read(in), WritableUtils.readVLong(in), WritableUtils.readVLong(in));
    }
  }
}
