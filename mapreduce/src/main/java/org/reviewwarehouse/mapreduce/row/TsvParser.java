package org.reviewwarehouse.mapreduce.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import net.openhft.hashing.LongHashFunction;
import org.reviewwarehouse.mapreduce.contract.AtMost;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;

/**
 * Parses tab-separated lines straight from a block of bytes into a {@link Row}, and holds each
 * against every rule of the contract. Nothing is allocated per line.
 */
public final class TsvParser {
  /**
   * How many bytes a block must have behind its last line end: lines are scanned 16 bytes at a
   * time.
   */
  public static final int PADDING = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long BYTES_0X10 = 0x1010101010101010L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long TABS = 0x0909090909090909L;
  private static final long LINE_ENDS = 0x0A0A0A0A0A0A0A0AL;
  private static final LongHashFunction HASH = LongHashFunction.xx3();

  private final Contract contract;
  private final Field[] fields;
  private final AtMost[] checks;
  private final Words[] words;
  private final byte[] header;
  private final Row row;
  private long newestDay;
  private boolean ascii;

  public TsvParser(Contract contract) {
    this.contract = contract;
    fields = contract.fields().toArray(Field[]::new);
    checks = contract.checks().toArray(AtMost[]::new);
    words = Arrays.stream(fields).map(Words::of).toArray(Words[]::new);
    header =
        contract.hasHeader()
            ? Arrays.stream(fields)
                .map(Field::name)
                .collect(Collectors.joining("\t"))
                .getBytes(StandardCharsets.UTF_8)
            : null;
    row = new Row(fields.length);
  }

  /** The row of the last line parsed. */
  public Row row() {
    return row;
  }

  /**
   * From here on, days after this one (days since 1970-01-01) are rejected where the contract says
   * so.
   */
  public void newestDay(long epochDay) {
    newestDay = epochDay;
  }

  /**
   * Parses the line at {@code at}.
   *
   * @param block bytes in which the line has its line end, with {@link #PADDING} bytes behind it
   * @return the position behind the line end
   */
  public int parse(byte[] block, int at) {
    int count = split(block, at);
    int next = row.to + 1;
    if (row.to > at && block[row.to - 1] == '\r') {
      row.to--;
      if (count <= fields.length) {
        row.fieldTo[count - 1]--;
      }
    }
    row.isHeader =
        header != null
            && row.to - at == header.length
            && Arrays.equals(block, at, row.to, header, 0, header.length);
    row.reason = null;
    row.rejectedField = null;
    if (!row.isHeader && check(count)) {
      row.hash = HASH.hashBytes(block, at, row.to - at);
    }
    return next;
  }

  /** Makes the row a line that is too long to be held: its first bytes are all there is. */
  public void tooLong(byte[] block, int from, int to) {
    row.bytes = block;
    row.from = from;
    row.to = to;
    row.isHeader = false;
    reject(RejectReason.RECORD_TOO_LONG, null);
  }

  /** Finds the fields and the end of the line, and returns how many fields there are. */
  private int split(byte[] block, int at) {
    int[] from = row.fieldFrom;
    int[] to = row.fieldTo;
    row.bytes = block;
    row.from = at;
    from[0] = at;
    int count = 0;
    int i = at;
    long seen = 0;
    while (true) {
      long first;
      long second;
      while (true) { // 16 bytes a step while none of them is a control character
        first = (long) LONG.get(block, i);
        second = (long) LONG.get(block, i + 8);
        long controls = (first - BYTES_0X10) & ~first | (second - BYTES_0X10) & ~second;
        if ((controls & HIGH_BITS) != 0) {
          break;
        }
        seen |= first | second;
        i += 16;
      }
      for (int half = 0; half < 2; half++) {
        long tabs = zeroBytes(first ^ TABS);
        long ends = zeroBytes(first ^ LINE_ENDS);
        if (ends != 0) {
          tabs &= (ends & -ends) - 1;
        }
        for (; tabs != 0; tabs &= tabs - 1) {
          int tab = i + (Long.numberOfTrailingZeros(tabs) >>> 3);
          if (count < to.length) {
            to[count] = tab;
          }
          if (++count < from.length) {
            from[count] = tab + 1;
          }
        }
        if (ends != 0) {
          int end = i + (Long.numberOfTrailingZeros(ends) >>> 3);
          if (count < to.length) {
            to[count] = end;
          }
          row.to = end;
          seen |= first & ((ends & -ends) - 1);
          ascii = (seen & HIGH_BITS) == 0;
          return count + 1;
        }
        seen |= first;
        first = second;
        i += 8;
      }
    }
  }

  /** The high bit of each byte that is zero. */
  private static long zeroBytes(long word) {
    return ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
  }

  private boolean check(int count) {
    if (row.to - row.from > contract.maxRecordBytes()) {
      return reject(RejectReason.RECORD_TOO_LONG, null);
    }
    if (!ascii && !Utf8.isValid(row.bytes, row.from, row.to)) {
      return reject(RejectReason.INVALID_UTF8, null);
    }
    if (count != fields.length) {
      return reject(RejectReason.FIELD_COUNT, null);
    }
    for (Field field : fields) {
      RejectReason reason = check(field);
      if (reason != null) {
        return reject(reason, field);
      }
    }
    for (AtMost check : checks) {
      boolean known = !row.isNull(check.field()) && !row.isNull(check.other());
      if (known && row.number(check.field()) > row.number(check.other())) {
        return reject(RejectReason.EXCEEDS_FIELD, check.field());
      }
    }
    return true;
  }

  private boolean reject(RejectReason reason, Field field) {
    row.reason = reason;
    row.rejectedField = field;
    return false;
  }

  private RejectReason check(Field field) {
    int position = field.position();
    int from = row.fieldFrom[position];
    int to = row.fieldTo[position];
    if (from == to && field.optional()) {
      return null;
    }
    switch (field.type()) {
      case STRING:
        return from == to && field.notEmpty() ? RejectReason.EMPTY : null;
      case BOOLEAN:
        int word = words[position].find(row.bytes, from, to);
        row.numbers[position] = word;
        return word < 0 ? RejectReason.NOT_A_BOOLEAN : null;
      case DATE:
        long day = Days.parse(row.bytes, from, to);
        row.numbers[position] = day;
        if (day == Days.NONE) {
          return RejectReason.NOT_A_DAY;
        }
        if (field.maxIsArrival() && day > newestDay) {
          return RejectReason.AFTER_ARRIVAL;
        }
        return bounds(field, day);
      default:
        boolean isLong = field.type() == org.reviewwarehouse.mapreduce.contract.Type.LONG;
        long number = Numbers.parse(row.bytes, from, to);
        row.numbers[position] = number;
        if (number == Numbers.NONE || !isLong && number != (int) number) {
          return RejectReason.NOT_A_NUMBER;
        }
        return bounds(field, number);
    }
  }

  private static RejectReason bounds(Field field, long value) {
    if (value < field.min()) {
      return RejectReason.BELOW_MINIMUM;
    }
    return value > field.max() ? RejectReason.ABOVE_MAXIMUM : null;
  }
}
