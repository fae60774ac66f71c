package org.reviewwarehouse.mapreduce.generate;

import java.nio.charset.StandardCharsets;
import org.reviewwarehouse.mapreduce.contract.Sample;

/**
 * See {@link Sample.Items}.
 *
 * @param item writes one value
 * @param fillers texts that the field drops
 * @param split what stands between values that are written as one text; 0 for an array of JSON
 * @param path of a value within an element of the array; of no names if the element is the value
 */
record Items(
    Sample.Items sample, Values item, String[] fillers, char split, String[] path, Line one)
    implements Values {
  Items(Sample.Items sample, Values item, String[] fillers, char split, String[] path) {
    this(sample, item, fillers, split, path, new Line(1, ' '));
  }

  @Override
  public void write(Draft draft, Draws draws, Line line) {
    int count = sample.least() + draws.below(sample.most() - sample.least() + 1);
    int filler = fillers.length > 0 && draws.chance(sample.filler()) ? draws.below(count + 1) : -1;
    if (split == 0) {
      line.append('[');
    }
    int all = filler < 0 ? count : count + 1;
    for (int i = 0; i < all; i++) {
      one.clear();
      if (i == filler) {
        one.append(draws.oneOf(fillers).getBytes(StandardCharsets.UTF_8));
      } else {
        item.write(draft, draws, one);
      }
      if (i > 0) {
        line.append(split == 0 ? ',' : split);
      }
      if (split == 0) {
        element(line);
      } else {
        line.append(one.bytes(), 0, one.length());
      }
    }
    if (split == 0) {
      line.append(']');
    }
  }

  /** The text where it belongs in an element, and members that nobody looks for. */
  private void element(Line line) {
    for (String name : path) {
      line.append("{\"_number\":null,\"");
      line.append(name.getBytes(StandardCharsets.UTF_8));
      line.append("\":");
    }
    JsonText.append(one.bytes(), 0, one.length(), false, line);
    for (int i = 0; i < path.length; i++) {
      line.append(",\"_note\":\"of a list\"}");
    }
  }
}
