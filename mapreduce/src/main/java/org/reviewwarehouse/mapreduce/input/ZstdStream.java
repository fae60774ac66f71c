package org.reviewwarehouse.mapreduce.input;

import com.github.luben.zstd.ZstdBufferDecompressingStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The frames of zstd, one behind the other. The library's own stream takes a file for a whole one
 * that is cut in a frame of which it has read the beginning together with the end of another.
 */
final class ZstdStream extends BulkStream {
  /** Longest block of a frame, and a little more. */
  private static final int READ_BYTES = (128 << 10) + 16;

  /** A stream that wants to look back further than 2^27 bytes, 128 MiB, is refused. */
  private static final int MAX_WINDOW_LOG = 27;

  private final InputStream in;
  private final Frames frames = new Frames();

  ZstdStream(InputStream in) throws IOException {
    this.in = in;
    frames.setLongMax(MAX_WINDOW_LOG);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer text = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (frames.hasRemaining()) {
        boolean atEnd = frames.atEnd;
        int read = frames.read(text);
        if (read > 0 || length == 0) {
          return read;
        }
        if (atEnd && frames.hasRemaining()) {
          throw new EOFException("its end is missing");
        }
      }
      return -1;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    frames.close();
    in.close();
  }

  private final class Frames extends ZstdBufferDecompressingStreamNoFinalizer {
    private boolean atEnd;

    Frames() {
      super(ByteBuffer.allocate(READ_BYTES).limit(0));
    }

    @Override
    protected ByteBuffer refill(ByteBuffer packed) {
      try {
        int read = in.read(packed.array());
        atEnd = read < 0;
        return packed.position(0).limit(Math.max(read, 0));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
