package org.reviewwarehouse.mapreduce.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Fallback;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Format;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.contract.Order;

/**
 * What is written in the records of a layout. A field with a sample makes up what stands at the
 * first of its sources. Where that is so of several fields, the event day does it, or else the
 * first of them; the others read what stands there, as fields without a sample do.
 */
final class Columns {
  /**
   * One place in a record.
   *
   * @param number from 0
   * @param source its name in the layout
   * @param field makes up what stands there
   */
  record Column(int number, String source, Field field) {}

  private final Contract contract;
  private final Layout layout;
  private final List<Column> all = new ArrayList<>();

  /**
   * @throws WarehouseException if the contract does not say how all values are made up
   */
  Columns(Contract contract, Layout layout) {
    this.contract = contract;
    this.layout = layout;
    Map<String, Field> makers = new LinkedHashMap<>();
    addMaker(contract.eventDay(), makers);
    contract.fields().forEach(field -> addMaker(field, makers));
    makers.entrySet().stream()
        .sorted(Comparator.comparingInt(maker -> maker.getValue().position()))
        .forEach(maker -> all.add(new Column(all.size(), maker.getKey(), maker.getValue())));
    boolean hasNames =
        layout.format().isJson() || layout.format() == Format.CSV && layout.hasHeader();
    for (Field field : contract.fields()) {
      boolean isMade = hasNames ? !of(field).isEmpty() : own(field) != null;
      if (!isMade && !sources(field).isEmpty()) {
        String lacks = field.sample() == null ? "attribute sample" : "column of its own";
        throw refused(contract, "field " + field.name() + " has no " + lacks);
      }
    }
    if (contract.eventDay() != null && of(contract.eventDay()).isEmpty()) {
      throw refused(contract, "its event.day is in no file");
    }
  }

  static WarehouseException refused(Contract contract, String reason) {
    return new WarehouseException(
        WarehouseException.Code.FAILED,
        "Cannot generate feed: " + contract.feed() + ", because " + reason);
  }

  private void addMaker(Field field, Map<String, Field> makers) {
    if (field != null && field.sample() != null && !sources(field).isEmpty()) {
      makers.putIfAbsent(sources(field).get(0), field);
    }
  }

  List<Column> all() {
    return all;
  }

  /** The columns that a field reads: the first that has a value counts. */
  List<Column> of(Field field) {
    List<Column> columns = new ArrayList<>();
    for (String source : sources(field)) {
      all.stream().filter(column -> column.source().equals(source)).forEach(columns::add);
    }
    return columns;
  }

  /** The column that a field makes up; null if there is none. */
  Column own(Field field) {
    return all.stream().filter(column -> column.field().equals(field)).findAny().orElse(null);
  }

  /** The column that tells the event day; null if the contract has none. */
  Column eventDay() {
    return contract.eventDay() == null ? null : of(contract.eventDay()).get(0);
  }

  /** Which of two rows of a key wins depends on nothing that is in the files. */
  boolean ordersByArrival() {
    return contract.order().stream().allMatch(order -> of(order.field()).isEmpty());
  }

  /** Of two rows of a key the one that arrived on a later day wins. */
  boolean ordersByNewestArrival() {
    Order first = contract.order().isEmpty() ? null : contract.order().get(0);
    return first != null
        && !first.leastWins()
        && of(first.field()).isEmpty()
        && first.field().fallback() instanceof Fallback.Arrival;
  }

  /** A later version of a row may be of another event day, by which it wins or loses. */
  boolean ordersByEventDay() {
    Column day = eventDay();
    return day != null
        && contract.order().stream().anyMatch(order -> of(order.field()).contains(day))
        && !contract.key().contains(contract.eventDay());
  }

  private List<String> sources(Field field) {
    return layout.sources().get(field.position());
  }
}
