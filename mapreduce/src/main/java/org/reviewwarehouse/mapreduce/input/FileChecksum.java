package org.reviewwarehouse.mapreduce.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.CrcUtil;
import org.apache.hadoop.util.DataChecksum;

/** CRC32C of whole raw files. */
public final class FileChecksum {
  private static final String COMBINE_MODE = "dfs.checksum.combine.mode";

  private FileChecksum() {}

  /** How a checksum is written in the ledger. */
  public static String label(int crc32c) {
    return String.format("crc32c:%08x", crc32c);
  }

  /** The checksum of two parts, one behind the other. */
  public static int join(int first, int second, long secondLength) throws IOException {
    return CrcUtil.compose(
        first,
        second,
        secondLength,
        DataChecksum.getCrcPolynomialForType(DataChecksum.Type.CRC32C));
  }

  /**
   * The checksum of a file as it is now, as far as its length: HDFS is asked for it, other files
   * are read.
   */
  public static int of(RawFile file, Configuration conf) throws IOException {
    Configuration composite = new Configuration(conf);
    composite.set(COMBINE_MODE, "COMPOSITE_CRC");
    Path path = new Path(file.path());
    try (FileSystem fs = FileSystem.newInstance(path.toUri(), composite)) {
      org.apache.hadoop.fs.FileChecksum known = known(fs, path, file.length());
      if (known != null && known.getAlgorithmName().equals("COMPOSITE-CRC32C")) {
        return ByteBuffer.wrap(known.getBytes()).getInt();
      }
      // As in reading: the local file system's own checksums would be second ones.
      FileSystem raw = fs instanceof LocalFileSystem local ? local.getRaw() : fs;
      try (ChecksumStream in =
          new ChecksumStream(raw.open(path), 0, 0, file.length(), file.length())) {
        in.drain();
        return in.value();
      }
    }
  }

  /**
   * Null where the file system cannot tell, as of a file that somebody is still writing, or tells
   * another one: in an encryption zone that of the encrypted bytes.
   */
  private static org.apache.hadoop.fs.FileChecksum known(FileSystem fs, Path path, long length) {
    try {
      return fs.getFileStatus(path).isEncrypted() ? null : fs.getFileChecksum(path, length);
    } catch (IOException e) {
      return null;
    }
  }
}
