package org.reviewwarehouse.mapreduce.bench;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.bytes.BytesInput;
import org.reviewwarehouse.mapreduce.parquet.ZstdCompressor;

/**
 * What the machine itself reaches, in bytes a second.
 *
 * @param read of a file that is in the page cache, one core
 * @param copied within memory, one core
 * @param compressed by ZSTD at level 1 in pages of a mebibyte, as runs do it, one core
 * @param written to a file, until the disk has it
 */
public record Ceilings(double read, double copied, double compressed, double written) {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int WRITTEN_BUFFERS = 512;
  private static final double LEAST_SECONDS = 1;

  /** One round of something. */
  private interface Round {
    /** Does it, and returns how many bytes it took. */
    long run() throws IOException;
  }

  /**
   * @param sample a file of what runs read, of some mebibytes at least
   * @param directory on the disk that runs write to
   */
  static Ceilings measure(File sample, File directory) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    return new Ceilings(
        rate(() -> read(sample, buffer)), rate(Ceilings::copy), compress(sample), write(directory));
  }

  /** Repeats a round for a second, after one to warm up; its bytes a second. */
  private static double rate(Round round) throws IOException {
    round.run();
    long bytes = 0;
    long start = System.nanoTime();
    double seconds;
    do {
      bytes += round.run();
      seconds = (System.nanoTime() - start) / 1e9;
    } while (seconds < LEAST_SECONDS);
    return bytes / seconds;
  }

  private static long read(File file, byte[] buffer) throws IOException {
    long bytes = 0;
    try (InputStream in = new FileInputStream(file)) {
      int read;
      while ((read = in.read(buffer)) >= 0) {
        bytes += read;
      }
    }
    return bytes;
  }

  private static long copy() {
    byte[] from = new byte[64 * BUFFER_BYTES];
    byte[] to = new byte[from.length];
    long bytes = 0;
    for (int i = 0; i < 16; i++) {
      System.arraycopy(from, 0, to, 0, from.length);
      bytes += to.length;
    }
    return bytes;
  }

  private static double compress(File sample) throws IOException {
    byte[] page = new byte[BUFFER_BYTES];
    ZstdCompressor compressor = new ZstdCompressor(1);
    try (InputStream in = new FileInputStream(sample)) {
      int length = Math.max(1, in.readNBytes(page, 0, page.length));
      return rate(
          () -> {
            compressor.compress(BytesInput.from(page, 0, length));
            return length;
          });
    } finally {
      compressor.release();
    }
  }

  private static double write(File directory) throws IOException {
    File file = File.createTempFile("ceiling", null, directory);
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.WRITE)) {
      long start = System.nanoTime();
      for (int i = 0; i < WRITTEN_BUFFERS; i++) {
        buffer.clear();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      channel.force(true);
      return (double) WRITTEN_BUFFERS * BUFFER_BYTES / ((System.nanoTime() - start) / 1e9);
    } finally {
      Files.delete(file.toPath());
    }
  }
}
