package org.reviewwarehouse.mapreduce.input;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Checksum;

/**
 * Text that comes in blocks, each of which is unpacked as a whole. Memory grows with the bytes that
 * have really been read: what a header claims is refused or waits for them.
 */
abstract class BlockStream extends BulkStream {
  /** A longer block, packed or unpacked, is refused: lzop and Hadoop write 256 KiB unless told. */
  static final int MAX_BLOCK_BYTES = 64 << 20;

  /** LZ4 and LZO make at most so many bytes of one; Snappy makes fewer. */
  private static final int MAX_RATIO = 255;

  private static final int FIRST_READ_BYTES = 64 << 10;

  private final BufferedInputStream in;
  private boolean ended;

  /** The bytes that {@link #readPacked} has read; more room than they need. */
  byte[] packed = new byte[FIRST_READ_BYTES];

  /** Holds the unpacked block. */
  byte[] plain = new byte[0];

  /** Where the block, or what is left of it, begins in {@link #plain}. */
  int from;

  /** Where the block ends in {@link #plain}. */
  int to;

  BlockStream(BufferedInputStream in) {
    this.in = in;
  }

  /**
   * Unpacks the next block, which may be empty, into {@link #plain}; false if the stream has ended
   * where it may.
   */
  abstract boolean next() throws IOException;

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (from == to) {
      if (ended || !next()) {
        ended = true;
        return -1;
      }
    }
    int read = Math.min(length, to - from);
    System.arraycopy(plain, from, bytes, offset, read);
    from += read;
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  boolean atEnd() throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next < 0;
  }

  int readByte() throws IOException {
    int read = in.read();
    if (read < 0) {
      throw new EOFException("its end is missing");
    }
    return read;
  }

  /** A number of four bytes, the highest first. */
  int readInt() throws IOException {
    return readByte() << 24 | readByte() << 16 | readByte() << 8 | readByte();
  }

  /** Reads so many bytes into {@link #packed}. */
  void readPacked(int length) throws IOException {
    for (int read = 0; read < length; ) {
      if (read == packed.length) {
        packed = Arrays.copyOf(packed, (int) Math.min(length, 2L * read));
      }
      int count = in.read(packed, read, Math.min(length, packed.length) - read);
      if (count < 0) {
        throw new EOFException("its end is missing");
      }
      read += count;
    }
  }

  void skip(int length) throws IOException {
    for (int left = length; left > 0; ) {
      int step = Math.min(left, packed.length);
      readPacked(step);
      left -= step;
    }
  }

  /** What so many packed bytes can become, and the block may have: as much room is needed. */
  static int mostPlain(int packedLength, int claimed) {
    return (int) Math.min(Math.min(claimed, MAX_BLOCK_BYTES), (long) MAX_RATIO * packedLength);
  }

  /** The length of a block, of either side, if it may be that long. */
  static int checkedLength(int claimed, int most) throws IOException {
    if (claimed < 0 || claimed > most) {
      throw new IOException(
          "a block claims " + Integer.toUnsignedLong(claimed) + " bytes, and may have " + most);
    }
    return claimed;
  }

  static void verify(Checksum sum, byte[] bytes, int from, int length, int expected)
      throws IOException {
    sum.reset();
    sum.update(bytes, from, length);
    verify(sum, expected);
  }

  static void verify(Checksum sum, int expected) throws IOException {
    if ((int) sum.getValue() != expected) {
      throw new IOException("a checksum is wrong");
    }
  }
}
