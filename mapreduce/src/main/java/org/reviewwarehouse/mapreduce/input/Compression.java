package org.reviewwarehouse.mapreduce.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
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

  /** The name of a file of this compression without the end that tells it. */
  public String cut(String name) {
    return name.substring(0, name.length() - suffix.length());
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
      case GZIP -> ReflectionUtils.newInstance(GzipCodec.class, conf).createInputStream(raw);
      // Hadoop's own codec takes any text, and any stream without its end, for an ended one.
      case BZIP2 -> new BZip2CompressorInputStream(new BufferedInputStream(raw, 64 << 10), true);
      // Hadoop's own codec needs libhadoop, which few installations bring with zstd.
      case ZSTD -> new ZstdInputStreamNoFinalizer(raw);
    };
  }
}
