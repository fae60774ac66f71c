package org.reviewwarehouse.mapreduce.input;

import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Snappy's framing format. It has no end mark, so a file that is cut between two chunks is a whole
 * one. The libraries' own streams recurse over chunks to be skipped, or end at an empty one.
 */
final class SnappyStream extends BlockStream {
  private static final int PACKED = 0x00;
  private static final int STORED = 0x01;
  private static final int FIRST_SKIPPABLE = 0x80;
  private static final int IDENTIFIER = 0xFF;
  private static final byte[] NAME = {'s', 'N', 'a', 'P', 'p', 'Y'};

  /** The format's own limit. */
  private static final int MAX_CHUNK_BYTES = 64 << 10;

  private static final int CHECKSUM_MASK = 0xA282EAD8;

  private final SnappyDecompressor snappy = new SnappyDecompressor();
  private final CRC32C crc32c = new CRC32C();
  private boolean begun;

  SnappyStream(BufferedInputStream in) {
    super(in);
    plain = new byte[MAX_CHUNK_BYTES];
  }

  /** A file that begins with these four bytes, the lowest first, is framed. */
  static boolean begins(int magic) {
    return magic == (NAME.length << 8 | IDENTIFIER);
  }

  @Override
  boolean next() throws IOException {
    if (begun && atEnd()) {
      return false;
    }
    begun = true;
    int type = readByte();
    int length = readByte() | readByte() << 8 | readByte() << 16;
    switch (type) {
      case PACKED, STORED -> {
        int sum = Integer.reverseBytes(readInt());
        unpack(type, checkedLength(length - Integer.BYTES, length));
        crc32c.reset();
        crc32c.update(plain, 0, to);
        if (Integer.rotateRight((int) crc32c.getValue(), 15) + CHECKSUM_MASK != sum) {
          throw new IOException("a checksum is wrong");
        }
      }
      case IDENTIFIER -> {
        readPacked(length);
        if (!Arrays.equals(packed, 0, length, NAME, 0, NAME.length)) {
          throw new IOException("its identifier is damaged");
        }
      }
      default -> {
        if (type < FIRST_SKIPPABLE) {
          throw new IOException("it has a chunk of unknown type " + type);
        }
        skip(length);
      }
    }
    return true;
  }

  private void unpack(int type, int length) throws IOException {
    readPacked(length);
    from = 0;
    if (type == STORED) {
      to = checkedLength(length, MAX_CHUNK_BYTES);
      System.arraycopy(packed, 0, plain, 0, to);
    } else {
      to = snappy.decompress(packed, 0, length, plain, 0, MAX_CHUNK_BYTES);
    }
  }
}
