package org.reviewwarehouse.mapreduce.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses a page at a time, always with the same memory. What it returns is valid until the next
 * call. For one thread.
 */
final class ZstdCompressor implements BytesInputCompressor {
  private final ZstdCompressCtx context;
  private byte[] packed = {};

  ZstdCompressor(int level) {
    context = new ZstdCompressCtx();
    context.setLevel(level);
  }

  @Override
  public BytesInput compress(BytesInput bytes) throws java.io.IOException {
    ByteBuffer page = bytes.toByteBuffer();
    int length = page.remaining();
    int most = Math.toIntExact(Zstd.compressBound(length));
    if (packed.length < most) {
      packed = new byte[most];
    }
    int size =
        context.compressByteArray(
            packed, 0, most, page.array(), page.arrayOffset() + page.position(), length);
    return BytesInput.from(packed, 0, size);
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.ZSTD;
  }

  @Override
  public void release() {
    context.close();
  }
}
