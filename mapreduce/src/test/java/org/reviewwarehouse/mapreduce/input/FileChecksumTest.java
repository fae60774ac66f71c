package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CompositeCrcFileChecksum;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.DataChecksum;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileChecksumTest {
  private static final int TOLD = 0x12345678;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Tells a checksum as HDFS does, which in an encryption zone is one of the encrypted bytes. */
  public static final class Hdfs extends RawLocalFileSystem {
    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
      FileStatus status = super.getFileStatus(path);
      return new FileStatus(
          status.getLen(),
          false,
          1,
          status.getBlockSize(),
          0,
          0,
          null,
          "",
          "",
          null,
          path,
          false,
          path.getName().equals("encrypted"),
          false);
    }

    @Override
    public org.apache.hadoop.fs.FileChecksum getFileChecksum(Path path, long length) {
      return new CompositeCrcFileChecksum(TOLD, DataChecksum.Type.CRC32C, 512);
    }
  }

  @Test
  public void isToldByHdfs() throws IOException {
    assertEquals(TOLD, checksum("plain", "a\nb\n".getBytes(UTF_8)));
  }

  @Test
  public void isThatOfTheBytesAsTheyAreReadWhereHdfsHasThemEncrypted() throws IOException {
    byte[] bytes = "a\nb\n".getBytes(UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    assertEquals((int) crc.getValue(), checksum("encrypted", bytes));
  }

  private int checksum(String name, byte[] bytes) throws IOException {
    File file = new File(folder.getRoot(), name);
    Files.write(file.toPath(), bytes);
    Configuration conf = new Configuration();
    conf.setClass("fs.file.impl", Hdfs.class, org.apache.hadoop.fs.FileSystem.class);
    return FileChecksum.of(
        RawFile.raw(0, file.toURI().toString(), bytes.length, RawFile.NO_ARRIVAL, 0, Framing.LINES),
        conf);
  }
}
