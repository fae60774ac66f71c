package org.reviewwarehouse.mapreduce.parquet;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Values of a column as parquet-java compares them. */
final class Values {
  private Values() {}

  /** All values of a column, null where there is none; those of a list are left out. */
  static List<Object> of(File file, int column) throws IOException {
    List<Object> values = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new Path(file.toURI())).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        Type type = row.getType().getType(column);
        boolean isThere = type.isPrimitive() && row.getFieldRepetitionCount(column) > 0;
        values.add(isThere ? of(row, column, type.asPrimitiveType()) : null);
      }
    }
    return values;
  }

  private static Object of(Group row, int column, PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> row.getInteger(column, 0);
      case INT64 -> row.getLong(column, 0);
      case DOUBLE -> row.getDouble(column, 0);
      case BOOLEAN -> row.getBoolean(column, 0);
      default -> row.getBinary(column, 0).copy();
    };
  }

  /** A bound as the page index has it. */
  static Object of(PrimitiveType type, ByteBuffer bound) {
    ByteBuffer bytes = bound.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> bytes.getInt();
      case INT64 -> bytes.getLong();
      case DOUBLE -> bytes.getDouble();
      case BOOLEAN -> bytes.get() != 0;
      default -> Binary.fromConstantByteBuffer(bytes);
    };
  }
}
