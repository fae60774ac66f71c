package org.reviewwarehouse.mapreduce.parquet;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.row.Row;
import org.reviewwarehouse.mapreduce.row.TextCleaner;

/** Writes valid rows into the columns of {@link CleanSchema}, straight from the raw bytes. */
final class RowWriteSupport extends WriteSupport<Row> {
  private final Contract contract;
  private final Map<String, String> footer;
  private final Field[] fields;
  private final TextCleaner[] cleaners;
  private RecordConsumer out;

  RowWriteSupport(Contract contract, Map<String, String> footer) {
    this.contract = contract;
    this.footer = footer;
    fields = contract.fields().toArray(Field[]::new);
    cleaners = new TextCleaner[fields.length];
    for (Field field : fields) {
      if (!field.cleaning().isEmpty()) {
        cleaners[field.position()] = new TextCleaner(field.cleaning());
      }
    }
  }

  @Override
  @SuppressWarnings("deprecation") // the other overload takes parquet's own configuration type
  public WriteContext init(Configuration conf) {
    return new WriteContext(CleanSchema.of(contract), footer);
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(Row row) {
    out.startMessage();
    for (int i = 0; i < fields.length; i++) {
      Field field = fields[i];
      if (!row.isNull(field)) {
        out.startField(field.name(), i);
        write(row, field, cleaners[i]);
        out.endField(field.name(), i);
      }
    }
    out.startField(CleanSchema.ROW_HASH, fields.length);
    out.addLong(row.hash());
    out.endField(CleanSchema.ROW_HASH, fields.length);
    out.endMessage();
  }

  private void write(Row row, Field field, TextCleaner cleaner) {
    switch (field.type()) {
      case STRING -> {
        byte[] bytes = row.bytes();
        int from = row.from(field);
        int to = row.to(field);
        if (cleaner != null) {
          cleaner.clean(bytes, from, to);
          bytes = cleaner.bytes();
          from = cleaner.from();
          to = cleaner.to();
        }
        out.addBinary(Binary.fromReusedByteArray(bytes, from, to - from));
      }
      case BOOLEAN -> out.addBoolean(row.number(field) != 0);
      case LONG -> out.addLong(row.number(field));
      case INT, DATE -> out.addInteger((int) row.number(field));
    }
  }
}
