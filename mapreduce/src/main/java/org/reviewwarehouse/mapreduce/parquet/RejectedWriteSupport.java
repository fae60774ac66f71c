package org.reviewwarehouse.mapreduce.parquet;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes the rejected zone. */
final class RejectedWriteSupport extends WriteSupport<RejectedRecord> {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message rejected {
            required binary record;
            required int64 record_length;
            required binary reason (STRING);
            optional binary field (STRING);
            required binary file (STRING);
            required int64 position;
            optional int32 arrival (DATE);
          }""");

  private final Map<String, String> footer;
  private RecordConsumer out;

  RejectedWriteSupport(Map<String, String> footer) {
    this.footer = footer;
  }

  @Override
  @SuppressWarnings("deprecation") // the other overload takes parquet's own configuration type
  public WriteContext init(Configuration conf) {
    return new WriteContext(SCHEMA, footer);
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(RejectedRecord record) {
    int kept = Math.min(record.to() - record.from(), RejectedRecord.MOST_KEPT);
    out.startMessage();
    add("record", 0, Binary.fromReusedByteArray(record.bytes(), record.from(), kept));
    out.startField("record_length", 1);
    out.addLong(record.length());
    out.endField("record_length", 1);
    add("reason", 2, Binary.fromString(record.reason()));
    if (record.field() != null) {
      add("field", 3, Binary.fromString(record.field()));
    }
    add("file", 4, Binary.fromString(record.file()));
    out.startField("position", 5);
    out.addLong(record.position());
    out.endField("position", 5);
    if (record.arrival() != null) {
      out.startField("arrival", 6);
      out.addInteger(record.arrival());
      out.endField("arrival", 6);
    }
    out.endMessage();
  }

  private void add(String name, int index, Binary value) {
    out.startField(name, index);
    out.addBinary(value);
    out.endField(name, index);
  }
}
