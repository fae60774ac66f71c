package org.reviewwarehouse.mapreduce.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.contract.Type;

/**
 * Parses tab-separated lines straight from a block of bytes: nothing is copied, and nothing is
 * allocated per line.
 */
final class TsvParser extends RecordParser {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long BYTES_0X10 = 0x1010101010101010L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long TABS = 0x0909090909090909L;
  private static final long LINE_ENDS = 0x0A0A0A0A0A0A0A0AL;

  /** Fields that stand in the lines, in their order; the contract's others are never in a file. */
  private final int[] columns;

  /** So many columns a line has at least: those at the end that are optional may be missing. */
  private final int leastColumns;

  /** Fields whose value may have been put elsewhere. */
  private final int[] moved;

  private final byte[][] headers;
  private byte[] filled;
  private boolean ascii;

  TsvParser(Contract contract, Layout layout) {
    super(contract, layout);
    List<Field> fields = contract.fields();
    columns =
        fields.stream()
            .mapToInt(Field::position)
            .filter(position -> !layout.sources().get(position).isEmpty())
            .toArray();
    int least = columns.length;
    while (least > 1 && fields.get(columns[least - 1]).optional()) {
      least--;
    }
    leastColumns = least;
    moved =
        fields.stream()
            .filter(
                field ->
                    field.type() == Type.LIST
                        || !field.cleaning().isEmpty()
                        || field.fallback() != null
                        || layout.absent().containsKey(field.name()))
            .mapToInt(Field::position)
            .toArray();
    headers = layout.hasHeader() ? headers() : new byte[0][];
  }

  private byte[][] headers() {
    byte[][] known = new byte[columns.length - leastColumns + 1][];
    for (int i = 0; i < known.length; i++) {
      known[i] =
          Arrays.stream(columns)
              .limit(leastColumns + i)
              .mapToObj(position -> layout.sources().get(position).get(0))
              .collect(Collectors.joining("\t"))
              .getBytes(StandardCharsets.UTF_8);
    }
    return known;
  }

  @Override
  public int parse(byte[] block, int from, int to) {
    row.begin(block, from);
    int count = split(block, from);
    int next = row.to + 1;
    if (row.to > from && block[row.to - 1] == '\r') {
      row.to--;
      if (count <= columns.length) {
        row.fieldTo[columns[count - 1]]--;
      }
    }
    if (isHeader()) {
      row.isSkipped = true;
    } else if (isWhole(ascii)) {
      if (count < leastColumns || count > columns.length) {
        row.reject(RejectReason.FIELD_COUNT, null);
      } else {
        place(block, count);
        finish();
      }
    }
    return next;
  }

  private boolean isHeader() {
    for (byte[] header : headers) {
      if (row.to - row.from == header.length
          && Arrays.equals(row.bytes, row.from, row.to, header, 0, header.length)) {
        return true;
      }
    }
    return false;
  }

  /** Says of every field that it is in the block, and of the missing ones that they are empty. */
  private void place(byte[] block, int count) {
    if (filled != block) {
      Arrays.fill(row.in, block);
      filled = block;
    } else {
      for (int position : moved) {
        row.in[position] = block;
      }
    }
    if (count < row.in.length) {
      int column = 0;
      for (int position = 0; position < row.in.length; position++) {
        boolean isThere = column < count && columns[column] == position;
        column += isThere ? 1 : 0;
        if (!isThere) {
          row.fieldFrom[position] = 0;
          row.fieldTo[position] = 0;
        }
      }
    }
  }

  /** Finds the fields and the end of the line, and returns how many fields there are. */
  private int split(byte[] block, int at) {
    int[] from = row.fieldFrom;
    int[] to = row.fieldTo;
    from[columns[0]] = at;
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
          if (count < columns.length) {
            to[columns[count]] = tab;
          }
          if (++count < columns.length) {
            from[columns[count]] = tab + 1;
          }
        }
        if (ends != 0) {
          int end = i + (Long.numberOfTrailingZeros(ends) >>> 3);
          if (count < columns.length) {
            to[columns[count]] = end;
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
}
