package org.reviewwarehouse.mapreduce.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts the text of a file into blocks of whole records. Memory is bounded by the block size and the
 * longest record allowed, whatever the stream holds.
 */
public interface Framer extends Closeable {
  /** Fills the block with the next records; false if there are none left. */
  boolean next(RecordBlock block) throws IOException;

  /** Closes what the framer opened itself; the stream that it was given is not its own. */
  @Override
  default void close() throws IOException {}

  /**
   * A framer for a piece of a file.
   *
   * @param in the decompressed text; where {@code position} is not 0, from one byte earlier on
   * @param position of the piece in the file, 0 unless the framing is splittable
   * @param end of the piece; {@code Long.MAX_VALUE} for all of the stream
   * @param maxRecordBytes a longer record is cut, and marked
   */
  static Framer of(Framing framing, InputStream in, long position, long end, int maxRecordBytes)
      throws IOException {
    return switch (framing.kind()) {
      case LINES -> new LineFramer(in, position, end, maxRecordBytes);
      case CSV -> new CsvFramer(in, framing.delimiter(), maxRecordBytes);
      case JSON -> new JsonFramer(in, framing.records(), maxRecordBytes);
      case TABLE -> throw new IllegalArgumentException("a file of the table is no text");
    };
  }
}
