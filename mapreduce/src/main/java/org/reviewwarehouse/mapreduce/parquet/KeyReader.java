package org.reviewwarehouse.mapreduce.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Type;

/**
 * Passes over the keys of a file of the clean zone, of a feed whose key is one text: only that
 * column is read, and PLAIN pages, as {@link RowFile} writes keys, are read where they lie.
 */
public final class KeyReader implements Closeable {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final ParquetFileReader file;
  private final ColumnDescriptor column;
  private PageReader pages;
  private Dictionary dictionary;

  /** Reads the values of a page that is not PLAIN; null of one that is. */
  private ValuesReader values;

  private int left;
  private int next;
  private byte[] bytes;
  private int from;
  private int to;

  private KeyReader(ParquetFileReader file, Field key) {
    this.file = file;
    MessageType schema = file.getFileMetaData().getSchema();
    file.setRequestedSchema(new MessageType(schema.getName(), schema.getType(key.name())));
    column = schema.getColumnDescription(new String[] {key.name()});
  }

  /** Whether the files of a feed can be read so. */
  public static boolean reads(Contract contract) {
    Field key = contract.key().get(0);
    return contract.key().size() == 1 && key.type() == Type.STRING && !key.optional();
  }

  public static KeyReader open(Path path, Configuration conf, Contract contract)
      throws IOException {
    // From a configuration that is there: parquet-java's own reads all of Hadoop's defaults anew.
    HadoopParquetConfiguration options = new HadoopParquetConfiguration(conf);
    ParquetFileReader file =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(path, conf), ParquetReadOptions.builder(options).build());
    return new KeyReader(file, contract.key().get(0));
  }

  /** Goes to the next key; false behind the last. */
  public boolean next() throws IOException {
    while (left == 0) {
      if (!nextPage()) {
        return false;
      }
    }
    left--;
    if (values == null) {
      from = next + Integer.BYTES;
      to = from + (int) INT.get(bytes, next);
      next = to;
    } else {
      ByteBuffer value = values.readBytes().toByteBuffer();
      bytes = value.array();
      from = value.arrayOffset() + value.position();
      to = from + value.remaining();
    }
    return true;
  }

  /** The bytes that hold the key, until the next call of {@link #next}. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the key begins in {@link #bytes()}. */
  public int from() {
    return from;
  }

  /** Where the key ends in {@link #bytes()}. */
  public int to() {
    return to;
  }

  private boolean nextPage() throws IOException {
    DataPage page = pages == null ? null : pages.readPage();
    if (page == null) {
      PageReadStore group = file.readNextRowGroup();
      if (group == null) {
        return false;
      }
      pages = group.getPageReader(column);
      DictionaryPage found = pages.readDictionaryPage();
      dictionary = found == null ? null : found.getEncoding().initDictionary(column, found);
      return true; // its pages come with the next call
    }
    if (!(page instanceof DataPageV1 data)) {
      throw new IOException("its pages are of another version than this warehouse writes");
    }
    left = data.getValueCount();
    ByteBuffer plain = data.getBytes().toByteBuffer();
    if (data.getValueEncoding() == Encoding.PLAIN && plain.hasArray()) {
      values = null;
      bytes = plain.array();
      next = plain.arrayOffset() + plain.position();
    } else {
      values =
          data.getValueEncoding().usesDictionary()
              ? data.getValueEncoding()
                  .getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary)
              : data.getValueEncoding().getValuesReader(column, ValuesType.VALUES);
      values.initFromPage(left, ByteBufferInputStream.wrap(plain));
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
