package org.reviewwarehouse.mapreduce.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * How the numbers of a column stand in a page: INT32 and INT64 with the lowest byte first; DOUBLE
 * likewise, which comes as its bits; decimals as FIXED_LEN_BYTE_ARRAY, two's complement with the
 * highest byte first.
 */
final class NumberLayout {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Only its hash functions are used. */
  private static final BloomFilter BLOOM =
      new BlockSplitBloomFilter(BlockSplitBloomFilter.LOWER_BOUND_BYTES);

  private final PrimitiveTypeName type;
  private final int width;

  NumberLayout(PrimitiveType column) {
    type = column.getPrimitiveTypeName();
    width =
        switch (type) {
          case INT32 -> Integer.BYTES;
          case FIXED_LEN_BYTE_ARRAY -> column.getTypeLength();
          default -> Long.BYTES;
        };
  }

  /** How many bytes a number takes. */
  int width() {
    return width;
  }

  void put(byte[] bytes, int at, long number) {
    switch (type) {
      case INT32 -> INT.set(bytes, at, (int) number);
      case FIXED_LEN_BYTE_ARRAY -> {
        for (int i = 0; i < width; i++) {
          bytes[at + i] = (byte) (number >> Byte.SIZE * (width - 1 - i));
        }
      }
      default -> LONG.set(bytes, at, number);
    }
  }

  /** A long that compares as the number does; of such a long it makes the number again. */
  long sorted(long number) {
    return type == PrimitiveTypeName.DOUBLE ? number ^ number >> 63 & Long.MAX_VALUE : number;
  }

  void update(Statistics<?> statistics, long number) {
    switch (type) {
      case INT32 -> statistics.updateStats((int) number);
      case DOUBLE -> statistics.updateStats(Double.longBitsToDouble(number));
      case FIXED_LEN_BYTE_ARRAY -> statistics.updateStats(binary(number));
      default -> statistics.updateStats(number);
    }
  }

  /** The hash of a number in a Bloom filter. */
  long bloomHash(long number) {
    return switch (type) {
      case INT32 -> BLOOM.hash((int) number);
      case DOUBLE -> BLOOM.hash(Double.longBitsToDouble(number));
      case FIXED_LEN_BYTE_ARRAY -> BLOOM.hash(binary(number));
      default -> BLOOM.hash(number);
    };
  }

  private Binary binary(long number) {
    byte[] bytes = new byte[width];
    put(bytes, 0, number);
    return Binary.fromConstantByteArray(bytes);
  }
}
