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
 *
 * <p>A record in which a bracket is missing does not end, or ends with the wrong one. What that
 * costs is bounded where records begin lines: an object that is open where it exceeds the longest
 * record allowed, or at the end of the file, or whose brackets do not match, ends before its next
 * sibling, marked {@link RejectReason#NOT_JSON}. A sibling is an object in a later line that is
 * indented as the one in which the record begins, with no more than closing braces and commas
 * before it: what is nested in a record is indented deeper. Where no line tells, the record is left
 * as it is. Up to the place at which a record was found to be broken, those that follow it end
 * before their next sibling without another search, so that each byte is looked at a few times at
 * most.
 */
final class JsonFramer implements Framer {
  private static final int READ_BYTES = 256 << 10;
  private static final int TOO_LONG_KEPT = LineFramer.TOO_LONG_KEPT;
  private static final int MOST_RECORDS = 4096;

  /** The line of a record must begin at most so far before it. */
  private static final int REACH = 64;

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

  /** Which of the brackets that are open are braces: a bit for each of the innermost ones. */
  private long braces;

  /** More brackets were open than {@link #braces} has bits: the outer ones are forgotten. */
  private boolean isDeep;

  /** A bracket has ended one of the other kind. */
  private boolean isMismatched;

  /** The record ends with its brackets, wherever that is. */
  private boolean isSettled;

  /** Bytes of the file before the place at which a record was found to be broken. */
  private long brokenTo;

  /** Bytes of the file before the next line, or before that place; what is less does not count. */
  private long nextLine;

  /** Bytes of the file before its text: those of the byte order mark. */
  private final int start;

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
    buffer = new byte[REACH + keptBytes + REACH + READ_BYTES + RecordParser.PADDING];
    start = skipByteOrderMark();
    at = start;
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
        block.position = recordFrom >= 0 ? recordPosition : position + at;
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
    braces = brace(first);
    isDeep = false;
    isMismatched = false;
    isSettled = first != '{' || around == Place.DOCUMENT;
    inString = first == '"';
    place = recordDepth > 0 || inString ? Place.RECORD : Place.TEXT;
    at++;
    textEnd = position + at;
  }

  private void record(RecordBlock block) {
    if (isSettled) {
      scanRecord(block, to);
    } else if (position + at < brokenTo) {
      int end = (int) (brokenTo - position);
      if (position + at >= nextLine) {
        nextLine = position + nextLine(at, end);
      }
      int line = (int) (nextLine - position);
      if (!scanRecord(block, line)) {
        int sibling = sibling(lineOfRecord(), line, end);
        if (sibling >= 0 && !scanRecord(block, sibling)) { // a brace before it may end the record
          cut(block, sibling);
        }
      }
    } else {
      int limit = recordFrom + maxRecordBytes;
      if (!scanRecord(block, Math.min(to, limit)) && at == limit) {
        isSettled = !cutBroken(block, limit);
      }
    }
  }

  /** Goes on in the record, and returns whether it has ended. */
  private boolean scanRecord(RecordBlock block, int end) {
    byte[] bytes = buffer;
    int i = at;
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
        isDeep |= ++recordDepth > Long.SIZE;
        braces = braces << 1 | brace(next);
        continue;
      } else if (next == '}' || next == ']') {
        isMismatched |= !isDeep && (braces & 1) != brace(next);
        braces >>>= 1;
        if (--recordDepth > 0) {
          continue;
        }
      } else {
        continue;
      }
      at = i;
      if (!isMismatched || isSettled || !cutBroken(block, i)) {
        endRecord(block, position + i, null);
      }
      return true;
    }
    at = i;
    return false;
  }

  private static int brace(byte bracket) {
    return bracket == '{' || bracket == '}' ? 1 : 0;
  }

  /**
   * Ends a record that is broken before its first sibling; false if it has none before {@code end}.
   */
  private boolean cutBroken(RecordBlock block, int end) {
    int first = lineOfRecord();
    if (first < 0) {
      return false;
    }
    int line = nextLine(recordFrom, end);
    if (line + blanks(first) < end
        && isIndentedAs(first, line)
        && buffer[line + blanks(first)] == '"') {
      return false; // members are not indented, so that what is nested may not be either
    }
    while (line < end) {
      int sibling = sibling(first, line, end);
      if (sibling >= 0) {
        brokenTo = Math.max(brokenTo, position + end);
        cut(block, sibling);
        return true;
      }
      line = nextLine(line, end);
    }
    return false;
  }

  /** Ends the record before its sibling, and goes on there. */
  private void cut(RecordBlock block, int sibling) {
    int end = sibling;
    while (isSpace(buffer[end - 1]) || buffer[end - 1] == ',') {
      end--;
    }
    endRecord(block, position + end, RejectReason.NOT_JSON);
    needsComma = false;
    nextLine = 0;
    at = sibling;
  }

  /** Where the line begins in which the record does; -1 if that is too far away. */
  private int lineOfRecord() {
    for (int i = recordFrom; i >= 0 && i >= recordFrom - REACH + 1; i--) {
      if (position + i == start || i > 0 && buffer[i - 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Behind the next line end; {@code end} if there is none before. */
  private int nextLine(int from, int end) {
    int i = from;
    while (i < end && buffer[i] != '\n') {
      i++;
    }
    return Math.min(i + 1, end);
  }

  /** Where an object begins in a line that is a sibling of the record; -1 if there is none. */
  private int sibling(int first, int line, int end) {
    if (first < 0 || line + blanks(first) >= end || !isIndentedAs(first, line)) {
      return -1;
    }
    int from = line + blanks(first);
    for (int i = from; i < Math.min(end, line + REACH); i++) {
      byte next = buffer[i];
      if (next == '{') {
        return i;
      }
      if (next != '}' && next != ',' && (i == from || next != ' ' && next != '\t')) {
        return -1;
      }
    }
    return -1;
  }

  private boolean isIndentedAs(int first, int line) {
    int blanks = blanks(first);
    return Arrays.equals(buffer, first, first + blanks, buffer, line, line + blanks);
  }

  /** How many blanks the line of the record begins with. */
  private int blanks(int first) {
    int i = first;
    while (buffer[i] == ' ' || buffer[i] == '\t') {
      i++;
    }
    return i - first;
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
    if (place == Place.RECORD && !isSettled && cutBroken(block, to)) {
      return;
    }
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
    int needed = recordFrom >= 0 ? recordFrom : to;
    int from = Math.max(needed - REACH, 0);
    int kept = to - from;
    int most = needed - from + keptBytes;
    boolean isCut = kept > most + REACH; // only the first of the record, and what comes last
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, isCut ? most : kept);
      recordFrom = recordFrom >= 0 ? needed - from : -1;
    }
    if (isCut) {
      System.arraycopy(buffer, to - REACH, buffer, most, REACH);
      kept = most + REACH;
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

  /** Returns how many bytes it has. */
  private int skipByteOrderMark() throws IOException {
    while (!exhausted && to < BYTE_ORDER_MARK.length) {
      read();
    }
    boolean isMark = to >= BYTE_ORDER_MARK.length;
    for (int i = 0; isMark && i < BYTE_ORDER_MARK.length; i++) {
      isMark = (buffer[i] & 0xFF) == BYTE_ORDER_MARK[i];
    }
    return isMark ? BYTE_ORDER_MARK.length : 0;
  }

  private static boolean isSpace(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }
}
