package org.reviewwarehouse.mapreduce.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Layout;

/**
 * Parses records of RFC 4180, by the same rules by which they were cut out of their file: a quote
 * opens only where a field begins, and a closing quote ends its field. Fields are read where they
 * are; only those with doubled quotes are copied. Nothing is allocated per record.
 *
 * <p>Where the layout has a header, the first record that is whole names the columns. One with none
 * of the names that are looked for is no header: the file has none, and no record of it can be
 * read. Neither can one of a file without a column that the contract needs.
 */
final class CsvParser extends RecordParser {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long QUOTES = 0x2222222222222222L;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** What {@link #split} returns where a quote has no end, or text behind it. */
  private static final int BAD_QUOTE = -1;

  private final byte delimiter;
  private final long delimiters;

  /** For each field the columns to look for its value. */
  private final int[][] places;

  private boolean awaitsHeader;
  private byte[] header = {};
  private boolean isUnreadable;
  private Field missing;

  /** A record has so many columns; without a header, optional ones at the end may be missing. */
  private int columns;

  private int leastColumns;

  /** Where the columns of a record are. */
  private byte[][] in = {};

  private int[] starts = {};
  private int[] ends = {};
  private byte[] unquoted = {};
  private int unquotedLength;

  CsvParser(Contract contract, Layout layout) {
    super(contract, layout);
    delimiter = (byte) layout.delimiter();
    delimiters = delimiter * 0x0101010101010101L;
    places = new int[contract.fields().size()][0];
    awaitsHeader = layout.hasHeader();
    if (!awaitsHeader) {
      placeInOrder();
    }
  }

  private void placeInOrder() {
    int count = 0;
    int least = 1;
    for (Field field : contract.fields()) {
      if (!layout.sources().get(field.position()).isEmpty()) {
        places[field.position()] = new int[] {count++};
        least = field.optional() ? least : count;
      }
    }
    expect(count);
    leastColumns = least;
  }

  private void expect(int count) {
    columns = count;
    leastColumns = count;
    in = new byte[count][];
    starts = new int[count];
    ends = new int[count];
  }

  @Override
  public void begin(long arrival) {
    super.begin(arrival);
    awaitsHeader = layout.hasHeader();
    isUnreadable = false;
    header = new byte[0];
  }

  @Override
  public int parse(byte[] block, int from, int to) {
    row.begin(block, from);
    row.to = to;
    if (isBlankOrHeader()) {
      row.isSkipped = true;
    } else if (isUnreadable) {
      row.reject(RejectReason.MISSING_COLUMN, missing);
    } else if (isWhole(false)) {
      int count = split(block, from, to);
      if (count == BAD_QUOTE) {
        row.reject(RejectReason.BAD_QUOTE, null);
      } else if (awaitsHeader) {
        readHeader(count);
      } else if (count < leastColumns || count > columns) {
        row.reject(RejectReason.FIELD_COUNT, null);
      } else {
        place(count);
        finish();
      }
    }
    return to;
  }

  /** Dumps that were put together have the header again, and the byte order mark before it. */
  private boolean isBlankOrHeader() {
    int length = row.to - row.from;
    if (length == 0) {
      return true;
    }
    int mark = length - header.length;
    boolean isMarked =
        mark == BYTE_ORDER_MARK.length
            && Arrays.equals(row.bytes, row.from, row.from + mark, BYTE_ORDER_MARK, 0, mark);
    return header.length > 0
        && (mark == 0 || isMarked)
        && Arrays.equals(row.bytes, row.from + mark, row.to, header, 0, header.length);
  }

  private void readHeader(int count) {
    expect(count);
    split(row.bytes, row.from, row.to);
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String name = new String(in[i], starts[i], ends[i] - starts[i], StandardCharsets.UTF_8);
      names.putIfAbsent(name.trim(), i);
    }
    boolean isHeader = false;
    missing = null;
    for (Field field : contract.fields()) {
      List<String> sources = layout.sources().get(field.position());
      int[] found =
          sources.stream().map(names::get).filter(Objects::nonNull).mapToInt(i -> i).toArray();
      places[field.position()] = found;
      isHeader |= found.length > 0;
      boolean isNeeded =
          !sources.isEmpty()
              && !field.optional()
              && field.fallback() == null
              && !layout.absent().containsKey(field.name());
      if (isNeeded && found.length == 0 && missing == null) {
        missing = field;
      }
    }
    awaitsHeader = false;
    isUnreadable = !isHeader || missing != null;
    if (isHeader) {
      header = Arrays.copyOfRange(row.bytes, row.from, row.to);
      row.isSkipped = true;
    } else {
      row.reject(RejectReason.MISSING_COLUMN, missing);
    }
  }

  /** Gives each field the first of its columns that has a value. */
  private void place(int count) {
    for (int position = 0; position < places.length; position++) {
      byte[] bytes = row.bytes;
      int from = 0;
      int to = 0;
      for (int column : places[position]) {
        if (column < count && starts[column] < ends[column]) {
          bytes = in[column];
          from = starts[column];
          to = ends[column];
          break;
        }
      }
      row.in[position] = bytes;
      row.fieldFrom[position] = from;
      row.fieldTo[position] = to;
    }
  }

  /** Finds the columns of a record and returns how many there are, or {@link #BAD_QUOTE}. */
  private int split(byte[] record, int from, int to) {
    unquotedLength = 0;
    int at = from;
    int count = 0;
    while (true) {
      if (at < to && record[at] == '"') {
        int start = at + 1;
        boolean isDoubled = false;
        at = find(QUOTES, record, start, to);
        while (at + 1 < to && record[at + 1] == '"') {
          isDoubled = true;
          at = find(QUOTES, record, at + 2, to);
        }
        if (at == to || at + 1 < to && record[at + 1] != delimiter) {
          return BAD_QUOTE;
        }
        if (count < columns) {
          if (isDoubled) {
            unquote(count, record, start, at, to - from);
          } else {
            put(count, record, start, at);
          }
        }
        at++;
      } else {
        int start = at;
        at = find(delimiters, record, start, to);
        if (count < columns) {
          put(count, record, start, at);
        }
      }
      count++;
      if (at == to) {
        return count;
      }
      at++;
    }
  }

  private void put(int column, byte[] bytes, int from, int to) {
    in[column] = bytes;
    starts[column] = from;
    ends[column] = to;
  }

  /**
   * Copies a text, of doubled quotes only one.
   *
   * @param most bytes of the record: all its columns together have no more
   */
  private void unquote(int column, byte[] record, int from, int to, int most) {
    if (unquoted.length < most + PADDING) {
      unquoted = new byte[Math.max(most + PADDING, 2 * unquoted.length)];
    }
    int start = unquotedLength;
    int copied = from;
    while (copied < to) {
      int quote = find(QUOTES, record, copied, to);
      int end = Math.min(quote + 1, to);
      System.arraycopy(record, copied, unquoted, unquotedLength, end - copied);
      unquotedLength += end - copied;
      copied = quote + 2;
    }
    put(column, unquoted, start, unquotedLength);
  }

  /** Where one of eight equal bytes is first; {@code to} if nowhere. */
  private static int find(long eight, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i += Long.BYTES) {
      long word = (long) LONG.get(bytes, i) ^ eight;
      long zeros = ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
      if (zeros != 0) {
        return Math.min(to, i + (Long.numberOfTrailingZeros(zeros) >>> 3));
      }
    }
    return to;
  }
}
