package org.reviewwarehouse.mapreduce.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * CRC32C of the bytes of a stream that lie in a range, taken while they are read. The ranges of a
 * file add up to the checksum of the whole, which is also the one HDFS keeps (COMPOSITE_CRC).
 */
final class ChecksumStream extends BulkStream {
  private final InputStream in;
  private final CRC32C crc = new CRC32C();
  private final long rangeFrom;
  private final long rangeTo;
  private final long fileLength;
  private long position;

  /** Begins at {@code position} of the file and ends with it, even if the file has grown since. */
  ChecksumStream(InputStream in, long position, long rangeFrom, long rangeTo, long fileLength) {
    this.in = in;
    this.position = position;
    this.rangeFrom = rangeFrom;
    this.rangeTo = rangeTo;
    this.fileLength = fileLength;
  }

  long position() {
    return position;
  }

  int value() {
    return (int) crc.getValue();
  }

  /** Reads what is left of the range: behind a compressed stream's end there may be padding. */
  void drain() throws IOException {
    byte[] rest = new byte[64 << 10];
    while (position < rangeTo) {
      if (read(rest, 0, rest.length) < 0) {
        return;
      }
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position >= fileLength) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(length, fileLength - position));
    if (read < 0) {
      throw new IOException(
          "it has " + position + " bytes, and had " + fileLength + " when the run began");
    }
    long from = Math.max(position, rangeFrom);
    long to = Math.min(position + read, rangeTo);
    if (from < to) {
      crc.update(bytes, offset + (int) (from - position), (int) (to - from));
    }
    position += read;
    return read;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), fileLength - position);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
