package org.reviewwarehouse.mapreduce.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the {@code sample} attribute of a field, refusing what it does not understand. */
final class SampleReader {
  private static final String KINDS =
      "unique, id, words, count, part, text, day, time, decimal, list, totals, either";

  /** Enough for every row of every day: see {@link Sample.Unique}. */
  private static final long LEAST_UNIQUE_CODES = 1L << 49;

  private static final int MOST_SECONDS = 1_000_000_000;

  private final Attributes attributes;
  private final Type type;
  private final boolean mayBeEmpty;

  private SampleReader(Attributes attributes, Type type, boolean mayBeEmpty) {
    this.attributes = attributes;
    this.type = type;
    this.mayBeEmpty = mayBeEmpty;
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
    return new SampleReader(attributes, type, mayBeEmpty).sample();
  }

  private Sample sample() {
    Sample.Shape shape = shape();
    String of = attributes.has("of") ? attributes.text("of", "") : null;
    if (of == null && shape instanceof Sample.Part) {
      throw attributes.refuse("of", "a part needs the field that it is a part of");
    }
    if (of == null && shape instanceof Sample.Totals) {
      throw attributes.refuse("of", "totals need the field that names whose they are");
    }
    boolean standsAlone =
        shape instanceof Sample.Unique
            || shape instanceof Sample.Count
            || shape instanceof Sample.Day
            || shape instanceof Sample.Either;
    if (of != null && standsAlone) {
      throw attributes.refuse("of", "a sample of this kind depends on no other field");
    }
    double empty = attributes.ratio("empty", 0);
    if (empty > 0 && !mayBeEmpty) {
      throw attributes.refuse("empty", "the field must not be empty");
    }
    boolean changes = attributes.flag("changes", false);
    boolean canChange =
        shape instanceof Sample.Id
            || shape instanceof Sample.Words
            || shape instanceof Sample.Count
            || shape instanceof Sample.Decimal;
    if (changes && !canChange) {
      throw attributes.refuse("changes", "only an id, words, a count or a decimal can");
    }
    List<Sample.Condition> conditions = new ArrayList<>();
    addConditions("when", true, conditions);
    addConditions("unless", false, conditions);
    attributes.refuseOthers();
    return new Sample(shape, of, empty, List.copyOf(conditions), changes);
  }

  private void addConditions(String name, boolean holds, List<Sample.Condition> conditions) {
    Attributes all = attributes.attributes(name);
    for (String field : attributes.object(name).keySet()) {
      List<String> values = all.words(field);
      if (values.isEmpty()) {
        throw all.refuse(field, "there is no value that the field could have");
      }
      conditions.add(new Sample.Condition(field, Set.copyOf(values), holds));
    }
  }

  private Sample.Shape shape() {
    String kind = attributes.text("kind", "");
    boolean isWhole = type == Type.INT || type == Type.LONG;
    boolean isTime = type == Type.DATE || type == Type.TIMESTAMP;
    return switch (kind) {
      case "unique" -> unique();
      case "id" -> id();
      case "words" -> {
        makes(kind, type != Type.LIST && type != Type.MAP);
        yield new Sample.Words(weights(), ratio("unseen"));
      }
      case "count" -> {
        makes(kind, isWhole);
        yield new Sample.Count(attributes.number("most", 10, 1), skew(), ratio("zeros"));
      }
      case "part" -> {
        makes(kind, isWhole);
        yield new Sample.Part();
      }
      case "text" -> text(kind);
      case "day" -> {
        makes(kind, type == Type.DATE);
        yield new Sample.Day();
      }
      case "time" -> {
        makes(kind, isTime);
        yield time();
      }
      case "decimal" -> {
        makes(kind, type == Type.DOUBLE || type == Type.DECIMAL);
        yield decimal();
      }
      case "list" -> {
        makes(kind, type == Type.LIST);
        yield items();
      }
      case "totals" -> {
        makes(kind, type == Type.MAP);
        yield new Sample.Totals(weights(), ratio("unseen"));
      }
      case "either" -> either();
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
    return new Sample.Unique(code, attributes.number("rows", 1, 1));
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
    if (!prefix.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
      throw attributes.refuse("prefix", "it is \"" + prefix + "\", not all printable ASCII");
    }
    if (attributes.flag("plain", false)) {
      return new Sample.Code(prefix, 0, true);
    }
    return new Sample.Code(
        prefix, attributes.number("length", 14, prefix.length()), attributes.flag("digits", false));
  }

  private Sample.Shape text(String kind) {
    makes(kind, type == Type.STRING);
    int least = attributes.number("least", 1, 1);
    return new Sample.Text(least, attributes.number("most", least, least), ratio("dirt"));
  }

  private Sample.Shape time() {
    int least = attributes.number("least", 0, -MOST_SECONDS, MOST_SECONDS);
    String unit = attributes.text("unit", "milli");
    for (Sample.Unit each : Sample.Unit.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(unit)) {
        return new Sample.Time(
            least,
            attributes.number("most", least, least, MOST_SECONDS),
            attributes.number("days", 365, 1),
            each,
            attributes.number("apart", 1, 1, MOST_SECONDS),
            ratio("wrong"));
      }
    }
    throw attributes.refuse(
        "unit", "it is \"" + unit + "\", none of milli, second, hour, day, week, month");
  }

  private Sample.Shape decimal() {
    int least = attributes.number("least", 0, -MOST_SECONDS, MOST_SECONDS);
    return new Sample.Decimal(
        least,
        attributes.number("most", least, least, MOST_SECONDS),
        attributes.number("digits", 2, 0, 8));
  }

  private Sample.Shape items() {
    int least = attributes.number("least", 0, 0);
    int most = attributes.number("most", least, Math.max(1, least), 1000);
    Attributes item = attributes.attributes("item");
    Sample sample = new SampleReader(item, Type.STRING, false).sample();
    boolean isSimple =
        (sample.shape() instanceof Sample.Id || sample.shape() instanceof Sample.Words)
            && sample.of() == null
            && sample.conditions().isEmpty();
    if (!isSimple) {
      throw item.refuse("kind", "a list is made of ids or words that depend on no other field");
    }
    return new Sample.Items(least, most, ratio("filler"), sample);
  }

  private Sample.Shape either() {
    List<Sample> samples = new ArrayList<>();
    for (Attributes each : attributes.objects("samples")) {
      samples.add(new SampleReader(each, type, mayBeEmpty).sample());
    }
    if (samples.isEmpty()) {
      throw attributes.refuse("samples", "there is none");
    }
    return new Sample.Either(List.copyOf(samples));
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
