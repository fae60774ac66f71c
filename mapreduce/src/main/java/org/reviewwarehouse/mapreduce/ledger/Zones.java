package org.reviewwarehouse.mapreduce.ledger;

import org.apache.hadoop.fs.Path;

/**
 * Where the zones of one feed are.
 *
 * @param root of the warehouse
 */
public record Zones(Path root, String feed) {
  /** With a directory {@code arrival=YYYY-MM-DD} for each day. */
  public Path raw() {
    return zone("raw");
  }

  /** With a directory {@code period=P} for each period. */
  public Path clean() {
    return zone("clean");
  }

  /** The directory of one period as one run wrote it. */
  public Path clean(String period, String run) {
    return new Path(new Path(clean(), "period=" + period), run(run));
  }

  /** The directory of a live partition. */
  public Path clean(LedgerEntry.Partition partition) {
    return clean(partition.period(), partition.run());
  }

  public Path late() {
    return zone("late");
  }

  /** The directory of the late rows of one run. */
  public Path late(String run) {
    return new Path(late(), run(run));
  }

  public Path rejected() {
    return zone("rejected");
  }

  /** The directory of what one run rejected. */
  public Path rejected(String run) {
    return new Path(rejected(), run(run));
  }

  /** What runs need while they last, with a directory for each. */
  public Path work() {
    return zone("work");
  }

  public Path ledger() {
    return zone("ledger");
  }

  private Path zone(String name) {
    return new Path(new Path(root, name), feed);
  }

  private static String run(String run) {
    return "run=" + run;
  }
}
