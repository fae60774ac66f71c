package org.reviewwarehouse.mapreduce.input;

import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.util.ReflectionUtils;

/** How a raw file is compressed, known by the end of its name. */
public enum Compression {
  NONE(1),
  GZIP(3, ".gz"),
  BZIP2(4, ".bz2"),
  ZSTD(3, ".zst"),
  LZOP(2, ".lzo", ".lzop"),
  LZ4(2, ".lz4"),
  SNAPPY(2, ".snappy", ".sz");

  private final int ratio;
  private final List<String> suffixes;

  Compression(int ratio, String... suffixes) {
    this.ratio = ratio;
    this.suffixes = List.of(suffixes);
  }

  /** The compression of a file of that name. */
  public static Compression of(String name) {
    for (Compression compression : values()) {
      if (compression.suffixes.stream().anyMatch(name::endsWith)) {
        return compression;
      }
    }
    return NONE;
  }

  /** The name of a file without the end that tells its compression. */
  public static String cut(String name) {
    for (String suffix : of(name).suffixes) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
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
    return this == NONE ? raw : new GuardedStream(raw, packed -> decompress(packed, conf));
  }

  private InputStream decompress(InputStream packed, Configuration conf) throws IOException {
    BufferedInputStream in = new BufferedInputStream(packed, 64 << 10);
    return switch (this) {
      case NONE -> packed;
      case GZIP -> gzip(packed, conf);
      // Hadoop's own codec takes any text, and any stream without its end, for an ended one.
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      // Hadoop's own codec needs libhadoop, which few installations bring with zstd.
      case ZSTD -> new ZstdStream(packed);
      case LZOP -> new LzopStream(in);
      case LZ4 ->
          Lz4Stream.begins(magic(in))
              ? new Lz4Stream(in)
              : new HadoopBlockStream(
                  in, (from, length, to, most) -> Lz4Stream.unpack(from, length, to, 0, most));
      case SNAPPY -> {
        SnappyDecompressor snappy = new SnappyDecompressor();
        yield SnappyStream.begins(magic(in))
            ? new SnappyStream(in)
            : new HadoopBlockStream(
                in, (from, length, to, most) -> snappy.decompress(from, 0, length, to, 0, most));
      }
    };
  }

  private static InputStream gzip(InputStream packed, Configuration conf) throws IOException {
    Configuration larger = new Configuration(conf);
    // A fifth faster than with Hadoop's 4 KiB.
    larger.setInt(CommonConfigurationKeysPublic.IO_FILE_BUFFER_SIZE_KEY, 64 << 10);
    return ReflectionUtils.newInstance(GzipCodec.class, larger).createInputStream(packed);
  }

  /** The first four bytes, the lowest first; 0 if there are fewer. */
  private static int magic(BufferedInputStream in) throws IOException {
    in.mark(Integer.BYTES);
    byte[] first = in.readNBytes(Integer.BYTES);
    in.reset();
    return first.length < Integer.BYTES
        ? 0
        : ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }
}
