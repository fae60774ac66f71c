package org.reviewwarehouse.mapreduce.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the {@link Expectation}s of a contract, refusing what it does not understand. */
final class ExpectationReader {
  private ExpectationReader() {}

  static List<Expectation> read(Attributes contract, List<Field> fields) {
    List<Expectation> expectations = new ArrayList<>();
    for (Attributes attributes : contract.objects("expectations")) {
      expectations.add(expectation(attributes, fields));
      attributes.refuseOthers();
    }
    return List.copyOf(expectations);
  }

  private static Expectation expectation(Attributes attributes, List<Field> fields) {
    if (attributes.has("min.rows")) {
      return new Expectation.MinRows(attributes.longNumber("min.rows", 1, 1, Long.MAX_VALUE));
    }
    String name = attributes.text("field", "");
    Field field =
        fields.stream()
            .filter(each -> each.name().equals(name))
            .findAny()
            .orElseThrow(() -> attributes.refuse("field", "there is no field \"" + name + "\""));
    if (attributes.has("max.null.ratio")) {
      if (!field.optional()) {
        throw attributes.refuse("max.null.ratio", name + " is not optional and never NULL");
      }
      return new Expectation.Nulls(field, attributes.ratio("max.null.ratio", 0));
    }
    if (attributes.has("values")) {
      if (field.type() != Type.STRING) {
        throw attributes.refuse("values", name + " is not a STRING");
      }
      return new Expectation.Values(
          field, Set.copyOf(attributes.words("values")), attributes.ratio("max.other.ratio", 0));
    }
    if (!attributes.has("min") && !attributes.has("max") || field.type() != Type.DATE) {
      throw attributes.refuse(
          "field",
          "nothing is expected of "
              + name
              + "; known are min.rows, max.null.ratio, values, and of a DATE min and max");
    }
    boolean maxIsArrival = attributes.isText("max", "arrival");
    return new Expectation.Days(
        field,
        attributes.bound("min", Type.DATE, 0, Long.MIN_VALUE),
        maxIsArrival ? Long.MAX_VALUE : attributes.bound("max", Type.DATE, 0, Long.MAX_VALUE),
        maxIsArrival,
        attributes.ratio("max.outside.ratio", 0));
  }
}
