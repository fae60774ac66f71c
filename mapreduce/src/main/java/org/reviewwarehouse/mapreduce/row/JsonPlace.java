package org.reviewwarehouse.mapreduce.row;

import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Type;

/** One path of a layout, and what the record at hand has there. */
final class JsonPlace {
  /** What was found. */
  enum Found {
    NOTHING,
    TEXT,
    ELEMENTS,
    PAIRS,
    /** An object or array where a text belongs, or the other way round. */
    WRONG_SHAPE
  }

  /** The field whose value it is; null if a record is only asked whether it has any. */
  final Field field;

  /** A text here is an element of a LIST, not the LIST written as one. */
  private final boolean isElement;

  private Found found = Found.NOTHING;
  private int from;
  private int to;
  private boolean isCopied;
  private final JsonTexts elements = new JsonTexts();
  private JsonPairs pairs;

  JsonPlace(Field field, String path) {
    this.field = field;
    isElement = path.contains("[]");
  }

  boolean isList() {
    return field != null && field.type() == Type.LIST;
  }

  boolean isMap() {
    return field != null && field.type() == Type.MAP;
  }

  Found found() {
    return found;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean isCopied() {
    return isCopied;
  }

  JsonTexts elements() {
    return elements;
  }

  JsonPairs pairs() {
    return pairs;
  }

  /** There is more than an empty text, list or map. */
  boolean hasValue() {
    return switch (found) {
      case TEXT -> from < to;
      case ELEMENTS -> elements.count() > 0;
      case PAIRS -> pairs.hasValue() && !pairs.isWrong();
      default -> false;
    };
  }

  boolean isWrong() {
    return found == Found.WRONG_SHAPE || found == Found.PAIRS && pairs.isWrong();
  }

  void clear() {
    found = Found.NOTHING;
    elements.truncate(0);
  }

  void clear(Found before, int elementsBefore) {
    found = before;
    elements.truncate(elementsBefore);
  }

  /** The scalar that was read last is here. */
  void text(JsonTokens tokens) {
    if (isMap()) {
      wrong();
    } else if (isList() && isElement) {
      element(tokens);
    } else {
      found = Found.TEXT;
      from = tokens.from();
      to = tokens.to();
      isCopied = tokens.isCopied();
    }
  }

  void object(JsonPairs members) {
    if (field == null) {
      found = Found.TEXT;
    } else if (isMap()) {
      found = Found.PAIRS;
      pairs = members;
    } else {
      wrong();
    }
  }

  void array() {
    if (field == null) {
      found = Found.TEXT;
    } else {
      list();
    }
  }

  /** There is a list, be it empty. */
  void list() {
    found = found == Found.WRONG_SHAPE ? found : Found.ELEMENTS;
  }

  /** The scalar that was read last is an element. */
  void element(JsonTokens tokens) {
    list();
    elements.add(tokens);
  }

  void wrong() {
    found = field == null ? Found.NOTHING : Found.WRONG_SHAPE;
  }
}
