package org.reviewwarehouse.mapreduce.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Order;
import org.reviewwarehouse.mapreduce.row.Row;

/** Reads the rows of a file of the clean zone again. */
public final class TableReader implements Closeable {
  private final ParquetReader<Row> reader;

  /**
   * @param keysOnly whether only what compares versions is read: key, order and hash; all other
   *     fields have no value then
   */
  public TableReader(Path path, Configuration conf, Contract contract, boolean keysOnly)
      throws IOException {
    reader = ParquetReader.builder(new Support(contract, keysOnly), path).withConf(conf).build();
  }

  /** The next row, valid until the next call; null behind the last. */
  public Row next() throws IOException {
    return reader.read();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Asks for the columns that the contract and the file have in common. */
  private static final class Support extends ReadSupport<Row> {
    private final Contract contract;
    private final boolean keysOnly;

    Support(Contract contract, boolean keysOnly) {
      this.contract = contract;
      this.keysOnly = keysOnly;
    }

    @Override
    @SuppressWarnings("deprecation") // the other overloads take parquet's own configuration type
    public ReadContext init(
        Configuration conf, Map<String, String> metadata, MessageType fileSchema) {
      List<Type> columns =
          CleanSchema.of(contract).getFields().stream()
              .filter(column -> fileSchema.containsField(column.getName()))
              .filter(column -> !keysOnly || comparesVersions(column.getName()))
              .toList();
      return new ReadContext(new MessageType(fileSchema.getName(), columns));
    }

    private boolean comparesVersions(String column) {
      Field field = contract.field(column);
      return field == null // the hash
          || contract.key().contains(field)
          || contract.order().stream().map(Order::field).anyMatch(field::equals);
    }

    @Override
    @SuppressWarnings("deprecation") // the other overloads take parquet's own configuration type
    public RecordMaterializer<Row> prepareForRead(
        Configuration conf,
        Map<String, String> metadata,
        MessageType fileSchema,
        ReadContext context) {
      return new RowMaterializer(contract, context.getRequestedSchema());
    }
  }
}
