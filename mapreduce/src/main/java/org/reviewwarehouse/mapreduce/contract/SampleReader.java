package org.reviewwarehouse.mapreduce.contract;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the {@code sample} attribute of a field, refusing what it does not understand. */
final class SampleReader {
  private static final String KINDS = "unique, id, words, count, part, text, day";

  /** Enough for every row of every day: see {@link Sample.Unique}. */
  private static final long LEAST_UNIQUE_CODES = 1L << 49;

  private final Attributes attributes;
  private final Type type;

  private SampleReader(Attributes attributes, Type type) {
    this.attributes = attributes;
    this.type = type;
  }

  /**
   * Reads a sample.
   *
   * @param values the attribute's value; empty if there is none
   * @param mayBeEmpty an empty raw value is allowed in the field
   * @return null if there is none
   */
  static Sample read(
      String source, String place, Type type, boolean mayBeEmpty, Map<String, Object> values) {
    if (values.isEmpty()) {
      return null;
    }
    Attributes attributes = new Attributes(source, place + ", attribute sample", values);
    Sample.Shape shape = new SampleReader(attributes, type).shape();
    String of = attributes.has("of") ? attributes.text("of", "") : null;
    if (of == null && shape instanceof Sample.Part) {
      throw attributes.refuse("of", "a part needs the field that it is a part of");
    }
    boolean standsAlone =
        shape instanceof Sample.Unique
            || shape instanceof Sample.Count
            || shape instanceof Sample.Day;
    if (of != null && standsAlone) {
      throw attributes.refuse("of", "a sample of this kind depends on no other field");
    }
    double empty = attributes.ratio("empty", 0);
    if (empty > 0 && !mayBeEmpty) {
      throw attributes.refuse("empty", "the field must not be empty");
    }
    attributes.refuseOthers();
    return new Sample(shape, of, empty);
  }

  /** Refuses samples that depend on a field which is not there or not of the kind they need. */
  static void checkDependencies(String source, List<Field> fields) {
    for (Field field : fields) {
      String of = field.sample() == null ? null : field.sample().of();
      if (of == null) {
        continue;
      }
      Class<? extends Sample.Shape> wanted =
          field.sample().shape() instanceof Sample.Part ? Sample.Count.class : Sample.Id.class;
      boolean fits =
          fields.stream()
              .filter(other -> other.name().equals(of) && other.sample() != null)
              .map(Field::sample)
              .anyMatch(other -> wanted.isInstance(other.shape()) && other.of() == null);
      if (!fits) {
        throw new ContractException(
            source,
            "field " + field.name() + ", attribute sample, attribute of",
            "there is no field \""
                + of
                + "\" whose sample is of kind "
                + (wanted == Sample.Count.class ? "count" : "id")
                + " and depends on no other");
      }
    }
  }

  private Sample.Shape shape() {
    String kind = attributes.text("kind", "");
    return switch (kind) {
      case "unique" -> unique();
      case "id" -> id();
      case "words" -> new Sample.Words(weights());
      case "count" -> {
        makes(kind, type == Type.INT || type == Type.LONG);
        yield new Sample.Count(attributes.number("most", 10, 1), skew(), ratio("zeros"));
      }
      case "part" -> {
        makes(kind, type == Type.INT || type == Type.LONG);
        yield new Sample.Part();
      }
      case "text" -> text(kind);
      case "day" -> {
        makes(kind, type == Type.DATE);
        yield new Sample.Day();
      }
      default -> throw attributes.refuse("kind", "it is \"" + kind + "\", none of " + KINDS);
    };
  }

  private Sample.Shape unique() {
    Sample.Code code = code("unique");
    if (code.count() < LEAST_UNIQUE_CODES) {
      throw attributes.refuse(
          "length",
          "so few characters spell " + code.count() + " ids, too few for every row to have one");
    }
    return new Sample.Unique(code);
  }

  private Sample.Shape id() {
    Sample.Code code = code("id");
    int population = attributes.number("population", 1000, 1);
    if (code.count() < population) {
      throw attributes.refuse(
          "length", "so few characters spell " + code.count() + " ids, fewer than the population");
    }
    return new Sample.Id(population, skew(), code);
  }

  private Sample.Code code(String kind) {
    makes(kind, type == Type.STRING);
    String prefix = attributes.text("prefix", "");
    if (!prefix.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw attributes.refuse("prefix", "it is \"" + prefix + "\", not all visible ASCII");
    }
    return new Sample.Code(
        prefix, attributes.number("length", 14, prefix.length()), attributes.flag("digits", false));
  }

  private Sample.Shape text(String kind) {
    makes(kind, type == Type.STRING);
    int least = attributes.number("least", 1, 1);
    return new Sample.Text(least, attributes.number("most", least, least), ratio("dirt"));
  }

  private SortedMap<String, Double> weights() {
    SortedMap<String, Double> weights = new TreeMap<>();
    attributes
        .object("words")
        .forEach(
            (word, weight) -> {
              if (!(weight instanceof Number number) || !(number.doubleValue() > 0)) {
                throw attributes.refuse(
                    "words", "\"" + word + "\" weighs " + weight + ", not a number above 0");
              }
              if (word.chars().anyMatch(c -> c == '\t' || c == '\n' || c == '\r')) {
                throw attributes.refuse("words", "a word holds a tab or a line end");
              }
              weights.put(word, number.doubleValue());
            });
    if (weights.isEmpty()) {
      throw attributes.refuse("words", "there is none");
    }
    return weights;
  }

  private double skew() {
    double skew = attributes.decimal("skew", 0);
    if (!(skew >= 0 && skew <= 2)) {
      throw attributes.refuse("skew", "it is " + skew + ", not between 0 and 2");
    }
    return skew;
  }

  private double ratio(String name) {
    return attributes.ratio(name, 0);
  }

  private void makes(String kind, boolean fits) {
    if (!fits) {
      throw attributes.refuse(
          "kind", "it is \"" + kind + "\", which does not make values of a " + type);
    }
  }
}
