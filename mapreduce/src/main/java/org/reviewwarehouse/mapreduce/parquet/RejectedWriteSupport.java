package org.reviewwarehouse.mapreduce.parquet;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes the rejected zone. */
final class RejectedWriteSupport extends WriteSupport<RejectedLine> {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message rejected {
            required binary line;
            required int64 line_length;
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
  public void write(RejectedLine line) {
    int kept = Math.min(line.to() - line.from(), RejectedLine.MOST_KEPT);
    out.startMessage();
    add("line", 0, Binary.fromReusedByteArray(line.bytes(), line.from(), kept));
    out.startField("line_length", 1);
    out.addLong(line.length());
    out.endField("line_length", 1);
    add("reason", 2, Binary.fromString(line.reason()));
    if (line.field() != null) {
      add("field", 3, Binary.fromString(line.field()));
    }
    add("file", 4, Binary.fromString(line.file()));
    out.startField("position", 5);
    out.addLong(line.position());
    out.endField("position", 5);
    if (line.arrival() != null) {
      out.startField("arrival", 6);
      out.addInteger(line.arrival());
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
