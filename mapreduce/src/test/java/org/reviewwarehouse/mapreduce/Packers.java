package org.reviewwarehouse.mapreduce;

import com.github.luben.zstd.ZstdOutputStream;
import io.airlift.compress.lz4.Lz4HadoopStreams;
import io.airlift.compress.lzo.LzoCompressor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.SnappyCodec;
import org.apache.hadoop.util.ReflectionUtils;

/** Packs texts, each kind with another's encoder than the one whose decoder reads it. */
public final class Packers {
  /** How names of packed files end: each way to pack that is read. */
  public static final String[] SUFFIXES = {
    ".gz", ".bz2", ".zst", ".lzo", ".lz4", ".linked.lz4", ".hadoop.lz4", ".snappy", ".hadoop.snappy"
  };

  /** Flags of lzop: which checksums stand in the file. */
  public static final int ADLER32_OF_PLAIN = 0x0001;

  public static final int ADLER32_OF_PACKED = 0x0002;
  public static final int CRC32_OF_PLAIN = 0x0100;
  public static final int CRC32_OF_PACKED = 0x0200;
  public static final int CRC32_OF_HEADER = 0x1000;

  private static final Configuration CONF = new Configuration(false); // reading it takes long

  private Packers() {}

  /** The text as a file of that name holds it. */
  public static byte[] packed(String name, byte[] text) throws IOException {
    if (name.endsWith(".lzo") || name.endsWith(".lzop")) {
      return lzop(text, ADLER32_OF_PLAIN | ADLER32_OF_PACKED, 1, 32 << 10);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packer(name, packed)) {
      out.write(text);
    }
    return packed.toByteArray();
  }

  private static OutputStream packer(String name, OutputStream to) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPOutputStream(to);
    }
    if (name.endsWith(".bz2")) {
      return hadoop(BZip2Codec.class, to);
    }
    if (name.endsWith(".zst")) {
      return new ZstdOutputStream(to).setChecksum(true);
    }
    if (name.endsWith(".hadoop.lz4")) {
      return new Lz4HadoopStreams(32 << 10).createOutputStream(to);
    }
    if (name.endsWith(".lz4")) {
      boolean linked = name.endsWith(".linked.lz4");
      Parameters parameters = new Parameters(BlockSize.K64, true, !linked, linked);
      return new FramedLZ4CompressorOutputStream(to, parameters);
    }
    if (name.endsWith(".hadoop.snappy")) {
      return hadoop(SnappyCodec.class, to);
    }
    if (name.endsWith(".snappy") || name.endsWith(".sz")) {
      return new FramedSnappyCompressorOutputStream(to);
    }
    return to;
  }

  private static OutputStream hadoop(Class<? extends CompressionCodec> codec, OutputStream to)
      throws IOException {
    return ReflectionUtils.newInstance(codec, CONF).createOutputStream(to);
  }

  /** A file of lzop, with the checksums that the flags name. */
  public static byte[] lzop(byte[] text, int flags, int method, int blockBytes) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.write(lzopHeader(flags, method, 0x0940));
    LzoCompressor lzo = new LzoCompressor();
    byte[] packed = new byte[lzo.maxCompressedLength(blockBytes)];
    for (int from = 0; from < text.length; from += blockBytes) {
      byte[] block = Arrays.copyOfRange(text, from, Math.min(text.length, from + blockBytes));
      int length = lzo.compress(block, 0, block.length, packed, 0, packed.length);
      boolean stored = length >= block.length;
      byte[] written = stored ? block : Arrays.copyOf(packed, length);
      out.writeInt(block.length);
      out.writeInt(written.length);
      writeSum(out, flags & ADLER32_OF_PLAIN, new Adler32(), block);
      writeSum(out, flags & CRC32_OF_PLAIN, new CRC32(), block);
      if (!stored) {
        writeSum(out, flags & ADLER32_OF_PACKED, new Adler32(), written);
        writeSum(out, flags & CRC32_OF_PACKED, new CRC32(), written);
      }
      out.write(written);
    }
    out.writeInt(0);
    return file.toByteArray();
  }

  /** The header of a file of lzop, its magic bytes before it. */
  public static byte[] lzopHeader(int flags, int method, int needed) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.writeShort(0x1040);
    out.writeShort(0x20A0);
    out.writeShort(needed);
    out.writeByte(method);
    out.writeByte(5);
    out.writeInt(flags);
    out.writeInt(0x81A4);
    out.writeInt(1_440_979_200);
    out.writeInt(0);
    out.writeByte(5);
    out.writeBytes("a.tsv");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(new byte[] {(byte) 0x89, 'L', 'Z', 'O', 0, '\r', '\n', 0x1A, '\n'});
    all.writeBytes(header.toByteArray());
    Checksum sum = (flags & CRC32_OF_HEADER) != 0 ? new CRC32() : new Adler32();
    writeSum(new DataOutputStream(all), 1, sum, header.toByteArray());
    return all.toByteArray();
  }

  private static void writeSum(DataOutputStream out, int flag, Checksum sum, byte[] bytes)
      throws IOException {
    if (flag != 0) {
      sum.update(bytes, 0, bytes.length);
      out.writeInt((int) sum.getValue());
    }
  }
}
