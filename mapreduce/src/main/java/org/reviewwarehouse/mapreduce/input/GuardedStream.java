package org.reviewwarehouse.mapreduce.input;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The text behind a compressed stream. Whatever its decompressor makes of damaged bytes comes out
 * as an {@link IOException} that says something, and the decompressor's memory, which may be
 * native, is given back as soon as the stream ends.
 */
final class GuardedStream extends BulkStream {
  /** Makes the text of packed bytes. */
  interface Decompressor {
    InputStream open(InputStream packed) throws IOException;
  }

  private final InputStream packed;
  private final InputStream text;
  private boolean ended;
  private IOException refusal;

  GuardedStream(InputStream packed, Decompressor decompressor) throws IOException {
    this.packed = packed;
    InputStream unclosed =
        new FilterInputStream(packed) {
          @Override
          public void close() {
            // Whoever opened it closes it, and may want to read on behind the text's end.
          }
        };
    try {
      text = decompressor.open(unclosed);
    } catch (IOException | RuntimeException e) {
      throw refusal(e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (refusal != null) {
      throw refusal;
    }
    if (ended) {
      return -1;
    }
    try {
      int read = text.read(bytes, offset, length);
      if (read < 0) {
        ended = true;
        text.close();
      }
      return read;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The last is for bzip2: its library recurses over empty blocks.
      refusal = refusal(e);
      text.close();
      throw refusal;
    }
  }

  private static IOException refusal(Throwable damage) {
    String message = damage.getMessage();
    if (damage instanceof IOException io && message != null) {
      return io;
    }
    return new IOException(
        damage instanceof EOFException ? "its end is missing" : "it makes no sense, " + damage,
        damage);
  }

  @Override
  public void close() throws IOException {
    if (!ended && refusal == null) {
      text.close();
    }
    packed.close();
  }
}
