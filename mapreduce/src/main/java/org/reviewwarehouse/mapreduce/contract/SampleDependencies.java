package org.reviewwarehouse.mapreduce.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What samples say of other fields. */
final class SampleDependencies {
  private SampleDependencies() {}

  /** Refuses samples that depend on a field which is not there or not of the kind they need. */
  static void check(String source, List<Field> fields) {
    List<Field> sampled = fields.stream().filter(field -> field.sample() != null).toList();
    for (Field field : sampled) {
      check(source, field, field.sample(), fields);
    }
    for (Field field : sampled) {
      if (dependsOn(field.name(), field.sample(), fields, new HashSet<>())) {
        throw new ContractException(
            source, place(field), "the value of the field depends on itself");
      }
    }
  }

  private static void check(String source, Field field, Sample sample, List<Field> fields) {
    if (sample.of() != null) {
      Sample of = sample(sample.of(), fields);
      String wanted = wanted(sample.shape());
      if (of == null || !isKind(wanted, of.shape())) {
        throw new ContractException(
            source,
            place(field) + ", attribute of",
            "there is no field \"" + sample.of() + "\" whose sample is of kind " + wanted);
      }
    }
    for (Sample.Condition condition : sample.conditions()) {
      Sample of = sample(condition.field(), fields);
      Set<String> known = new HashSet<>(Set.of(""));
      if (of != null && of.shape() instanceof Sample.Words words) {
        known.addAll(words.weights().keySet());
      }
      if (of == null || !known.containsAll(condition.values())) {
        throw new ContractException(
            source,
            place(field) + ", attribute " + (condition.holds() ? "when" : "unless"),
            "the sample of field \"" + condition.field() + "\" makes no such value");
      }
    }
    for (Sample inner : inner(sample)) {
      check(source, field, inner, fields);
    }
  }

  private static String wanted(Sample.Shape shape) {
    if (shape instanceof Sample.Part) {
      return "count";
    }
    return shape instanceof Sample.Time ? "time, id or unique" : "id or unique";
  }

  private static boolean isKind(String wanted, Sample.Shape shape) {
    if (shape instanceof Sample.Either either) {
      return either.samples().stream().allMatch(each -> isKind(wanted, each.shape()));
    }
    return switch (wanted) {
      case "count" -> shape instanceof Sample.Count;
      case "id or unique" -> shape instanceof Sample.Id || shape instanceof Sample.Unique;
      default ->
          shape instanceof Sample.Time
              || shape instanceof Sample.Id
              || shape instanceof Sample.Unique;
    };
  }

  private static boolean dependsOn(
      String name, Sample sample, List<Field> fields, Set<String> seen) {
    List<String> next = new ArrayList<>();
    if (sample.of() != null) {
      next.add(sample.of());
    }
    sample.conditions().forEach(condition -> next.add(condition.field()));
    for (String field : next) {
      boolean isNew = seen.add(field);
      if (field.equals(name) || isNew && dependsOn(name, sample(field, fields), fields, seen)) {
        return true;
      }
    }
    return inner(sample).stream().anyMatch(inner -> dependsOn(name, inner, fields, seen));
  }

  private static List<Sample> inner(Sample sample) {
    if (sample.shape() instanceof Sample.Either either) {
      return either.samples();
    }
    return sample.shape() instanceof Sample.Items items ? List.of(items.item()) : List.of();
  }

  private static Sample sample(String name, List<Field> fields) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findAny()
        .map(Field::sample)
        .orElse(null);
  }

  private static String place(Field field) {
    return "field " + field.name() + ", attribute sample";
  }
}
