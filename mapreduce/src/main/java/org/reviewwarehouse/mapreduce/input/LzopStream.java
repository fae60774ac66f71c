package org.reviewwarehouse.mapreduce.input;

import io.airlift.compress.lzo.LzoDecompressor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/**
 * The files of lzop, one behind the other. The library's own stream checks no checksum, takes no
 * other level than lzop's -2 to -6 and allocates what a header claims.
 */
final class LzopStream extends BlockStream {
  private static final byte[] MAGIC = {(byte) 0x89, 'L', 'Z', 'O', 0, '\r', '\n', 0x1A, '\n'};

  /** Where in a header behind the magic bytes: version, library's, version needed. */
  private static final int VERSION_NEEDED_AT = 4;

  private static final int METHOD_AT = 6;
  private static final int FLAGS_AT = 8;

  /** Behind the flags: mode, time of change in two parts, length of the name. */
  private static final int HEADER_BYTES = 25;

  private static final int FIRST_VERSION = 0x0940;
  private static final int LAST_VERSION = 0x1040;

  /** Methods 1 to 3 are levels of LZO1X, which unpack alike. */
  private static final int LAST_METHOD = 3;

  private static final int ADLER32_OF_PLAIN = 0x0001;
  private static final int ADLER32_OF_PACKED = 0x0002;
  private static final int CRC32_OF_PLAIN = 0x0100;
  private static final int CRC32_OF_PACKED = 0x0200;
  private static final int CRC32_OF_HEADER = 0x1000;

  /** An extra field, a part of several, a filter: lzop itself writes none. */
  private static final int UNSUPPORTED = 0x0040 | 0x0400 | 0x0800;

  private final LzoDecompressor lzo = new LzoDecompressor();
  private final Adler32 adler32 = new Adler32();
  private final CRC32 crc32 = new CRC32();
  private boolean begun;
  private boolean inFile;
  private int flags;

  LzopStream(BufferedInputStream in) {
    super(in);
  }

  @Override
  boolean next() throws IOException {
    if (!inFile) {
      if (begun && atEnd()) {
        return false;
      }
      readHeader();
      begun = true;
      inFile = true;
    }
    int length = checkedLength(readInt(), MAX_BLOCK_BYTES);
    if (length == 0) {
      inFile = false;
      return true;
    }
    int packedLength = checkedLength(readInt(), length);
    boolean stored = packedLength == length;
    int plainAdler32 = checksum(ADLER32_OF_PLAIN);
    int plainCrc32 = checksum(CRC32_OF_PLAIN);
    int packedAdler32 = stored ? 0 : checksum(ADLER32_OF_PACKED);
    int packedCrc32 = stored ? 0 : checksum(CRC32_OF_PACKED);
    readPacked(packedLength);
    if (!stored) {
      verify(ADLER32_OF_PACKED, adler32, packed, packedLength, packedAdler32);
      verify(CRC32_OF_PACKED, crc32, packed, packedLength, packedCrc32);
    }
    checkedLength(length, mostPlain(packedLength, length));
    if (plain.length < length) {
      plain = new byte[length];
    }
    if (stored) {
      System.arraycopy(packed, 0, plain, 0, length);
    } else if (lzo.decompress(packed, 0, packedLength, plain, 0, length) != length) {
      throw new IOException("a block is shorter than it claims");
    }
    verify(ADLER32_OF_PLAIN, adler32, plain, length, plainAdler32);
    verify(CRC32_OF_PLAIN, crc32, plain, length, plainCrc32);
    from = 0;
    to = length;
    return true;
  }

  private void readHeader() throws IOException {
    readPacked(MAGIC.length);
    if (!Arrays.equals(packed, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException(begun ? "something else follows its end" : "it begins as none");
    }
    readPacked(HEADER_BYTES);
    int version = packed[0] << 8 | packed[1] & 0xFF;
    int needed = packed[VERSION_NEEDED_AT] << 8 | packed[VERSION_NEEDED_AT + 1] & 0xFF;
    int method = packed[METHOD_AT] & 0xFF;
    flags = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      flags = flags << 8 | packed[FLAGS_AT + i] & 0xFF;
    }
    Checksum sum = (flags & CRC32_OF_HEADER) != 0 ? crc32 : adler32;
    sum.reset();
    sum.update(packed, 0, HEADER_BYTES);
    int nameLength = packed[HEADER_BYTES - 1] & 0xFF;
    readPacked(nameLength);
    sum.update(packed, 0, nameLength);
    verify(sum, readInt());
    if (version < FIRST_VERSION || needed > LAST_VERSION) {
      throw new IOException("its version is not supported");
    }
    if (method < 1 || method > LAST_METHOD || (flags & UNSUPPORTED) != 0) {
      throw new IOException("its method is not supported");
    }
  }

  private int checksum(int flag) throws IOException {
    return (flags & flag) == 0 ? 0 : readInt();
  }

  private void verify(int flag, Checksum sum, byte[] bytes, int length, int expected)
      throws IOException {
    if ((flags & flag) != 0) {
      verify(sum, bytes, 0, length, expected);
    }
  }
}
