package org.reviewwarehouse.mapreduce.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.reviewwarehouse.mapreduce.contract.Contract;

/**
 * Opens the Parquet files of the zones: ZSTD, with page index, statistics and page checksums. For
 * one thread; closed after its files.
 */
public final class ParquetFiles implements Closeable {
  /** Level of ZSTD: parquet-java's own property; 1 unless it is set. */
  public static final String ZSTD_LEVEL = "parquet.compression.codec.zstd.level";

  private static final int ZSTD_LEVEL_DEFAULT = 1;
  private static final int PAGE_BYTES = 1 << 20;

  /** Pages of text fill by bytes; without this, parquet-java would end a page every 20,000 rows. */
  private static final int PAGE_ROWS = 1 << 20;

  private final Configuration conf;
  private final Contract contract;
  private final Map<String, String> footer;
  private final long rowGroupBytes;
  private final ZstdCompressor compressor;

  /**
   * @param run named in every footer, with the feed and the contract's fingerprint
   * @param rowGroupBytes what a file may hold in memory before it writes
   */
  public ParquetFiles(Configuration conf, Contract contract, String run, long rowGroupBytes) {
    this.conf = new Configuration(conf);
    this.conf.setInt(ZSTD_LEVEL, conf.getInt(ZSTD_LEVEL, ZSTD_LEVEL_DEFAULT));
    this.contract = contract;
    this.rowGroupBytes = rowGroupBytes;
    compressor = new ZstdCompressor(this.conf.getInt(ZSTD_LEVEL, ZSTD_LEVEL_DEFAULT));
    footer =
        Map.of(
            "warehouse.run", run,
            "warehouse.feed", contract.feed(),
            "warehouse.contract", contract.fingerprint());
  }

  /** A file of rows: of the clean zone or of the late one. */
  public RowFile rows(Path path) throws IOException {
    return new RowFile(
        HadoopOutputFile.fromPath(path, conf), contract, footer, compressor, rowGroupBytes);
  }

  /** A file of the rejected zone. */
  public ParquetWriter<RejectedRecord> rejected(Path path) throws IOException {
    return new Builder<>(path, new RejectedWriteSupport(footer)).build();
  }

  @Override
  public void close() {
    compressor.release();
  }

  private final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final WriteSupport<T> support;

    Builder(Path path, WriteSupport<T> support) throws IOException {
      super(HadoopOutputFile.fromPath(path, conf));
      this.support = support;
      withConf(conf);
      withCompressionCodec(CompressionCodecName.ZSTD);
      withRowGroupSize(rowGroupBytes);
      withPageSize(PAGE_BYTES);
      withPageRowCountLimit(PAGE_ROWS);
      withValidation(false);
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // the other overload takes parquet's own configuration type
    protected WriteSupport<T> getWriteSupport(Configuration ignored) {
      return support;
    }
  }
}
