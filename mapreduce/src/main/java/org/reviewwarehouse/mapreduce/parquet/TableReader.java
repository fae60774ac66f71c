package org.reviewwarehouse.mapreduce.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
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

  /** Which columns are read; the fields of the others have no value. */
  public enum Columns {
    KEY,
    /** What compares versions: key, order and hash. */
    VERSION,
    ALL
  }

  public TableReader(Path path, Configuration conf, Contract contract, Columns columns)
      throws IOException {
    reader =
        new Builder(HadoopInputFile.fromPath(path, conf), conf, new Support(contract, columns))
            .build();
  }

  /** The next row, valid until the next call; null behind the last. */
  public Row next() throws IOException {
    return reader.read();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** As parquet-java's own, which reads all of Hadoop's defaults anew for every file it opens. */
  private static final class Builder extends ParquetReader.Builder<Row> {
    private final Support support;

    Builder(HadoopInputFile file, Configuration conf, Support support) {
      super(file, new HadoopParquetConfiguration(conf));
      this.support = support;
    }

    @Override
    protected ReadSupport<Row> getReadSupport() {
      return support;
    }
  }

  /** Asks for the columns that the contract and the file have in common. */
  private static final class Support extends ReadSupport<Row> {
    private final Contract contract;
    private final Columns columns;

    Support(Contract contract, Columns columns) {
      this.contract = contract;
      this.columns = columns;
    }

    @Override
    @SuppressWarnings("deprecation") // the other overloads take parquet's own configuration type
    public ReadContext init(
        Configuration conf, Map<String, String> metadata, MessageType fileSchema) {
      List<Type> wanted =
          CleanSchema.of(contract).getFields().stream()
              .filter(column -> fileSchema.containsField(column.getName()))
              .filter(column -> isRead(column.getName()))
              .toList();
      return new ReadContext(new MessageType(fileSchema.getName(), wanted));
    }

    private boolean isRead(String column) {
      Field field = contract.field(column); // null for the hash
      return switch (columns) {
        case KEY -> field != null && contract.key().contains(field);
        case VERSION ->
            field == null
                || contract.key().contains(field)
                || contract.order().stream().map(Order::field).anyMatch(field::equals);
        case ALL -> true;
      };
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
