package org.reviewwarehouse.mapreduce.generate;

import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/**
 * One rule of a contract, and how a valid line is made to break it and no other.
 *
 * @param field what clean names beside the reason; null where it is the line as a whole
 */
record Breach(RejectReason reason, Field field, Edit edit) {
  /** Changes a line. */
  interface Edit {
    /**
     * @param arrival days since 1970-01-01
     */
    void apply(Line line, Draws draws, long arrival);
  }
}
