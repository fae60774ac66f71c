package org.reviewwarehouse.mapreduce.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/**
 * Cuts a file at the ends of the JSON values that are its records. The file holds one document or
 * several, one behind the other; what lies in them beside the records is passed over. Only brackets
 * and strings are looked at: how deep they are nested is a number, so that no document is too deep,
 * and whether a record is JSON is for its parser to say. What cannot be a record comes as one, too,
 * so that nothing of a broken file is lost without a word:
 *
 * <ul>
 *   <li>text between records, and a document that has no place for records because it is no object;
 *   <li>a record that the end of the file cuts off, marked {@link RejectReason#NOT_JSON};
 *   <li>a record of no bytes, so marked, where a document ends too early behind a whole record, or
 *       where no comma stands between two.
 * </ul>
 *
 * A line break cannot be in a string: where one is, the string is taken to end, so that a quote
 * that is missing spoils one record.
 */
final class JsonFramer implements Framer {
  private static final int READ_BYTES = 256 << 10;
  private static final int TOO_LONG_KEPT = LineFramer.TOO_LONG_KEPT;
  private static final int MOST_RECORDS = 4096;
  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  /** Where the next byte is. */
  private enum Place {
    /** Between documents. */
    TOP,
    /** In a document, outside its records. */
    DOCUMENT,
    /** Between the elements of the array that holds the records. */
    ARRAY,
    /** In a record that has brackets or quotes, and so an end. */
    RECORD,
    /** In any other text that stands where a record may be. */
    TEXT
  }

  private final InputStream in;
  private final int maxRecordBytes;
  private final int keptBytes;
  private final JsonNames path;
  private final byte[] buffer;

  /** The next byte to look at, and the end of those that are there. */
  private int at;

  private int to;

  /** Bytes of the file before the buffer, if those that were left out of it are counted. */
  private long position;

  private boolean exhausted;
  private Place place = Place.TOP;

  /** In a string, of a record or of the document. */
  private boolean inString;

  /** The last byte was the backslash of an escape. */
  private boolean escaped;

  /** The last element was a record, and no comma has come since. */
  private boolean needsComma;

  // The record that has begun.
  private Place around;
  private int recordFrom = -1;
  private long recordPosition;
  private long recordDepth;

  /** Where a text ends: behind the last byte that is no white space. */
  private long textEnd;

  /**
   * @param in the decompressed file
   * @param records path to the records, names with dots between them; empty: they are at the top
   * @param maxRecordBytes a longer record is cut, and marked
   */
  JsonFramer(InputStream in, String records, int maxRecordBytes) throws IOException {
    this.in = in;
    this.maxRecordBytes = maxRecordBytes;
    path = new JsonNames(records);
    keptBytes = Math.max(maxRecordBytes, TOO_LONG_KEPT);
    buffer = new byte[keptBytes + READ_BYTES + RecordParser.PADDING];
    skipByteOrderMark();
  }

  @Override
  public boolean next(RecordBlock block) throws IOException {
    block.begin(buffer);
    block.position = position + at;
    while (block.count() < MOST_RECORDS) {
      if (at < to) {
        scan(block);
      } else if (block.count() > 0) {
        break;
      } else if (!exhausted) {
        fill();
        block.position = position;
      } else {
        end(block);
        break;
      }
    }
    block.length = to;
    return block.count() > 0;
  }

  private void scan(RecordBlock block) {
    switch (place) {
      case TOP -> top();
      case DOCUMENT -> document();
      case ARRAY -> array(block);
      case RECORD -> record(block);
      case TEXT -> text(block);
    }
  }

  private void top() {
    byte next = buffer[at];
    if (isSpace(next) || next == ',') {
      at++;
    } else if (next == '[' && path.isEmpty()) {
      at++;
      beginArray();
    } else if (next == '{' && !path.isEmpty()) {
      at++;
      place = Place.DOCUMENT;
      path.begin();
    } else {
      beginRecord(next);
    }
  }

  private void document() {
    byte next = buffer[at];
    if (inString) {
      at++;
      string(next);
      return;
    }
    boolean isRecords = path.isFound();
    if (isRecords && next == '[') {
      at++;
      beginArray();
      return;
    }
    if (isRecords && !isSpace(next) && ",:]}".indexOf(next) < 0) {
      beginRecord(next);
      return;
    }
    at++;
    switch (next) {
      case '"' -> {
        inString = true;
        path.string();
      }
      case '{', '[' -> path.open(next == '{');
      case '}', ']' -> place = path.close() ? Place.TOP : Place.DOCUMENT;
      case ',' -> path.comma();
      case ':' -> path.colon();
      default -> {}
    }
  }

  /** The next byte of a string in a document. */
  private void string(byte next) {
    if (next == '\n' || next == '"' && !escaped) {
      inString = false;
      escaped = false;
      path.endString();
    } else {
      escaped = next == '\\' && !escaped;
      path.add(next);
    }
  }

  private void array(RecordBlock block) {
    byte next = buffer[at];
    if (isSpace(next)) {
      at++;
    } else if (next == ',') {
      at++;
      needsComma = false;
    } else if (next == ']') {
      at++;
      place = path.isEmpty() ? Place.TOP : Place.DOCUMENT;
    } else {
      boolean isRecord = next == '{' || next == '[' || next == '"';
      if (needsComma && isRecord) {
        missing(block);
      }
      beginRecord(next);
      needsComma = isRecord;
    }
  }

  private void beginArray() {
    place = Place.ARRAY;
    needsComma = false;
  }

  private void beginRecord(byte first) {
    around = place;
    recordFrom = at;
    recordPosition = position + at;
    recordDepth = first == '{' || first == '[' ? 1 : 0;
    inString = first == '"';
    place = recordDepth > 0 || inString ? Place.RECORD : Place.TEXT;
    at++;
    textEnd = position + at;
  }

  private void record(RecordBlock block) {
    byte[] bytes = buffer;
    int i = at;
    int end = to;
    while (i < end) {
      byte next = bytes[i++];
      if (inString) {
        if (escaped) {
          escaped = false;
          inString = next != '\n';
        } else if (next == '\\') {
          escaped = true;
        } else if (next == '"' || next == '\n') {
          inString = false;
        }
        if (inString || recordDepth > 0) {
          continue;
        }
      } else if (next == '"') {
        inString = true;
        continue;
      } else if (next == '{' || next == '[') {
        recordDepth++;
        continue;
      } else if (next != '}' && next != ']' || --recordDepth > 0) {
        continue;
      }
      at = i;
      endRecord(block, position + i, null);
      return;
    }
    at = i;
  }

  private void text(RecordBlock block) {
    for (; at < to; at++) {
      byte next = buffer[at];
      boolean ends =
          switch (next) {
            case '{', '[' -> true;
            case ',', ']' -> around != Place.TOP;
            case '}' -> around == Place.DOCUMENT;
            default -> false;
          };
      if (ends) {
        endText(block);
        return;
      }
      if (!isSpace(next)) {
        textEnd = position + at + 1;
      }
    }
  }

  private void endText(RecordBlock block) {
    boolean isNull =
        around == Place.DOCUMENT
            && textEnd - recordPosition == 4
            && Arrays.equals(buffer, recordFrom, recordFrom + 4, JsonNames.NULL, 0, 4);
    if (isNull) {
      recordFrom = -1;
      place = around;
    } else {
      endRecord(block, textEnd, null);
    }
  }

  private void endRecord(RecordBlock block, long end, RejectReason fault) {
    long length = end - recordPosition;
    boolean isTooLong = length > maxRecordBytes;
    int kept = (int) Math.min(length, isTooLong ? TOO_LONG_KEPT : length);
    block.add(
        recordFrom,
        recordFrom + kept,
        recordPosition,
        length,
        isTooLong ? RejectReason.RECORD_TOO_LONG : fault);
    recordFrom = -1;
    inString = false;
    escaped = false;
    place = around;
  }

  /** Something is missing here. */
  private void missing(RecordBlock block) {
    block.add(at, at, position + at, 0, RejectReason.NOT_JSON);
  }

  /** The file ends. */
  private void end(RecordBlock block) {
    if (place == Place.TEXT && around == Place.TOP) {
      endRecord(block, textEnd, null);
    } else if (recordFrom >= 0) {
      endRecord(block, place == Place.TEXT ? textEnd : position + to, RejectReason.NOT_JSON);
    } else if (place != Place.TOP) {
      missing(block);
    }
    place = Place.TOP;
  }

  /** Reads on, and keeps as much of the record that has begun as may be asked for. */
  private void fill() throws IOException {
    int kept = 0;
    if (recordFrom >= 0) {
      kept = Math.min(to - recordFrom, keptBytes);
      if (recordFrom > 0) {
        System.arraycopy(buffer, recordFrom, buffer, 0, kept);
        recordFrom = 0;
      }
    }
    position += to - kept;
    at = kept;
    to = kept;
    read();
  }

  private void read() throws IOException {
    int read = in.read(buffer, to, Math.min(READ_BYTES, buffer.length - RecordParser.PADDING - to));
    if (read < 0) {
      exhausted = true;
    } else {
      to += read;
    }
  }

  private void skipByteOrderMark() throws IOException {
    while (!exhausted && to < BYTE_ORDER_MARK.length) {
      read();
    }
    boolean isMark = to >= BYTE_ORDER_MARK.length;
    for (int i = 0; isMark && i < BYTE_ORDER_MARK.length; i++) {
      isMark = (buffer[i] & 0xFF) == BYTE_ORDER_MARK[i];
    }
    at = isMark ? BYTE_ORDER_MARK.length : 0;
  }

  private static boolean isSpace(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }
}
