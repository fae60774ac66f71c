package org.reviewwarehouse.mapreduce.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.Field;

/** The raw spellings of true and false of one field. */
final class Words {
  private final byte[][] words;
  private final int trueWords;

  /** What words of one byte are. */
  private final byte[] letters = new byte[1 << Byte.SIZE];

  private Words(byte[][] words, int trueWords) {
    this.words = words;
    this.trueWords = trueWords;
    for (int b = 0; b < letters.length; b++) {
      letters[b] = (byte) search(new byte[] {(byte) b}, 0, 1);
    }
  }

  static Words of(Field field) {
    List<String> all = new java.util.ArrayList<>(field.trueWords());
    all.addAll(field.falseWords());
    byte[][] words =
        all.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    return new Words(words, field.trueWords().size());
  }

  /** 1 for a word for true, 0 for one for false, -1 for any other. */
  int find(byte[] bytes, int from, int to) {
    return to - from == 1 ? letters[bytes[from] & 0xFF] : search(bytes, from, to);
  }

  private int search(byte[] bytes, int from, int to) {
    for (int i = 0; i < words.length; i++) {
      byte[] word = words[i];
      if (word.length == to - from && Arrays.equals(bytes, from, to, word, 0, word.length)) {
        return i < trueWords ? 1 : 0;
      }
    }
    return -1;
  }
}
