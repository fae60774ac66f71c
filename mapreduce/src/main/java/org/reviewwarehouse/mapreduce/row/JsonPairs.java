package org.reviewwarehouse.mapreduce.row;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The members of a JSON object that is a MAP, each name once: the last value counts. Reused from
 * record to record.
 */
final class JsonPairs {
  /** So many names are compared one by one. */
  private static final int FEW = 8;

  /** A greater index is not kept for the next record. */
  private static final int MANY = 1024;

  private String[] names = new String[FEW];
  private final JsonTexts values = new JsonTexts();

  /** Of each name its place; empty while there are few. */
  private Map<String, Integer> index = new HashMap<>();

  void clear() {
    if (index.size() > MANY) {
      index = new HashMap<>();
      names = new String[FEW];
    } else if (!index.isEmpty()) {
      index.clear();
    }
    values.truncate(0);
  }

  int count() {
    return values.count();
  }

  String name(int pair) {
    return names[pair];
  }

  /** The values, some of them none, in the order in which their names first came. */
  JsonTexts values() {
    return values;
  }

  /** The scalar that was read last belongs to the name. */
  void put(String name, JsonTokens tokens) {
    values.set(place(name), tokens);
  }

  /** The name has no value. */
  void putNone(String name) {
    values.setNone(place(name));
  }

  /** The name has an object or array. */
  void putWrong(String name) {
    values.setWrong(place(name));
  }

  /** A name has a value. */
  boolean hasValue() {
    for (int i = 0; i < values.count(); i++) {
      if (!values.isNone(i)) {
        return true;
      }
    }
    return false;
  }

  /** A name has an object or array. */
  boolean isWrong() {
    for (int i = 0; i < values.count(); i++) {
      if (values.isWrong(i)) {
        return true;
      }
    }
    return false;
  }

  private int place(String written) {
    String name = JsonTokens.whole(written);
    int count = values.count();
    int known = find(name, count);
    if (known >= 0) {
      return known;
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
    }
    names[count] = name;
    values.addNone();
    if (count == FEW) {
      for (int i = 0; i < count; i++) {
        index.put(names[i], i);
      }
    }
    if (count >= FEW) {
      index.put(name, count);
    }
    return count;
  }

  private int find(String name, int count) {
    if (count > FEW) {
      return index.getOrDefault(name, -1);
    }
    for (int i = 0; i < count; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
