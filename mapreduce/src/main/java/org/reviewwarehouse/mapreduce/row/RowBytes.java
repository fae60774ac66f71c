package org.reviewwarehouse.mapreduce.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;

/**
 * Rows as bytes that need neither their file nor its layout: their hash, then for each field its
 * length in four bytes and its bytes, cleaned, or its number in eight. A field without a value has
 * the length -1.
 */
public final class RowBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Field[] fields;
  private final Row row;
  private byte[] bytes = new byte[1024];
  private int length;

  public RowBytes(Contract contract) {
    fields = contract.fields().toArray(Field[]::new);
    row = new Row(contract);
  }

  /** Writes a valid row to {@link #bytes()}, which the next call reuses. */
  public void write(Row valid) {
    length = 0;
    reserve(Long.BYTES);
    LONG.set(bytes, 0, valid.hash());
    length = Long.BYTES;
    for (Field field : fields) {
      boolean isText = field.type().isBytes();
      int from = isText ? valid.from(field) : 0;
      int size = isText ? valid.to(field) - from : Long.BYTES;
      reserve(Integer.BYTES + size);
      INT.set(bytes, length, valid.isNull(field) ? -1 : size);
      length += Integer.BYTES;
      if (valid.isNull(field)) {
        continue;
      }
      if (isText) {
        System.arraycopy(valid.bytes(field), from, bytes, length, size);
      } else {
        LONG.set(bytes, length, valid.number(field));
      }
      length += size;
    }
  }

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** The row that was written at a place of some bytes; valid until the next call. */
  public Row read(byte[] written, int from) {
    row.begin(written, from);
    row.hash = (long) LONG.get(written, from);
    int at = from + Long.BYTES;
    for (Field field : fields) {
      int position = field.position();
      int size = (int) INT.get(written, at);
      at += Integer.BYTES;
      if (size > 0 && !field.type().isBytes()) {
        row.numbers[position] = (long) LONG.get(written, at);
      }
      row.set(position, written, at, at + Math.max(0, size));
      at += Math.max(0, size);
    }
    row.to = at;
    return row;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
