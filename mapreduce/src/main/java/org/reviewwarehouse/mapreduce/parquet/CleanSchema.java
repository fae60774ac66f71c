package org.reviewwarehouse.mapreduce.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.math.BigInteger;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
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
      message.addField(column(field));
    }
    return message.required(INT64).named(ROW_HASH).named(contract.feed());
  }

  private static Type column(Field field) {
    Repetition repetition = field.optional() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    String name = field.name();
    return switch (field.type()) {
      case STRING -> Types.primitive(BINARY, repetition).as(stringType()).named(name);
      case INT -> Types.primitive(INT32, repetition).named(name);
      case LONG -> Types.primitive(INT64, repetition).named(name);
      case DOUBLE -> Types.primitive(DOUBLE, repetition).named(name);
      case DECIMAL ->
          Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition)
              .length(decimalBytes(field.precision()))
              .as(decimalType(field.scale(), field.precision()))
              .named(name);
      case BOOLEAN -> Types.primitive(BOOLEAN, repetition).named(name);
      case DATE -> Types.primitive(INT32, repetition).as(dateType()).named(name);
      // Not adjusted to UTC although it is: Hive would move it to the zone of its server.
      case TIMESTAMP ->
          Types.primitive(INT64, repetition).as(timestampType(false, TimeUnit.MICROS)).named(name);
      case LIST ->
          Types.list(repetition)
              .element(Types.required(BINARY).as(stringType()).named("element"))
              .named(name);
      case MAP ->
          Types.map(repetition)
              .key(Types.required(BINARY).as(stringType()).named("key"))
              .value(
                  field.values() == org.reviewwarehouse.mapreduce.contract.Type.LONG
                      ? Types.required(INT64).named("value")
                      : Types.required(BINARY).as(stringType()).named("value"))
              .named(name);
    };
  }

  /** The fewest bytes that hold a number of so many decimal digits and its sign. */
  static int decimalBytes(int precision) {
    return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / Byte.SIZE + 1;
  }
}
