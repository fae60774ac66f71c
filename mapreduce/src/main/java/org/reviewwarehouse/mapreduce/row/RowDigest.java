package org.reviewwarehouse.mapreduce.row;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.reviewwarehouse.mapreduce.contract.Fallback;
import org.reviewwarehouse.mapreduce.contract.Field;

/** Makes the name of a row out of its fields, as {@link Fallback.Hash} says. */
final class RowDigest {
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int BYTES = 16;

  private final Field[] fields;
  private final MessageDigest digest;
  private final byte[] head = new byte[Integer.BYTES + Long.BYTES];
  private final byte[] digits = new byte[2 * BYTES];

  RowDigest(Field[] fields) {
    this.fields = fields;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** 32 hexadecimal digits; the array is reused by the next call. */
  byte[] of(Row row) {
    for (Field field : fields) {
      if (field.type().isBytes() || row.isNull(field)) {
        int from = row.from(field);
        int length = row.to(field) - from;
        put(0, Integer.BYTES, length);
        digest.update(head, 0, Integer.BYTES);
        digest.update(row.bytes(field), from, length);
      } else {
        put(0, Integer.BYTES, Long.BYTES);
        put(Integer.BYTES, Long.BYTES, row.number(field));
        digest.update(head, 0, head.length);
      }
    }
    byte[] hash = digest.digest();
    for (int i = 0; i < BYTES; i++) {
      digits[2 * i] = DIGITS[hash[i] >> 4 & 0xF];
      digits[2 * i + 1] = DIGITS[hash[i] & 0xF];
    }
    return digits;
  }

  private void put(int at, int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      head[at + i] = (byte) (value >>> 8 * (bytes - 1 - i));
    }
  }
}
