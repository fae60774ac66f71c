package org.reviewwarehouse.mapreduce.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.zip.Checksum;
import org.apache.commons.codec.digest.XXHash32;

/**
 * LZ4 frames, one behind the other, as the lz4 command writes them. The libraries' own streams end
 * at an empty block, recurse over empty frames, or know no blocks that refer to the ones before.
 */
final class Lz4Stream extends BlockStream {
  private static final int MAGIC = 0x184D2204;
  private static final int SKIPPABLE_MAGIC = 0x184D2A50;
  private static final int SKIPPABLE_MASK = 0xFFFFFFF0;

  /** So far back a block may refer to what stands before it. */
  private static final int WINDOW_BYTES = 64 << 10;

  private static final int VERSION_MASK = 0xC0;
  private static final int VERSION = 0x40;
  private static final int INDEPENDENT = 0x20;
  private static final int BLOCK_CHECKSUM = 0x10;
  private static final int CONTENT_SIZE = 0x08;
  private static final int CONTENT_CHECKSUM = 0x04;
  private static final int RESERVED = 0x02;
  private static final int DICTIONARY = 0x01;
  private static final int MOST_DESCRIPTOR_BYTES = 10;
  private static final int STORED = 0x80000000;

  private static final int MIN_MATCH = 4;

  private final Checksum blockSum = new XXHash32();
  private final Checksum contentSum = new XXHash32();
  private boolean begun;
  private boolean inFrame;
  private int flags;
  private int maxBlock;
  private long contentSize;
  private long content;

  Lz4Stream(BufferedInputStream in) {
    super(in);
  }

  /** A file that begins with these four bytes, the lowest first, is made of frames. */
  static boolean begins(int magic) {
    return magic == MAGIC || isSkippable(magic);
  }

  private static boolean isSkippable(int magic) {
    return (magic & SKIPPABLE_MASK) == SKIPPABLE_MAGIC;
  }

  @Override
  boolean next() throws IOException {
    if (!inFrame) {
      return (!begun || !atEnd()) && nextFrame();
    }
    int length = readLittleInt();
    if (length == 0) {
      endFrame();
      return true;
    }
    boolean stored = (length & STORED) != 0;
    length = checkedLength(length & ~STORED, maxBlock);
    readPacked(length);
    if ((flags & BLOCK_CHECKSUM) != 0) {
      verify(blockSum, packed, 0, length, readLittleInt());
    }
    int window = (flags & INDEPENDENT) == 0 ? Math.min(to, WINDOW_BYTES) : 0;
    System.arraycopy(plain, to - window, plain, 0, window);
    from = window;
    if (stored) {
      System.arraycopy(packed, 0, plain, from, length);
      to = from + length;
    } else {
      to = unpack(packed, length, plain, from, from + maxBlock);
    }
    content += to - from;
    if ((flags & CONTENT_CHECKSUM) != 0) {
      contentSum.update(plain, from, to - from);
    }
    return true;
  }

  private boolean nextFrame() throws IOException {
    int magic = readLittleInt();
    if (isSkippable(magic)) {
      begun = true;
      skip(checkedLength(readLittleInt(), Integer.MAX_VALUE));
      return true;
    }
    if (magic != MAGIC) {
      throw new IOException("something else follows its end");
    }
    begun = true;
    readDescriptor();
    from = 0;
    to = 0;
    if (plain.length < WINDOW_BYTES + maxBlock) {
      plain = new byte[WINDOW_BYTES + maxBlock];
    }
    inFrame = true;
    return true;
  }

  private void readDescriptor() throws IOException {
    byte[] descriptor = new byte[MOST_DESCRIPTOR_BYTES];
    flags = readByte();
    int sizes = readByte();
    descriptor[0] = (byte) flags;
    descriptor[1] = (byte) sizes;
    int length = 2;
    contentSize = 0;
    if ((flags & CONTENT_SIZE) != 0) {
      for (; length < MOST_DESCRIPTOR_BYTES; length++) {
        int next = readByte();
        descriptor[length] = (byte) next;
        contentSize |= (long) next << 8 * (length - 2);
      }
    }
    if ((flags & DICTIONARY) != 0) {
      throw new IOException("it needs a dictionary");
    }
    blockSum.reset();
    blockSum.update(descriptor, 0, length);
    if ((blockSum.getValue() >> 8 & 0xFF) != readByte()) {
      throw new IOException("a checksum is wrong");
    }
    // 4 to 7 stand for 64 KiB, 256 KiB, 1 MiB and 4 MiB.
    int size = sizes >> 4;
    if ((flags & VERSION_MASK) != VERSION
        || (flags & RESERVED) != 0
        || (sizes & 0x0F) != 0
        || size < 4
        || size > 7) {
      throw new IOException("its version is not supported");
    }
    maxBlock = 1 << 8 + 2 * size;
    content = 0;
    contentSum.reset();
  }

  private void endFrame() throws IOException {
    if ((flags & CONTENT_CHECKSUM) != 0) {
      verify(contentSum, readLittleInt());
    }
    if ((flags & CONTENT_SIZE) != 0 && content != contentSize) {
      throw new IOException("it has " + content + " bytes of text, and claims " + contentSize);
    }
    inFrame = false;
  }

  private int readLittleInt() throws IOException {
    return Integer.reverseBytes(readInt());
  }

  /**
   * Unpacks an LZ4 block, which may refer to what stands before it in {@code plain}.
   *
   * @param at where in {@code plain} it goes
   * @param limit where in {@code plain} it must have ended
   * @return where in {@code plain} it ends
   */
  static int unpack(byte[] packed, int length, byte[] plain, int at, int limit) throws IOException {
    int in = 0;
    int out = at;
    while (in < length) {
      int token = packed[in++] & 0xFF;
      int literals = token >>> 4;
      if (literals == 15) {
        int more;
        do {
          if (in == length || literals > limit) {
            throw damaged();
          }
          more = packed[in++] & 0xFF;
          literals += more;
        } while (more == 255);
      }
      if (literals > length - in || literals > limit - out) {
        throw damaged();
      }
      System.arraycopy(packed, in, plain, out, literals);
      in += literals;
      out += literals;
      if (in == length) {
        return out;
      }
      if (length - in < 2) {
        throw damaged();
      }
      int offset = packed[in] & 0xFF | (packed[in + 1] & 0xFF) << 8;
      in += 2;
      int match = token & 15;
      if (match == 15) {
        int more;
        do {
          if (in == length || match > limit) {
            throw damaged();
          }
          more = packed[in++] & 0xFF;
          match += more;
        } while (more == 255);
      }
      match += MIN_MATCH;
      if (offset == 0 || offset > out || match > limit - out) {
        throw damaged();
      }
      int end = out + match;
      if (offset >= match) {
        System.arraycopy(plain, out - offset, plain, out, match);
      } else {
        for (int i = out; i < end; i++) { // it repeats what it writes
          plain[i] = plain[i - offset];
        }
      }
      out = end;
    }
    // A block ends with literals.
    throw damaged();
  }

  private static IOException damaged() {
    return new IOException("a block is damaged");
  }
}
