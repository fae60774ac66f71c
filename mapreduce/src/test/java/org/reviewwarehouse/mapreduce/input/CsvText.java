package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/** Records of CSV: as the framer cuts them, and found in the simplest way. */
final class CsvText {
  private CsvText() {}

  /**
   * A record as a framer must hand it on.
   *
   * @param text its bytes, as ISO 8859-1; of one that is too long the first 64 KiB
   * @param length of the whole record
   */
  record Cut(long position, String text, long length, RejectReason fault) {
    @Override
    public String toString() {
      String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
      String long_ = text.length() == length ? "" : " of " + length;
      return position
          + ":"
          + shown.replace("\r", "␍")
          + long_
          + (fault == null ? "" : " " + fault.label());
    }
  }

  /** The records that a framer cuts, checked against the blocks they came in. */
  static List<Cut> cut(CsvFramer framer) throws IOException {
    List<Cut> records = new ArrayList<>();
    RecordBlock block = new RecordBlock();
    while (framer.next(block)) {
      if (!block.isCut()
          || block.count() == 0
          || block.count() > CsvFramer.MOST_RECORDS
          || block.position() != block.position(0)) {
        throw new AssertionError("a block of " + block.count() + " records");
      }
      for (int i = 0; i < block.count(); i++) {
        int size = block.to(i) - block.from(i);
        if (block.to(i) > block.length()
            || block.length() + 16 > block.bytes().length
            || size < block.length(i) && block.fault(i) != RejectReason.RECORD_TOO_LONG) {
          throw new AssertionError("record " + i + " does not lie in its block");
        }
        String text = new String(block.bytes(), block.from(i), size, ISO_8859_1);
        records.add(new Cut(block.position(i), text, block.length(i), block.fault(i)));
      }
    }
    if (framer.next(block)) {
      throw new AssertionError("more comes behind the end");
    }
    return records;
  }

  /** The records of a text, one byte after the other, with all of the text at hand. */
  static List<Cut> naive(byte[] text, char delimiter, int maxRecordBytes) {
    List<Cut> records = new ArrayList<>();
    int reach = maxRecordBytes + 2;
    boolean marked = new String(text, ISO_8859_1).startsWith("\u00EF\u00BB\u00BF");
    int from = marked ? 3 : 0;
    int brokenTo = 0;
    while (from < text.length) {
      boolean broken = from < brokenTo;
      int opened = 0;
      int closed = -1;
      boolean quoted = false;
      int end = broken ? lineEnd(text, from) : -1;
      for (int i = from; end < 0; i++) {
        boolean isHead = opened < from + reach;
        boolean tooFar = i >= (isHead ? from : opened) + reach;
        if (quoted && (tooFar || i == text.length)) {
          brokenTo = i;
          end = isHead ? -1 : lineEnd(text, opened);
          break;
        } else if (i == text.length || text[i] == '\n' && !quoted) {
          end = i;
        } else if (text[i] == '"') {
          if (quoted) {
            quoted = false;
            closed = i;
          } else if (closed >= 0 && closed == i - 1) {
            quoted = true;
          } else if (i == from || text[i - 1] == delimiter) {
            quoted = true;
            opened = i;
          }
        }
      }
      if (end >= 0) {
        records.add(record(text, from, end, broken, maxRecordBytes));
        from = end + 1;
      }
    }
    return records;
  }

  private static int lineEnd(byte[] text, int from) {
    int at = from;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return at;
  }

  private static Cut record(byte[] text, int from, int end, boolean broken, int maxRecordBytes) {
    int length = end > from && text[end - 1] == '\r' ? end - 1 - from : end - from;
    if (length > maxRecordBytes) {
      String kept = new String(text, from, Math.min(length, 64 << 10), ISO_8859_1);
      return new Cut(from, kept, length, RejectReason.RECORD_TOO_LONG);
    }
    RejectReason fault = broken && length > 0 ? RejectReason.BAD_QUOTE : null;
    return new Cut(from, new String(text, from, length, ISO_8859_1), length, fault);
  }

  /** A framer of a text of which 1 to {@code most} bytes come with one read. */
  static CsvFramer framer(byte[] text, char delimiter, int maxRecordBytes, int most, Random random)
      throws IOException {
    return new CsvFramer(new Reads(text, most, random), delimiter, maxRecordBytes);
  }

  /** Reads less than it is asked for, as a network does. */
  private static final class Reads extends FilterInputStream {
    private final int most;
    private final Random random;

    Reads(byte[] text, int most, Random random) {
      super(new ByteArrayInputStream(text));
      this.most = most;
      this.random = random;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, Math.min(1 + random.nextInt(most), length));
    }
  }
}
