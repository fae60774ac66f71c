package org.reviewwarehouse.mapreduce.parquet;

import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class TextDictionaryTest {
  private final TextDictionary dictionary = new TextDictionary();

  @Test
  public void textsAreNumberedInTheOrderTheyCome() {
    assertEquals(0, index("b"));
    assertEquals(1, index(""));
    assertEquals(2, index("ab"));
    assertEquals(0, index("b"));
    assertEquals(1, index(""));
    assertEquals(3, dictionary.size());
    assertEquals("each with its length", 3 * 4 + 3, dictionary.plainBytes());
    dictionary.clear();
    assertEquals(0, index("ab"));
    assertEquals(1, dictionary.size());
  }

  @Test
  public void theTextThatWouldMakeItLargerThanAMebibyteIsNotTaken() {
    String text = "x".repeat(1016);
    int taken = 0;
    while (index(String.format("%04d", taken) + text) == taken) {
      taken++;
    }
    assertEquals("1,024 bytes each with the length", 1 << 10, taken);
    assertEquals(taken, dictionary.size());
    assertEquals(1 << 20, dictionary.plainBytes());
  }

  private int index(String text) {
    byte[] bytes = ("." + text + ".").getBytes(StandardCharsets.UTF_8);
    return dictionary.index(bytes, 1, bytes.length - 1);
  }
}
