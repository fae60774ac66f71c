package org.reviewwarehouse.mapreduce.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.row.Row;
import org.reviewwarehouse.mapreduce.row.RowBuilder;

/** Puts the columns of {@link CleanSchema} back into rows. */
final class RowMaterializer extends RecordMaterializer<Row> {
  private final RowBuilder builder;
  private final Group root;
  private Row row;

  RowMaterializer(Contract contract, MessageType columns) {
    builder = new RowBuilder(contract);
    Converter[] converters =
        columns.getFields().stream()
            .map(column -> converter(contract.field(column.getName())))
            .toArray(Converter[]::new);
    root =
        new Group(converters) {
          @Override
          public void start() {
            builder.begin();
          }

          @Override
          public void end() {
            row = builder.end();
          }
        };
  }

  @Override
  public Row getCurrentRecord() {
    return row;
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }

  /**
   * @param field null for the hash
   */
  private Converter converter(Field field) {
    if (field == null) {
      return new PrimitiveConverter() {
        @Override
        public void addLong(long value) {
          builder.hash(value);
        }
      };
    }
    int position = field.position();
    return switch (field.type()) {
      // A list or map is a group of repeated groups of texts or numbers.
      case LIST -> new Group(new Group(new Element(position)));
      case MAP -> new Group(new Group(new Element(position), new Element(position)));
      case STRING ->
          new PrimitiveConverter() {
            @Override
            public void addBinary(Binary value) {
              ByteBuffer bytes = value.toByteBuffer();
              builder.text(
                  position,
                  bytes.array(),
                  bytes.arrayOffset() + bytes.position(),
                  bytes.remaining());
            }
          };
      default -> new Number(position);
    };
  }

  /** Does nothing but hold what is in it. */
  private static class Group extends GroupConverter {
    private final Converter[] converters;

    Group(Converter... converters) {
      this.converters = converters;
    }

    @Override
    public Converter getConverter(int index) {
      return converters[index];
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  /** One text of a LIST, or a name or value of a MAP. */
  private final class Element extends PrimitiveConverter {
    private final int position;

    Element(int position) {
      this.position = position;
    }

    @Override
    public void addBinary(Binary value) {
      ByteBuffer bytes = value.toByteBuffer();
      builder.element(
          position, bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    @Override
    public void addLong(long value) {
      byte[] digits = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
      builder.element(position, digits, 0, digits.length);
    }
  }

  /** A value of any type that {@link Row#number} gives. */
  private final class Number extends PrimitiveConverter {
    private final int position;

    Number(int position) {
      this.position = position;
    }

    @Override
    public void addInt(int value) {
      builder.number(position, value);
    }

    @Override
    public void addLong(long value) {
      builder.number(position, value);
    }

    @Override
    public void addBoolean(boolean value) {
      builder.number(position, value ? 1 : 0);
    }

    @Override
    public void addDouble(double value) {
      builder.number(position, Double.doubleToLongBits(value));
    }

    /** A DECIMAL: two's complement, the highest byte first. */
    @Override
    public void addBinary(Binary value) {
      ByteBuffer bytes = value.toByteBuffer();
      long number = bytes.get(bytes.position()); // with its sign
      for (int i = bytes.position() + 1; i < bytes.limit(); i++) {
        number = number << Byte.SIZE | bytes.get(i) & 0xFF;
      }
      builder.number(position, number);
    }
  }
}
