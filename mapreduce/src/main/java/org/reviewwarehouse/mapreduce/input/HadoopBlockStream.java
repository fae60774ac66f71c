package org.reviewwarehouse.mapreduce.input;

import java.io.BufferedInputStream;
import java.io.IOException;

/**
 * What Hadoop's own Lz4Codec and SnappyCodec write: blocks of text, each as its length and chunks
 * of packed bytes behind their length. There are no checksums and there is no end mark, so a file
 * that is cut between two blocks is a whole one.
 */
final class HadoopBlockStream extends BlockStream {
  /** Unpacks a chunk to the beginning of an array. */
  interface Unpacker {
    /**
     * Reads {@code length} bytes of {@code packed} and writes at most {@code most} ones.
     *
     * @return how many it wrote
     */
    int unpack(byte[] packed, int length, byte[] plain, int most) throws IOException;
  }

  private final Unpacker unpacker;
  private int left;

  HadoopBlockStream(BufferedInputStream in, Unpacker unpacker) {
    super(in);
    this.unpacker = unpacker;
  }

  @Override
  boolean next() throws IOException {
    if (left == 0) {
      if (atEnd()) {
        return false;
      }
      // A block is as long as what was written at once; only its chunks are held in memory.
      left = checkedLength(readInt(), Integer.MAX_VALUE);
      return true;
    }
    int length = checkedLength(readInt(), MAX_BLOCK_BYTES);
    readPacked(length);
    int most = mostPlain(length, left);
    if (plain.length < most) {
      plain = new byte[most];
    }
    from = 0;
    to = unpacker.unpack(packed, length, plain, most);
    left -= to;
    return true;
  }
}
