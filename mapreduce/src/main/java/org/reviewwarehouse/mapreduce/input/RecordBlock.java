package org.reviewwarehouse.mapreduce.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.io.Writable;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/**
 * Whole records of one raw file: what a mapper is given at a time. A block spares the framework's
 * work per record. Where records are lines, it holds them with their line ends, to be told apart by
 * who parses them; otherwise, and where a record is not whole, they are cut: the block says where
 * each begins and ends. Reused: valid until the next block is read.
 */
public final class RecordBlock implements Writable {
  private static final RejectReason[] REASONS = RejectReason.values();

  byte[] bytes = new byte[RecordParser.PADDING];
  int length;
  long position;
  RawFile file = RawFile.NONE;
  int piece;
  boolean startsFile;
  private boolean endsPiece;
  private int crc;
  private boolean isCut;
  private int count;
  private int[] from = new int[16];
  private int[] to = new int[16];
  private long[] positions = new long[16];
  private long[] lengths = new long[16];
  private RejectReason[] faults = new RejectReason[16];

  public RecordBlock() {}

  /**
   * The block behind the last records of a piece: no records, and the CRC32C of the piece's raw
   * bytes.
   */
  public static RecordBlock end(RawSplit.Piece piece, int crc) {
    RecordBlock block = new RecordBlock();
    block.endsWith(piece, crc);
    return block;
  }

  /** Makes the block the one behind the last records of a piece. */
  void endsWith(RawSplit.Piece of, int crc32c) {
    begin(bytes);
    file = of.file();
    piece = of.number();
    position = of.offset();
    length = 0;
    startsFile = false;
    endsPiece = true;
    crc = crc32c;
  }

  /**
   * A block of these lines, of a piece with the number of the file; a line end is added where the
   * last line has none.
   */
  public static RecordBlock of(RawFile file, long position, byte[] lines) {
    RecordBlock block = new RecordBlock();
    block.file = file;
    block.piece = file.number();
    block.position = position;
    block.startsFile = position == 0;
    boolean ends = lines.length > 0 && lines[lines.length - 1] == '\n';
    block.length = lines.length + (ends ? 0 : 1);
    block.bytes = Arrays.copyOf(lines, block.length + RecordParser.PADDING);
    block.bytes[block.length - 1] = '\n';
    return block;
  }

  /** Begins a block of records that are in the buffer. */
  void begin(byte[] buffer) {
    bytes = buffer;
    endsPiece = false;
    isCut = false;
    count = 0;
  }

  /** Adds a record that lies in the block's bytes. */
  void add(int start, int end, long at) {
    add(start, end, at, end - start, null);
  }

  /**
   * Adds a record that may not be whole.
   *
   * @param at bytes of the decompressed file before it
   * @param size bytes of the whole record, of which the block may have only the first
   * @param fault why it is no row; null if that is not known yet
   */
  void add(int start, int end, long at, long size, RejectReason fault) {
    if (count == from.length) {
      from = Arrays.copyOf(from, count * 2);
      to = Arrays.copyOf(to, count * 2);
      positions = Arrays.copyOf(positions, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
      faults = Arrays.copyOf(faults, count * 2);
    }
    from[count] = start;
    to[count] = end;
    positions[count] = at;
    lengths[count] = size;
    faults[count] = fault;
    count++;
    isCut = true;
  }

  /**
   * The records, from 0 to {@link #length()}; {@link RecordParser#PADDING} more bytes may be read
   * behind them.
   */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Bytes of the decompressed file before the block. */
  public long position() {
    return position;
  }

  public RawFile file() {
    return file;
  }

  /** Number of the piece that has the records. */
  public int piece() {
    return piece;
  }

  /** The first record of the block is the first of its file. */
  public boolean startsFile() {
    return startsFile;
  }

  /** The block says where its records are; otherwise they are lines, one behind the other. */
  public boolean isCut() {
    return isCut;
  }

  /** How many records a block has that is cut. */
  public int count() {
    return count;
  }

  /** Where a record begins in {@link #bytes()}. */
  public int from(int record) {
    return from[record];
  }

  /** Where a record, or what the block has of it, ends in {@link #bytes()}. */
  public int to(int record) {
    return to[record];
  }

  /** Bytes of the decompressed file before a record. */
  public long position(int record) {
    return positions[record];
  }

  /** Bytes of a record, of which the block has only the first where it has a fault. */
  public long length(int record) {
    return lengths[record];
  }

  /** Why a record could not be cut out whole; null if it could. */
  public RejectReason fault(int record) {
    return faults[record];
  }

  /** The block has no records; it tells that a piece of a file has been read to its end. */
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
    out.writeInt(piece);
    out.writeLong(position);
    out.writeBoolean(startsFile);
    out.writeBoolean(endsPiece);
    out.writeInt(crc);
    out.writeBoolean(isCut);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeInt(from[i]);
      out.writeInt(to[i]);
      out.writeLong(positions[i]);
      out.writeLong(lengths[i]);
      out.writeByte(faults[i] == null ? -1 : faults[i].ordinal());
    }
    out.writeInt(length);
    out.write(bytes, 0, length);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    begin(bytes);
    file = RawFile.read(in);
    piece = in.readInt();
    position = in.readLong();
    startsFile = in.readBoolean();
    endsPiece = in.readBoolean();
    crc = in.readInt();
    boolean cut = in.readBoolean();
    for (int left = in.readInt(); left > 0; left--) {
      int start = in.readInt();
      int end = in.readInt();
      long at = in.readLong();
      long size = in.readLong();
      int fault = in.readByte();
      add(start, end, at, size, fault < 0 ? null : REASONS[fault]);
    }
    isCut = cut;
    length = in.readInt();
    bytes = new byte[length + RecordParser.PADDING];
    in.readFully(bytes, 0, length);
  }
}
