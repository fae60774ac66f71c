package org.reviewwarehouse.mapreduce.contract;

import java.util.List;

/**
 * What a feed is: the only place where it is described. Read from an Avro schema by {@link
 * ContractReader}.
 *
 * @param feed name of the feed: lower-case letters, digits and underscores
 * @param fingerprint SHA-256 of the contract's canonical JSON, hexadecimal
 * @param layouts the forms in which its files come; the first that takes a file's name counts
 * @param maxRecordBytes longer raw records are rejected
 * @param key the fields that name a row
 * @param order by which of two rows of one key one wins
 * @param eventDay the DATE field that tells when the thing happened; null if the feed has none
 * @param grain of the clean zone's partitions
 * @param watermarkDays a row older than its arrival by more days is late
 * @param restateDays a newer version of a row older than that waits for a reconciliation
 * @param maxRejectedRatio a run that rejects a greater share of its rows is refused
 * @param checks between columns
 * @param expectations of all valid rows of a run
 */
public record Contract(
    String feed,
    String doc,
    String fingerprint,
    List<Field> fields,
    List<Layout> layouts,
    int maxRecordBytes,
    List<Field> key,
    List<Order> order,
    Field eventDay,
    Grain grain,
    int watermarkDays,
    int restateDays,
    double maxRejectedRatio,
    List<AtMost> checks,
    List<Expectation> expectations) {

  /** This contract with another grain. */
  public Contract withGrain(Grain other) {
    return new Contract(
        feed,
        doc,
        fingerprint,
        fields,
        layouts,
        maxRecordBytes,
        key,
        order,
        eventDay,
        other,
        watermarkDays,
        restateDays,
        maxRejectedRatio,
        checks,
        expectations);
  }

  /**
   * The layout of a file.
   *
   * @param name of the file, without directory and without the end that tells its compression
   * @return null if no layout takes it
   */
  public Layout layoutOf(String name) {
    return layouts.stream().filter(layout -> layout.takes(name)).findFirst().orElse(null);
  }

  /** The field of that name; null if there is none. */
  public Field field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findAny().orElse(null);
  }

  /** A greater value of the field lets a row win. */
  public boolean ordersBy(Field field) {
    return order.contains(new Order(field, false));
  }
}
