package org.reviewwarehouse.mapreduce.ledger;

import org.reviewwarehouse.mapreduce.WarehouseException;

/**
 * What became of a run's commit.
 *
 * @param failure what to tell people; null where it is done
 */
public record Commit(Outcome outcome, WarehouseException failure) {
  /** The three that a distributed system knows. */
  public enum Outcome {
    /** The entry is in the ledger. */
    DONE,
    /** The entry is not in the ledger and never will be: what the run wrote may be deleted. */
    NOT_DONE,
    /** The entry may be in the ledger, now or soon: nothing may be deleted. */
    UNKNOWN
  }

  static final Commit DONE = new Commit(Outcome.DONE, null);

  /**
   * Goes on only where the commit is done.
   *
   * @throws WarehouseException that says why it is not, or why nobody can tell
   */
  public void orThrow() {
    if (failure != null) {
      throw failure;
    }
  }
}
