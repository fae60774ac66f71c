package org.reviewwarehouse.mapreduce.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;

/** The Parquet schema of a feed's clean and late zones: its fields and {@link #ROW_HASH}. */
public final class CleanSchema {
  /**
   * 64 bits of the hash of the raw row's bytes: the last resort when two versions of a key are
   * compared. The raw bytes cannot be had back from the cleaned columns, so it is kept.
   */
  public static final String ROW_HASH = "row_hash";

  private CleanSchema() {}

  public static MessageType of(Contract contract) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Field field : contract.fields()) {
      Repetition repetition = field.optional() ? Repetition.OPTIONAL : Repetition.REQUIRED;
      message.addField(
          switch (field.type()) {
            case STRING -> Types.primitive(BINARY, repetition).as(stringType()).named(field.name());
            case INT -> Types.primitive(INT32, repetition).named(field.name());
            case LONG -> Types.primitive(INT64, repetition).named(field.name());
            case BOOLEAN -> Types.primitive(BOOLEAN, repetition).named(field.name());
            case DATE -> Types.primitive(INT32, repetition).as(dateType()).named(field.name());
          });
    }
    return message.required(INT64).named(ROW_HASH).named(contract.feed());
  }
}
