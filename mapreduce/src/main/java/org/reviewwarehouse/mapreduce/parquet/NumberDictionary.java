package org.reviewwarehouse.mapreduce.parquet;

import org.apache.parquet.bytes.BytesInput;

/** The different numbers of a column, in the order they came. */
final class NumberDictionary implements DictionaryPages.Dictionary {
  private final NumberLayout layout;
  private final KeyIndex numbers = new KeyIndex();

  NumberDictionary(NumberLayout layout) {
    this.layout = layout;
  }

  /** The index of a number, which is new if it was not there; -1 if it cannot be taken. */
  int index(long number) {
    return numbers.of(number);
  }

  @Override
  public int size() {
    return numbers.size();
  }

  long number(int index) {
    return numbers.key(index);
  }

  @Override
  public int plainBytes() {
    return size() * layout.width();
  }

  @Override
  public BytesInput plain() {
    byte[] plain = new byte[plainBytes()];
    for (int index = 0; index < size(); index++) {
      layout.put(plain, index * layout.width(), number(index));
    }
    return BytesInput.from(plain);
  }

  @Override
  public void clear() {
    numbers.clear();
  }
}
