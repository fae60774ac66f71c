package org.reviewwarehouse.mapreduce.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/**
 * Cuts a stream into {@link RecordBlock}s of whole lines. Memory is bounded by the block size and
 * the longest line allowed, whatever the stream holds.
 */
final class LineFramer implements Framer {
  /** So much of a line that is too long is kept. */
  static final int TOO_LONG_KEPT = 64 << 10;

  private static final int READ_BYTES = 256 << 10;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final int maxRecordBytes;
  private long end;
  private byte[] buffer;
  private int from;
  private int to;
  private long position;
  private boolean exhausted;
  private boolean finished;
  private boolean skippedReturn;

  /**
   * Reads the lines that begin from {@code position} on and before {@code end}.
   *
   * @param in the decompressed text; where {@code position} is not 0, from one byte earlier on
   * @param end {@code Long.MAX_VALUE} for all of the stream
   * @param maxRecordBytes a longer line comes as a block of its own, cut
   */
  LineFramer(InputStream in, long position, long end, int maxRecordBytes) throws IOException {
    this.in = in;
    this.end = end;
    this.maxRecordBytes = maxRecordBytes;
    // A line of the longest kind, its carriage return and line end must fit.
    buffer = new byte[Math.max(READ_BYTES, maxRecordBytes + 2) + READ_BYTES + RecordParser.PADDING];
    if (position > 0) {
      this.position = position - 1;
      skipLine();
    } else {
      skipByteOrderMark();
    }
  }

  @Override
  public boolean next(RecordBlock block) throws IOException {
    if (finished || position >= end) {
      return false;
    }
    int cut = cut();
    while (cut < 0 && !exhausted && to - from <= maxRecordBytes + 1) {
      fill();
      cut = cut();
    }
    if (cut < 0 && to - from > maxRecordBytes + 1) {
      tooLong(block);
      return true;
    }
    if (cut < 0) { // the stream ends without a line end
      finished = true;
      if (from == to) {
        return false;
      }
      buffer[to++] = '\n';
      cut = to;
    }
    block.begin(buffer);
    if (from > 0) { // a block begins at 0, so that what follows it can be moved freely
      System.arraycopy(buffer, from, buffer, 0, to - from);
      cut -= from;
      to -= from;
      from = 0;
    }
    block.length = cut;
    block.position = position;
    position += cut;
    from = cut;
    return true;
  }

  /** Behind the last line end that is still ours; -1 if none is in the buffer. */
  private int cut() {
    long endOffset = end == Long.MAX_VALUE ? Long.MAX_VALUE : end - 1 - position + from;
    if (endOffset < to) {
      // The line that holds the last byte of the piece is the last one.
      int lineEnd = indexOfLineEnd((int) Math.max(endOffset, from));
      if (lineEnd >= 0) {
        return lineEnd + 1;
      }
    }
    int last = lastLineEnd();
    return last < 0 ? -1 : last + 1;
  }

  private int indexOfLineEnd(int start) {
    for (int i = start; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private int lastLineEnd() {
    for (int i = to - 1; i >= from; i--) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    int read =
        in.read(buffer, to, Math.min(READ_BYTES, buffer.length - RecordParser.PADDING - 1 - to));
    if (read < 0) {
      exhausted = true;
    } else {
      to += read;
    }
  }

  /** Goes behind the next line end, and notes whether a carriage return stands before it. */
  private void skipLine() throws IOException {
    skippedReturn = false;
    while (true) {
      int lineEnd = indexOfLineEnd(from);
      int last = (lineEnd >= 0 ? lineEnd : to) - 1;
      if (last >= from) {
        skippedReturn = buffer[last] == '\r';
      }
      if (lineEnd >= 0) {
        position += lineEnd + 1 - from;
        from = lineEnd + 1;
        return;
      }
      position += to - from;
      from = to;
      if (exhausted) {
        finished = true;
        return;
      }
      fill();
    }
  }

  /** What is kept depends on the line alone, not on where reads and pieces happen to end. */
  private void tooLong(RecordBlock block) throws IOException {
    while (to - from < TOO_LONG_KEPT && !exhausted) {
      fill();
    }
    byte[] kept = Arrays.copyOfRange(buffer, from, from + Math.min(TOO_LONG_KEPT, to - from));
    long start = position;
    skipLine();
    long lineEnd = finished ? position : position - 1;
    long length = lineEnd - start - (skippedReturn ? 1 : 0);
    block.begin(Arrays.copyOf(kept, kept.length + RecordParser.PADDING));
    block.length = (int) Math.min(kept.length, length);
    block.position = start;
    block.add(0, block.length, start, length, RejectReason.RECORD_TOO_LONG);
  }

  private void skipByteOrderMark() throws IOException {
    while (!exhausted && to < BYTE_ORDER_MARK.length) {
      fill();
    }
    if (to >= 3 && Arrays.equals(buffer, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
      from = 3;
      position = 3;
      // The line behind the mark begins the file: it is ours even if our piece ends in the mark.
      end = Math.max(end, 4);
    }
  }
}
