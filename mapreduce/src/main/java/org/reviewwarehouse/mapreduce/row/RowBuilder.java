package org.reviewwarehouse.mapreduce.row;

import java.util.Arrays;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;

/** Makes a {@link Row} of values that are clean already, such as those of the table. */
public final class RowBuilder {
  private final Field[] fields;
  private final Row row;
  private byte[] texts = new byte[1024];
  private int length;

  public RowBuilder(Contract contract) {
    fields = contract.fields().toArray(Field[]::new);
    row = new Row(contract);
  }

  /** Begins a row in which no field has a value. */
  public void begin() {
    row.begin(texts, 0);
    length = 0;
    row.hash = 0;
    Arrays.fill(row.fieldFrom, 0);
    Arrays.fill(row.fieldTo, 0);
    Arrays.fill(row.numbers, 0);
  }

  /** Sets the hash of the raw record that the row was. */
  public void hash(long hash) {
    row.hash = hash;
  }

  /** Sets a number as {@link Row#number} gives it. */
  public void number(int position, long number) {
    row.numbers[position] = number;
    row.fieldTo[position] = row.fieldFrom[position] + 1; // not NULL
  }

  /** Sets a text. */
  public void text(int position, byte[] text, int from, int size) {
    if (texts.length - length < size) {
      texts = Arrays.copyOf(texts, Math.max(texts.length * 2, length + size));
    }
    System.arraycopy(text, from, texts, length, size);
    row.fieldFrom[position] = length;
    length += size;
    row.fieldTo[position] = length;
  }

  /** Adds a text to a LIST, or a name or value to a MAP, in turn. */
  public void element(int position, byte[] text, int from, int size) {
    row.elements(position).add(text, from, from + size);
  }

  /** The row; valid until the next one is begun. */
  public Row end() {
    for (Field field : fields) {
      int position = field.position();
      if (row.isListed(position)) {
        Elements elements = row.elements(position);
        row.set(position, elements.bytes(), 0, elements.length());
      } else {
        row.set(position, texts, row.fieldFrom[position], row.fieldTo[position]);
      }
    }
    return row;
  }
}
