package org.reviewwarehouse.mapreduce.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.apache.hadoop.mapreduce.InputSplit;

/** What one map task reads: pieces of files. Its records are those that begin in a piece. */
public final class RawSplit extends InputSplit implements Writable {
  /**
   * Bytes of a file from {@code offset} on; of a file that is not splittable always all of them.
   *
   * @param number of the piece in the run: with the number of a record in it, it names the record
   *     in all jobs of the run, whatever split the piece is in
   */
  public record Piece(int number, RawFile file, long offset, long length) {
    /** About how many bytes its text has. */
    public long plainBytes() {
      return length == file.length()
          ? file.plainBytes()
          : (long) ((double) file.plainBytes() * length / file.length());
    }
  }

  private final List<Piece> pieces = new ArrayList<>();

  public List<Piece> pieces() {
    return pieces;
  }

  public RawSplit add(Piece piece) {
    pieces.add(piece);
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
    WritableUtils.writeVInt(out, pieces.size());
    for (Piece piece : pieces) {
      WritableUtils.writeVInt(out, piece.number());
      piece.file().write(out);
      WritableUtils.writeVLong(out, piece.offset());
      WritableUtils.writeVLong(out, piece.length());
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    pieces.clear();
    for (int left = WritableUtils.readVInt(in); left > 0; left--) {
      int number = WritableUtils.readVInt(in);
      RawFile file = RawFile.read(in);
      add(new Piece(number, file, WritableUtils.readVLong(in), WritableUtils.readVLong(in)));
    }
  }
}
