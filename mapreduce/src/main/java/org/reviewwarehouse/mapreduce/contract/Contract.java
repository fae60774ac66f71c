package org.reviewwarehouse.mapreduce.contract;

import java.util.List;

/**
 * What a feed is: the only place where it is described. Read from an Avro schema by {@link
 * ContractReader}.
 *
 * @param feed name of the feed: lower-case letters, digits and underscores
 * @param fingerprint SHA-256 of the contract's canonical JSON, hexadecimal
 * @param hasHeader files may begin with a line of the column names; it is known by its content
 * @param maxRecordBytes longer raw lines are rejected
 * @param key the fields that name a row
 * @param order of two rows of one key, the greater by these fields wins
 * @param eventDay the DATE field that tells when the thing happened
 * @param grain of the clean zone's partitions
 * @param watermarkDays a row older than its arrival by more days is late
 * @param restateDays a newer version of a row older than that waits for a reconciliation
 * @param maxRejectedRatio a run that rejects a greater share of its rows is refused
 * @param checks between columns
 */
public record Contract(
    String feed,
    String doc,
    String fingerprint,
    List<Field> fields,
    boolean hasHeader,
    int maxRecordBytes,
    List<Field> key,
    List<Field> order,
    Field eventDay,
    Grain grain,
    int watermarkDays,
    int restateDays,
    double maxRejectedRatio,
    List<AtMost> checks) {

  /** This contract with another grain. */
  public Contract withGrain(Grain other) {
    return new Contract(
        feed,
        doc,
        fingerprint,
        fields,
        hasHeader,
        maxRecordBytes,
        key,
        order,
        eventDay,
        other,
        watermarkDays,
        restateDays,
        maxRejectedRatio,
        checks);
  }
}
