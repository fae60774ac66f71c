package org.reviewwarehouse.mapreduce.parquet;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Type;
import org.reviewwarehouse.mapreduce.row.Elements;
import org.reviewwarehouse.mapreduce.row.Numbers;
import org.reviewwarehouse.mapreduce.row.Row;

/** Writes valid rows into the columns of {@link CleanSchema}, straight from the raw bytes. */
final class RowWriteSupport extends WriteSupport<Row> {
  private final Contract contract;
  private final Map<String, String> footer;
  private final Field[] fields;
  private final byte[] decimal = new byte[Long.BYTES];
  private RecordConsumer out;

  RowWriteSupport(Contract contract, Map<String, String> footer) {
    this.contract = contract;
    this.footer = footer;
    fields = contract.fields().toArray(Field[]::new);
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
        write(row, field);
        out.endField(field.name(), i);
      }
    }
    out.startField(CleanSchema.ROW_HASH, fields.length);
    out.addLong(row.hash());
    out.endField(CleanSchema.ROW_HASH, fields.length);
    out.endMessage();
  }

  private void write(Row row, Field field) {
    switch (field.type()) {
      case STRING -> {
        byte[] bytes = row.bytes(field);
        int from = row.from(field);
        addText(bytes, from, row.to(field));
      }
      case BOOLEAN -> out.addBoolean(row.number(field) != 0);
      case LONG, TIMESTAMP -> out.addLong(row.number(field));
      case INT, DATE -> out.addInteger((int) row.number(field));
      case DOUBLE -> out.addDouble(Double.longBitsToDouble(row.number(field)));
      case DECIMAL -> addDecimal(field, row.number(field));
      case LIST -> addList(row.bytes(field), row.from(field), row.to(field));
      case MAP -> addMap(field, row.bytes(field), row.from(field), row.to(field));
    }
  }

  private void addText(byte[] bytes, int from, int to) {
    out.addBinary(Binary.fromReusedByteArray(bytes, from, to - from));
  }

  /** Two's complement, the highest byte first, in as many bytes as the column has. */
  private void addDecimal(Field field, long number) {
    int length = CleanSchema.decimalBytes(field.precision());
    for (int i = 0; i < length; i++) {
      decimal[i] = (byte) (number >> Byte.SIZE * (length - 1 - i));
    }
    addText(decimal, 0, length);
  }

  private void addList(byte[] bytes, int from, int to) {
    out.startGroup();
    if (from < to) {
      out.startField("list", 0);
      int at = from;
      while (at < to) {
        int text = at + Elements.HEAD;
        at = text + Elements.length(bytes, at);
        out.startGroup();
        out.startField("element", 0);
        addText(bytes, text, at);
        out.endField("element", 0);
        out.endGroup();
      }
      out.endField("list", 0);
    }
    out.endGroup();
  }

  private void addMap(Field field, byte[] bytes, int from, int to) {
    out.startGroup();
    if (from < to) {
      out.startField("key_value", 0);
      int at = from;
      while (at < to) {
        int name = at + Elements.HEAD;
        int nameEnd = name + Elements.length(bytes, at);
        int value = nameEnd + Elements.HEAD;
        at = value + Elements.length(bytes, nameEnd);
        out.startGroup();
        out.startField("key", 0);
        addText(bytes, name, nameEnd);
        out.endField("key", 0);
        out.startField("value", 1);
        if (field.values() == Type.LONG) {
          out.addLong(Numbers.parse(bytes, value, at));
        } else {
          addText(bytes, value, at);
        }
        out.endField("value", 1);
        out.endGroup();
      }
      out.endField("key_value", 0);
    }
    out.endGroup();
  }
}
