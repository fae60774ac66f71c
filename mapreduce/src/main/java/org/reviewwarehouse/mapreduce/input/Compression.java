package org.reviewwarehouse.mapreduce.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.util.ReflectionUtils;

/** How a raw file is compressed, known by the end of its name. */
public enum Compression {
  NONE("", 1),
  GZIP(".gz", 3),
  BZIP2(".bz2", 4),
  ZSTD(".zst", 3);

  private final String suffix;
  private final int ratio;

  Compression(String suffix, int ratio) {
    this.suffix = suffix;
    this.ratio = ratio;
  }

  /** The compression of a file of that name. */
  public static Compression of(String name) {
    for (Compression compression : values()) {
      if (compression != NONE && name.endsWith(compression.suffix)) {
        return compression;
      }
    }
    return NONE;
  }

  /** A file can be read from the middle. */
  public boolean isSplittable() {
    return this == NONE;
  }

  /** What a text of so many compressed bytes is likely to have, for sharing work out. */
  long plainBytes(long compressedBytes) {
    return compressedBytes * ratio;
  }

  /**
   * The text behind a compressed stream.
   *
   * @throws IOException at once or while reading, if the stream is damaged or ends early
   */
  InputStream open(InputStream raw, Configuration conf) throws IOException {
    return switch (this) {
      case NONE -> raw;
      case GZIP -> codec(GzipCodec.class, conf).createInputStream(raw);
      case BZIP2 -> codec(BZip2Codec.class, conf).createInputStream(raw);
      // Hadoop's own codec needs libhadoop, which few installations bring with zstd.
      case ZSTD -> new ZstdInputStreamNoFinalizer(raw);
    };
  }

  private static CompressionCodec codec(
      Class<? extends CompressionCodec> type, Configuration conf) {
    return ReflectionUtils.newInstance(type, conf);
  }
}
