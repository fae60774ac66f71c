package org.reviewwarehouse.mapreduce.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;
import org.reviewwarehouse.mapreduce.row.TsvParser;

/**
 * Whole lines of one raw file, each with its line end: what a mapper is given at a time. A block
 * spares the framework's work per record. Reused: valid until the next block is read.
 */
public final class RecordBlock implements Writable {
  byte[] bytes = new byte[TsvParser.PADDING];
  int length;
  long position;
  RawFile file = new RawFile(0, "", 0, RawFile.NO_ARRIVAL);
  long tooLong;
  boolean endsPiece;
  int crc;

  public RecordBlock() {}

  /**
   * The block behind the last lines of a piece: no lines, and the CRC32C of the piece's raw bytes.
   */
  public static RecordBlock end(RawSplit.Piece piece, int crc) {
    RecordBlock block = new RecordBlock();
    block.end(piece.file(), piece.offset(), crc);
    return block;
  }

  void end(RawFile of, long offset, int crc32c) {
    file = of;
    position = offset;
    length = 0;
    tooLong = 0;
    endsPiece = true;
    crc = crc32c;
  }

  /** A block of these lines; a line end is added where the last line has none. */
  public static RecordBlock of(RawFile file, long position, byte[] lines) {
    RecordBlock block = new RecordBlock();
    block.file = file;
    block.position = position;
    boolean ends = lines.length > 0 && lines[lines.length - 1] == '\n';
    block.length = lines.length + (ends ? 0 : 1);
    block.bytes = java.util.Arrays.copyOf(lines, block.length + TsvParser.PADDING);
    block.bytes[block.length - 1] = '\n';
    return block;
  }

  /**
   * The lines, from 0 to {@link #length()}; {@link TsvParser#PADDING} more bytes may be read behind
   * them.
   */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Bytes of the decompressed file before the first line of the block. */
  public long position() {
    return position;
  }

  public RawFile file() {
    return file;
  }

  /**
   * 0 in an ordinary block. Otherwise the block is the beginning of a single line too long to be
   * held, and this is how many bytes the line has.
   */
  public long tooLong() {
    return tooLong;
  }

  /** The block has no lines; it tells that a piece of a file has been read to its end. */
  public boolean endsPiece() {
    return endsPiece;
  }

  /** CRC32C of the raw bytes of the piece that ends here; {@link #position()} is its offset. */
  public int crc() {
    return crc;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    file.write(out);
    out.writeLong(position);
    out.writeLong(tooLong);
    out.writeBoolean(endsPiece);
    out.writeInt(crc);
    out.writeInt(length);
    out.write(bytes, 0, length);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    file = RawFile.read(in);
    position = in.readLong();
    tooLong = in.readLong();
    endsPiece = in.readBoolean();
    crc = in.readInt();
    length = in.readInt();
    bytes = new byte[length + TsvParser.PADDING];
    in.readFully(bytes, 0, length);
  }
}
