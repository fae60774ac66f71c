package org.reviewwarehouse.mapreduce.resolve;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Order;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * What is needed of a row to decide which version of a key wins, as a few longs:
 *
 * <pre>
 *   0, 1         the key: its bytes where there are at most 15, else 127 bits of their hash
 *   2 … n-3      the values of the order fields, turned round where the least wins: the greater wins,
 *                unsigned; and in the low half of the last of them, where it does not count, the
 *                event day
 *   n-2          the hash of the row's bytes, the greater wins, unsigned
 *   n-1          where the row is: its piece and its record in the piece; the least wins
 * </pre>
 */
public final class RowVersion {
  private static final int LONGEST_EXACT_KEY = 15;
  private static final long HASHED = 0x80;

  private static final int RECORD_BITS = 40;
  private static final int DAY_BITS = Integer.SIZE;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Field[] key;
  private final Order[] order;
  private final long seed;
  private final SipHash hash;
  private final long[] hashed = new long[2];
  private final long[] words;
  private byte[] joined = new byte[256];

  /**
   * @param seed of the keys' hash: a new one for every run, which nobody knows, so that nobody can
   *     craft keys that collide
   */
  public RowVersion(Contract contract, long seed) {
    key = contract.key().toArray(Field[]::new);
    order = contract.order().toArray(Order[]::new);
    this.seed = seed;
    hash = new SipHash(seed, ~seed);
    words = new long[size(contract)];
  }

  /** How many longs a version has. */
  public static int size(Contract contract) {
    return 2 + orderSize(contract.order()) + 2;
  }

  private static int orderSize(List<Order> order) {
    int bits = order.stream().mapToInt(each -> each.field().orderBits()).sum() + DAY_BITS;
    return (bits + 63) / 64;
  }

  /** The event day of the version that begins at {@code at}, days since 1970-01-01. */
  static int day(long[] version, int at, int size) {
    return (int) version[at + size - 3];
  }

  /** Above 0 if the first version wins by order or hash, below if the second does, 0 if neither. */
  static int compare(long[] first, int at, long[] second, int secondAt, int size) {
    for (int i = 2; i < size - 3; i++) {
      int difference = Long.compareUnsigned(first[at + i], second[secondAt + i]);
      if (difference != 0) {
        return difference;
      }
    }
    int day = size - 3;
    int difference =
        Long.compare(first[at + day] >>> DAY_BITS, second[secondAt + day] >>> DAY_BITS);
    return difference != 0
        ? difference
        : Long.compareUnsigned(first[at + size - 2], second[secondAt + size - 2]);
  }

  /**
   * The number of a piece and of a record in it as one long; records are counted from 0, headers
   * too.
   */
  public static long place(int piece, long record) {
    return (long) piece << RECORD_BITS | record;
  }

  public static int pieceOf(long place) {
    return (int) (place >>> RECORD_BITS);
  }

  public static long recordOf(long place) {
    return place & (1L << RECORD_BITS) - 1;
  }

  /**
   * 31 bits that spread keys evenly: tables take the low ones, reducers the high ones.
   *
   * @param seed so that nobody can craft keys that fall together
   */
  static int spread(long first, long second, long seed) {
    long one = first ^ seed;
    long other = second ^ Long.rotateLeft(seed, 32) * 0x9E3779B97F4A7C15L;
    long mixed = (Math.multiplyHigh(one, other) ^ one * other) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 33);
  }

  /** Which of so many reducers a version goes to. */
  public int reducer(long[] version, int reducers) {
    return (int) ((long) spread(version[0], version[1], seed) * reducers >>> 31);
  }

  /** Of a version, only the key of a row; the array is reused by the next call. */
  public long[] key(Row row) {
    setKey(row);
    return words;
  }

  /**
   * Of a version, only the key, of a feed whose key is one text; the array is reused by the next
   * call.
   */
  public long[] key(byte[] bytes, int from, int to) {
    setKey(bytes, from, to);
    return words;
  }

  /** The version of a valid row; the array is reused by the next call. */
  public long[] of(Row row, long place) {
    setKey(row);
    setOrder(row);
    words[words.length - 2] = row.hash();
    words[words.length - 1] = place;
    return words;
  }

  private void setKey(Row row) {
    byte[] bytes;
    int from = 0;
    int to;
    if (key.length == 1 && key[0].type().isBytes()) {
      bytes = row.bytes(key[0]);
      from = row.from(key[0]);
      to = row.to(key[0]);
    } else {
      to = join(row);
      bytes = joined;
    }
    setKey(bytes, from, to);
  }

  private void setKey(byte[] bytes, int from, int to) {
    if (to - from <= LONGEST_EXACT_KEY) {
      words[0] = pack(bytes, from, Math.min(to, from + 8));
      // The length and one: the long is never 0, also of a key without a byte.
      words[1] = pack(bytes, Math.min(to, from + 8), to) << 8 | to - from + 1;
    } else {
      hash.hash(bytes, from, to - from, hashed);
      words[0] = hashed[0];
      words[1] = hashed[1] & ~0xFFL | hashed[1] & 0x7F | HASHED;
    }
  }

  /**
   * The fields of the key, texts behind their length, so that no two keys are joined to the same
   * bytes.
   */
  private int join(Row row) {
    int length = 0;
    for (Field field : key) {
      boolean isText = field.type().isBytes();
      byte[] bytes = isText ? row.bytes(field) : null;
      int from = isText ? row.from(field) : 0;
      int size = isText ? row.to(field) - from : 0;
      if (joined.length < length + Long.BYTES + size) {
        joined = Arrays.copyOf(joined, Math.max(joined.length * 2, length + Long.BYTES + size));
      }
      if (isText) {
        INT.set(joined, length, size);
        System.arraycopy(bytes, from, joined, length + Integer.BYTES, size);
        length += Integer.BYTES + size;
      } else {
        LONG.set(joined, length, row.number(field));
        length += Long.BYTES;
      }
    }
    return length;
  }

  /** At most eight bytes as a number, the first the highest. */
  private static long pack(byte[] bytes, int from, int to) {
    if (from < to && from + Long.BYTES <= bytes.length) {
      return (long) LONG.get(bytes, from) >>> Byte.SIZE * (from + Long.BYTES - to);
    }
    long packed = 0;
    for (int i = from; i < to; i++) {
      packed = packed << 8 | bytes[i] & 0xFF;
    }
    return packed;
  }

  /** Numbers with their sign turned, so that unsigned longs compare as the values do. */
  private void setOrder(Row row) {
    Arrays.fill(words, 2, words.length - 2, 0);
    int bit = 0;
    for (Order each : order) {
      int bits = each.field().orderBits();
      long value = each.leastWins() ? ~row.number(each.field()) : row.number(each.field());
      long unsigned =
          bits == 64 ? value ^ Long.MIN_VALUE : (value ^ Integer.MIN_VALUE) & 0xFFFFFFFFL;
      int word = 2 + (bit >>> 6);
      int room = 64 - (bit & 63);
      if (bits <= room) {
        words[word] |= unsigned << room - bits;
      } else {
        words[word] |= unsigned >>> bits - room;
        words[word + 1] |= unsigned << 64 - (bits - room);
      }
      bit += bits;
    }
    words[words.length - 3] |= row.eventDay() & 0xFFFFFFFFL;
  }
}
