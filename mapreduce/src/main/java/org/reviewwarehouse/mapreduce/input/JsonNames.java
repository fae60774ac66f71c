package org.reviewwarehouse.mapreduce.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Follows the names that lead to the records of a JSON document. Told of what stands in the
 * document, it compares the names of the members that may be on the way, and remembers nothing
 * else, however deep the document is.
 */
final class JsonNames {
  static final byte[] NULL = {'n', 'u', 'l', 'l'};

  /** A character of a name may be written as an escape of so many bytes. */
  private static final int LONGEST_ESCAPE = 6;

  private final String[] names;
  private final byte[] name;
  private int length;

  /** Objects and arrays that are open. */
  private long depth;

  /** So many of the names lead to where the document is, or was before it left the path. */
  private int found;

  /** The string may be the name of a member of the object that the names lead to. */
  private boolean inName;

  /** The last name is the one that is looked for. */
  private boolean isNext;

  /** What comes is its value. */
  private boolean isValue;

  JsonNames(String path) {
    names = path.isEmpty() ? new String[0] : path.split("\\.");
    int longest = Arrays.stream(names).mapToInt(String::length).max().orElse(0);
    name = new byte[longest * LONGEST_ESCAPE + 1];
  }

  boolean isEmpty() {
    return names.length == 0;
  }

  /** A document begins that is an object. */
  void begin() {
    depth = 1;
    found = 0;
    isNext = false;
    isValue = false;
  }

  /** What comes is the value that holds the records. */
  boolean isFound() {
    return isValue && found + 1 == names.length;
  }

  /** An object begins, or an array. */
  void open(boolean isObject) {
    if (isValue && isObject) {
      found++;
    }
    depth++;
    isNext = false;
    isValue = false;
  }

  /** An object or array ends; true if it is the document. */
  boolean close() {
    if (isOnPath()) {
      found--;
    }
    depth--;
    isNext = false;
    isValue = false;
    return depth == 0;
  }

  void comma() {
    isNext = false;
    isValue = false;
  }

  void colon() {
    isValue = isNext;
  }

  /** A string begins. */
  void string() {
    inName = isOnPath();
    isNext = false;
    isValue = false;
    length = 0;
  }

  /** Another byte of the string, as it is written. */
  void add(byte next) {
    if (inName && length < name.length) {
      name[length++] = next;
    }
  }

  void endString() {
    isNext = inName && unescaped().equals(names[found]);
  }

  private boolean isOnPath() {
    return depth == found + 1;
  }

  private String unescaped() {
    String text = new String(name, 0, length, StandardCharsets.UTF_8);
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder unescaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next != '\\' || i + 1 == text.length()) {
        unescaped.append(next);
        continue;
      }
      next = text.charAt(++i);
      int known = "bfnrt".indexOf(next);
      if (known >= 0) {
        unescaped.append("\b\f\n\r\t".charAt(known));
      } else if (next == 'u' && text.substring(i + 1).matches("(?s)\\p{XDigit}{4}.*")) {
        unescaped.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        unescaped.append(next);
      }
    }
    return unescaped.toString();
  }
}
