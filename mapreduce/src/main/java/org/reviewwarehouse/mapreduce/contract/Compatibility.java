package org.reviewwarehouse.mapreduce.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a contract differs from the one of the same feed that was released before it, and whether the
 * table that was filled by the released one can go on with it. New optional columns, new layouts,
 * bounds, checks, expectations, ratios and words for people may change. What the table, or one row
 * per key, rests on may not: each rule stands with the method that holds it.
 */
public final class Compatibility {
  private final Contract released;
  private final Contract contract;
  private final Set<String> deciding = new HashSet<>();
  private final List<String> breaks = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();

  private Compatibility(Contract released, Contract contract) {
    this.released = released;
    this.contract = contract;
  }

  /** Compares two contracts of one feed. */
  public static Compatibility of(Contract released, Contract contract) {
    Compatibility compatibility = new Compatibility(released, contract);
    compatibility.compareFeeds();
    compatibility.findDeciding();
    compatibility.compareFields();
    compatibility.compareLayouts();
    return compatibility;
  }

  /** The changes that are refused, each with its place; none if the contract is compatible. */
  public List<String> breaks() {
    return List.copyOf(breaks);
  }

  /** The changes that are allowed, each with its place. */
  public List<String> changes() {
    return List.copyOf(changes);
  }

  /**
   * The key, the order and the event day stay. By another key two rows of the table could be one,
   * or one could come twice; by another order the row that lost, and is gone, might have won; by
   * another event day rows would lie in other periods than the one that a newer version looks in,
   * and late would mean something else than the ledger counted. The grain may change: a table keeps
   * the one it began with.
   */
  private void compareFeeds() {
    hold("attribute key", names(released.key()), names(contract.key()));
    hold("attribute order", order(released), order(contract));
    hold("attribute event.day", eventDay(released), eventDay(contract));
    note("attribute doc", released.doc(), contract.doc());
    note("attribute partition.grain", released.grain(), contract.grain());
    note("attribute max.record.bytes", released.maxRecordBytes(), contract.maxRecordBytes());
    note("attribute watermark.days", released.watermarkDays(), contract.watermarkDays());
    note("attribute restate.days", released.restateDays(), contract.restateDays());
    note("attribute max.rejected.ratio", released.maxRejectedRatio(), contract.maxRejectedRatio());
    note("attribute checks", checks(released), checks(contract));
    note("attribute expectations", expectations(released), expectations(contract));
  }

  /**
   * The fields that decide which row a raw record is, which version of it wins and in which period
   * it lies: those of the key, of the hashes in it, of the order, and the event day.
   */
  private void findDeciding() {
    for (Field field : released.key()) {
      deciding.add(field.name());
      if (field.fallback() instanceof Fallback.Hash hash) {
        deciding.addAll(hash.of());
      }
    }
    released.order().forEach(order -> deciding.add(order.field().name()));
    deciding.add(eventDay(released));
  }

  /**
   * A column stays, and a new one is optional: the files of the table lack it, and for their rows
   * it is NULL. A column that was renamed is one that is gone and one that is new.
   */
  private void compareFields() {
    for (Field before : released.fields()) {
      Field after = contract.field(before.name());
      if (after == null) {
        breaks.add(place(before) + ": the column is gone, or has another name");
      } else {
        compareTypes(before, after);
        compareValues(before, after);
        compareRules(before, after);
      }
    }
    for (Field after : contract.fields()) {
      if (released.field(after.name()) == null) {
        if (after.optional()) {
          changes.add("adds optional column " + after.name() + " " + after.hiveType());
        } else {
          breaks.add(place(after) + ": the column is new and not optional");
        }
      }
    }
  }

  /**
   * The type stays, with precision, scale and the values of a map: the files of the table hold the
   * released one, and Hive refuses to read them by another. An optional column stays optional,
   * because the table has rows without a value; one that is always there stays so, because the
   * questions that people ask rely on it.
   */
  private void compareTypes(Field before, Field after) {
    hold(place(before) + ", attribute type", before.hiveType(), after.hiveType());
    if (before.optional() != after.optional()) {
      breaks.add(
          place(before)
              + ", attribute type: it was "
              + optional(before)
              + ", and is "
              + optional(after));
    }
  }

  /**
   * How the value of a {@link #findDeciding deciding} field is made stays: what is hashed where it
   * is absent, cleaning, the forms and the zone of a time, the words of a boolean, how a list is
   * cut. Otherwise a row of the table that comes again would be another row.
   */
  private void compareValues(Field before, Field after) {
    compare(before, "absent", before.fallback(), after.fallback());
    compare(before, "text", before.cleaning(), after.cleaning());
    compare(before, "forms", before.forms(), after.forms());
    compare(before, "zone", before.zone(), after.zone());
    compare(before, "true", before.trueWords(), after.trueWords());
    compare(before, "false", before.falseWords(), after.falseWords());
    compare(before, "split", before.split(), after.split());
    compare(before, "drop", before.drop(), after.drop());
  }

  /** Which rows are accepted, how a column is stored and what is said of it may change. */
  private void compareRules(Field before, Field after) {
    String attribute = place(before) + ", attribute ";
    note(attribute + "doc", before.doc(), after.doc());
    note(attribute + "not.empty", before.notEmpty(), after.notEmpty());
    note(attribute + "min", before.min(), after.min());
    note(
        attribute + "max",
        List.of(before.max(), before.maxIsArrival()),
        List.of(after.max(), after.maxIsArrival()));
    note(attribute + "dictionary", before.dictionary(), after.dictionary());
    note(attribute + "bloom.filter", before.bloomFilter(), after.bloomFilter());
    note(attribute + "sample", before.sample(), after.sample());
  }

  /**
   * The files that a released layout takes are taken, by a layout that has its patterns. Patterns
   * are compared as texts.
   */
  private void compareLayouts() {
    Set<Layout> known = new HashSet<>();
    for (Layout before : released.layouts()) {
      Layout after =
          contract.layouts().stream()
              .filter(layout -> takesFilesOf(before, layout))
              .findFirst()
              .orElse(null);
      if (after == null) {
        breaks.add(place(before) + ": the layout is gone");
      } else {
        known.add(after);
        compareLayouts(before, after);
      }
    }
    for (Layout after : contract.layouts()) {
      if (!known.contains(after)) {
        changes.add("adds " + place(after));
      }
    }
  }

  private static boolean takesFilesOf(Layout before, Layout after) {
    return after.files().isEmpty()
        || !before.files().isEmpty() && after.files().containsAll(before.files());
  }

  /**
   * What a record is stays, and where the deciding fields are found in it: otherwise the same file
   * would hold other rows. Where columns have no names, new ones come last: a file that has fewer
   * is read as before.
   */
  private void compareLayouts(Layout before, Layout after) {
    String attribute = place(before) + ", attribute ";
    note(attribute + "files", before.files(), after.files());
    hold(attribute + "format", before.format().label(), after.format().label());
    hold(attribute + "delimiter", before.delimiter(), after.delimiter());
    hold(attribute + "header", before.hasHeader(), after.hasHeader());
    hold(attribute + "records", before.records(), after.records());
    hold(attribute + "record.has", before.recordHas(), after.recordHas());
    for (Field field : released.fields()) {
      Field same = contract.field(field.name());
      if (same != null) {
        String of = " " + field.name();
        compare(
            field.name(),
            attribute + "from" + of,
            before.sources().get(field.position()),
            after.sources().get(same.position()));
        compare(
            field.name(),
            attribute + "absent" + of,
            before.absent().get(field.name()),
            after.absent().get(field.name()));
      }
    }
    boolean hasNames =
        before.format().isJson() || before.format() == Format.CSV && before.hasHeader();
    List<String> columns = columns(released, before);
    List<String> now = columns(contract, after);
    if (!hasNames && !columns.equals(now.subList(0, Math.min(columns.size(), now.size())))) {
      breaks.add(place(before) + ": its columns were " + columns + ", and begin otherwise: " + now);
    }
  }

  /** The fields that files of the layout have, in their order. */
  private static List<String> columns(Contract contract, Layout layout) {
    return contract.fields().stream()
        .filter(field -> !layout.sources().get(field.position()).isEmpty())
        .map(Field::name)
        .toList();
  }

  private void compare(Field field, String attribute, Object before, Object after) {
    compare(field.name(), place(field) + ", attribute " + attribute, before, after);
  }

  /** Holds the two together where the field decides, and notes a difference otherwise. */
  private void compare(String field, String place, Object before, Object after) {
    if (deciding.contains(field)) {
      hold(place, before, after);
    } else {
      note(place, before, after);
    }
  }

  private void hold(String place, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      breaks.add(place + ": it was " + text(before) + ", and is " + text(after));
    }
  }

  private void note(String place, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      changes.add("changes " + place);
    }
  }

  private static String text(Object value) {
    if (value == null || value.equals("") || value.equals('\0')) {
      return "none";
    }
    if (value instanceof Fallback.Hash hash) {
      return "the hash of " + hash.of();
    }
    if (value instanceof Fallback.Text text) {
      return "\"" + text.text() + "\"";
    }
    if (value instanceof Fallback) {
      return "arrival";
    }
    return value instanceof Set<?> set
        ? set.stream().map(Compatibility::word).sorted().toList().toString()
        : value.toString();
  }

  /** An element of a set as contracts spell it. */
  private static String word(Object element) {
    if (element instanceof TimeForm form) {
      return form.label();
    }
    return element instanceof Field.Cleaning cleaning
        ? cleaning.name().toLowerCase(Locale.ROOT)
        : element.toString();
  }

  private static String place(Field field) {
    return "field " + field.name();
  }

  private static String place(Layout layout) {
    String files = layout.files().isEmpty() ? "all files" : String.join(", ", layout.files());
    return "layout of " + files;
  }

  private static String optional(Field field) {
    return field.optional() ? "optional" : "not optional";
  }

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }

  private static List<String> order(Contract contract) {
    return contract.order().stream()
        .map(order -> (order.leastWins() ? "-" : "") + order.field().name())
        .toList();
  }

  private static String eventDay(Contract contract) {
    return contract.eventDay() == null ? "" : contract.eventDay().name();
  }

  private static List<String> checks(Contract contract) {
    return contract.checks().stream()
        .map(check -> check.field().name() + " " + check.other().name())
        .toList();
  }

  private static List<String> expectations(Contract contract) {
    return contract.expectations().stream().map(Compatibility::text).toList();
  }

  private static String text(Expectation expectation) {
    String numbers = "";
    if (expectation instanceof Expectation.MinRows least) {
      numbers = " " + least.rows();
    } else if (expectation instanceof Expectation.Nulls nulls) {
      numbers = " " + nulls.maxRatio();
    } else if (expectation instanceof Expectation.Values values) {
      numbers = " " + new TreeSet<>(values.values()) + " " + values.maxRatio();
    } else if (expectation instanceof Expectation.Days days) {
      numbers = " " + List.of(days.min(), days.max(), days.maxIsArrival()) + " " + days.maxRatio();
    }
    return expectation.label() + numbers;
  }
}
