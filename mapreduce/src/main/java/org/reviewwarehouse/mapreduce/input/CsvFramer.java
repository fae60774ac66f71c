package org.reviewwarehouse.mapreduce.input;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/**
 * Cuts CSV (RFC 4180) into records: at LF or CR LF outside quotes. A quote opens only where a field
 * begins, elsewhere in an unquoted field it is an ordinary character; in quotes, a doubled one is a
 * quote. What follows a closing quote up to the next delimiter is unquoted: whether anything may
 * stand there is left to the parser. Each byte is looked at twice at most, and memory is bounded,
 * whatever the stream holds:
 *
 * <ul>
 *   <li>A quote that is still open where its record exceeds the longest one allowed, or at the end
 *       of the file, is taken for broken. The text up to there is no record then: each of its lines
 *       is one, a bad quote, until the line in which that place lies has ended. So a stray quote
 *       costs no more than a record of the longest kind could hold, and nothing goes uncounted.
 *   <li>Another record that is too long comes as a block of its own, cut. Where a quote opens in
 *       the part that is passed over and stays open as long, it is broken in the same way: the
 *       record ends with its line, and the lines that follow are bad quotes.
 * </ul>
 */
final class CsvFramer implements Framer {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long LINE_ENDS = 0x0A0A0A0A0A0A0A0AL;
  private static final long QUOTES = 0x2222222222222222L;

  private static final int READ_BYTES = 256 << 10;

  /** So many records a block has at most: what it keeps of each takes memory, too. */
  static final int MOST_RECORDS = 16 << 10;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte delimiter;

  /** Where a record of the longest kind, its carriage return and line end have surely ended. */
  private final int reach;

  private final int maxRecordBytes;
  private final byte[] buffer;

  /** Bytes of the file before the buffer. */
  private long base;

  /** Where the record begins, or as much of it as is still needed. */
  private int from;

  /** How far the record has been looked at. */
  private int scanned;

  private int to;
  private boolean exhausted;

  /** What is at {@link #scanned} is in quotes. */
  private boolean quoted;

  /** Bytes of the file before the quote that opened the last quoted field. */
  private long opened;

  /** Before the last quote that closed a field: if another follows at once, it did not. */
  private long closed;

  /** Records that begin before are lines around a broken quote. */
  private long brokenTo;

  private boolean broken;

  /** The record is too long, and passed over. */
  private boolean skipping;

  /**
   * @param in the decompressed text of a whole file
   * @param delimiter between fields, ASCII
   */
  CsvFramer(InputStream in, char delimiter, int maxRecordBytes) throws IOException {
    this.in = in;
    this.delimiter = (byte) delimiter;
    this.maxRecordBytes = maxRecordBytes;
    reach = maxRecordBytes + 2;
    buffer = new byte[Math.max(READ_BYTES, reach) + READ_BYTES + RecordParser.PADDING];
    while (!exhausted && to < BYTE_ORDER_MARK.length) {
      fill();
    }
    boolean marked = to >= 3 && Arrays.equals(buffer, 0, 3, BYTE_ORDER_MARK, 0, 3);
    begin(marked ? BYTE_ORDER_MARK.length : 0);
  }

  @Override
  public boolean next(RecordBlock block) throws IOException {
    block.begin(buffer);
    while (block.count() < MOST_RECORDS) {
      int lineEnd = scan(Math.min(to, limit()));
      if (lineEnd >= 0) {
        add(block, lineEnd);
        begin(lineEnd + 1);
      } else if (scanned < Math.min(to, limit())) {
        continue; // a quote has just closed, unless it is doubled
      } else if (quoted && (scanned == limit() || exhausted)) {
        brokenTo = base + scanned;
        begin(from);
      } else if (block.count() > 0) {
        break;
      } else if (scanned == limit()) {
        tooLong(block);
        return true;
      } else if (!exhausted) {
        fill();
      } else if (from < to) { // the file ends without a line end
        add(block, to);
        begin(to);
      } else {
        return false;
      }
    }
    block.length = from;
    block.position = block.position(0);
    return true;
  }

  /** Where a record that goes on is too long; one more where a quote closes just before. */
  private int limit() {
    int limit = from + reach;
    return closed == base + limit - 1 ? limit + 1 : limit;
  }

  private void begin(int start) {
    from = start;
    scanned = start;
    quoted = false;
    closed = -1;
    broken = base + start < brokenTo;
  }

  /**
   * Looks for the line end of the record and returns where it is; -1 if it is not before {@code
   * end}. A record that is passed over is only looked at up to the next quote that opens.
   */
  private int scan(int end) {
    long quotes = broken ? LINE_ENDS : QUOTES; // in a broken line they mean nothing
    for (int i = scanned; i < end; i += Long.BYTES) {
      long word = (long) LONG.get(buffer, i);
      long hits = zeroBytes(word ^ LINE_ENDS) | zeroBytes(word ^ quotes);
      if (end - i < Long.BYTES) {
        hits &= (1L << (end - i) * Byte.SIZE) - 1;
      }
      for (; hits != 0; hits &= hits - 1) {
        int at = i + (Long.numberOfTrailingZeros(hits) >>> 3);
        if (buffer[at] == '\n') {
          if (!quoted) {
            scanned = at + 1;
            return at;
          }
        } else if (quoted) {
          quoted = false;
          closed = base + at;
        } else if (at > from && closed == base + at - 1) { // doubled: it did not close
          quoted = true;
        } else if (at == from || buffer[at - 1] == delimiter) {
          quoted = true;
          opened = base + at;
          if (skipping) {
            scanned = at + 1;
            return -1;
          }
        }
      }
    }
    scanned = end;
    return -1;
  }

  /** The high bit of each byte that is zero. */
  private static long zeroBytes(long word) {
    return ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
  }

  /** Adds the record before a line end, or before the end of the file. */
  private void add(RecordBlock block, int lineEnd) {
    int end = withoutReturn(lineEnd);
    int length = end - from;
    if (length > maxRecordBytes) {
      int kept = Math.min(length, LineFramer.TOO_LONG_KEPT);
      block.add(from, from + kept, base + from, length, RejectReason.RECORD_TOO_LONG);
    } else {
      // A blank line is no row, wherever it is.
      RejectReason fault = broken && length > 0 ? RejectReason.BAD_QUOTE : null;
      block.add(from, end, base + from, length, fault);
    }
  }

  private int withoutReturn(int lineEnd) {
    return lineEnd > from && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
  }

  /** What is kept depends on the record alone, not on where reads happen to end. */
  private void tooLong(RecordBlock block) throws IOException {
    while (to - from < LineFramer.TOO_LONG_KEPT && !exhausted) {
      fill();
    }
    int most = Math.min(LineFramer.TOO_LONG_KEPT, to - from);
    byte[] kept = Arrays.copyOfRange(buffer, from, from + most + RecordParser.PADDING);
    long start = base + from;
    int lineEnd = skip();
    long length = base + withoutReturn(lineEnd) - start;
    begin(Math.min(lineEnd + 1, to));
    block.begin(kept);
    block.length = (int) Math.min(most, length);
    block.position = start;
    block.add(0, block.length, start, length, RejectReason.RECORD_TOO_LONG);
  }

  /** Goes to the line end of the record, or to the end of the file, and returns where it is. */
  private int skip() throws IOException {
    skipping = true;
    int lineEnd = -1;
    while (lineEnd < 0) {
      boolean justClosed = closed == base + scanned - 1;
      boolean open = quoted || justClosed;
      int limit = (int) (opened - base) + reach + (justClosed ? 1 : 0);
      if (quoted && (scanned >= limit || exhausted && scanned == to)) {
        brokenTo = base + scanned;
        scanned = (int) (opened - base);
        quoted = false;
        closed = -1;
        broken = true;
      } else if (scanned < to) {
        lineEnd = scan(open ? Math.min(to, limit) : to);
      } else if (exhausted) {
        lineEnd = to;
      } else {
        from = open ? (int) (opened - base) : scanned - 1;
        fill();
      }
    }
    skipping = false;
    return lineEnd;
  }

  private void fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      base += from;
      scanned -= from;
      to -= from;
      from = 0;
    }
    int read = in.read(buffer, to, Math.min(READ_BYTES, buffer.length - RecordParser.PADDING - to));
    if (read < 0) {
      exhausted = true;
    } else {
      to += read;
    }
  }
}
