package org.reviewwarehouse.mapreduce.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The extra attributes of one place in a contract. Every attribute is asked for by name and type;
 * what nobody asked for is refused by {@link #refuseOthers}.
 */
final class Attributes {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final String source;
  private final String place;
  private final Map<String, Object> values;
  private final Set<String> known = new HashSet<>();

  Attributes(String source, String place, Map<String, Object> values) {
    this.source = source;
    this.place = place;
    this.values = values;
  }

  boolean has(String name) {
    known.add(name);
    return values.containsKey(name);
  }

  boolean flag(String name, boolean otherwise) {
    return read(name, Boolean.class, otherwise, "true or false");
  }

  String text(String name, String otherwise) {
    return read(name, String.class, otherwise, "a text");
  }

  int number(String name, int otherwise, int least) {
    return number(name, otherwise, least, Integer.MAX_VALUE);
  }

  int number(String name, int otherwise, int least, int most) {
    return (int) longNumber(name, otherwise, least, most);
  }

  long longNumber(String name, long otherwise, long least, long most) {
    Number number = read(name, Number.class, otherwise, "a whole number");
    if (!(number instanceof Integer || number instanceof Long)) {
      throw refuse(name, "it is " + number + ", not a whole number");
    }
    long value = number.longValue();
    if (value < least) {
      throw refuse(name, "it is " + value + ", less than " + least);
    }
    if (value > most) {
      throw refuse(name, "it is " + value + ", more than " + most);
    }
    return value;
  }

  double decimal(String name, double otherwise) {
    return read(name, Number.class, otherwise, "a number").doubleValue();
  }

  double ratio(String name, double otherwise) {
    double value = decimal(name, otherwise);
    if (!(value >= 0 && value <= 1)) {
      throw refuse(name, "it is " + value + ", not between 0 and 1");
    }
    return value;
  }

  /**
   * A bound in the unit in which a type is kept: written as a number, or as an ISO day for a DATE
   * and for the first moment of a day.
   */
  long bound(String name, Type type, int scale, long otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    Object value = values.get(name);
    boolean isNumber = value instanceof Number;
    try {
      if (type == Type.DATE && value instanceof String day) {
        return LocalDate.parse(day).toEpochDay();
      }
      if (type == Type.TIMESTAMP && value instanceof String day) {
        return Math.multiplyExact(LocalDate.parse(day).toEpochDay(), MICROS_PER_DAY);
      }
      if (type == Type.DECIMAL && isNumber) {
        return new BigDecimal(value.toString()).movePointRight(scale).longValueExact();
      }
    } catch (DateTimeParseException e) {
      throw refuse(name, "it is \"" + value + "\", not an ISO day");
    } catch (ArithmeticException e) {
      throw refuse(name, "it is " + value + ", too large or with too many digits");
    }
    if ((type == Type.INT || type == Type.LONG) && isNumber && !(value instanceof Double)) {
      return ((Number) value).longValue();
    }
    throw refuse(name, "it is " + value + ", which does not bound a " + type);
  }

  /** The value is that text. */
  boolean isText(String name, String text) {
    return has(name) && text.equals(values.get(name));
  }

  boolean isObject(String name) {
    return has(name) && values.get(name) instanceof Map;
  }

  /** A list of texts, or one. */
  List<String> wordOrWords(String name) {
    return has(name) && values.get(name) instanceof String word ? List.of(word) : words(name);
  }

  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (Object word : read(name, List.class, List.of(), "a list of texts")) {
      if (!(word instanceof String)) {
        throw refuse(name, "it holds " + word + ", not a text");
      }
      words.add((String) word);
    }
    return List.copyOf(words);
  }

  List<Attributes> objects(String name) {
    List<Attributes> objects = new ArrayList<>();
    for (Object object : read(name, List.class, List.of(), "a list of objects")) {
      if (!(object instanceof Map)) {
        throw refuse(name, "it holds " + object + ", not an object");
      }
      objects.add(new Attributes(source, at(name), asMap(object)));
    }
    return objects;
  }

  Map<String, Object> object(String name) {
    return asMap(read(name, Map.class, Map.of(), "an object"));
  }

  /** What stands in an object; nothing if there is none. */
  Attributes attributes(String name) {
    return new Attributes(source, at(name), object(name));
  }

  void refuseOthers() {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw refuse(
            name, "no such attribute is known here; known are " + known.stream().sorted().toList());
      }
    }
  }

  ContractException refuse(String name, String reason) {
    return new ContractException(source, at(name), reason);
  }

  private <T> T read(String name, Class<T> type, T otherwise, String wanted) {
    if (!has(name)) {
      return otherwise;
    }
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw refuse(name, "it is " + value + ", not " + wanted);
    }
    return type.cast(value);
  }

  private String at(String name) {
    return (place.isEmpty() ? "" : place + ", ") + "attribute " + name;
  }

  @SuppressWarnings("unchecked") // Avro's JSON objects are maps by text
  private static Map<String, Object> asMap(Object object) {
    return (Map<String, Object>) object;
  }
}
