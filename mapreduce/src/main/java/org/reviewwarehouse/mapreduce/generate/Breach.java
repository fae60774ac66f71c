package org.reviewwarehouse.mapreduce.generate;

import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/**
 * One rule of a contract, and how a valid row is made to break it and no other.
 *
 * @param field what clean names beside the reason; null where it is the record as a whole
 * @param isOfRecord the record is changed, otherwise the values before they become one
 */
record Breach(RejectReason reason, Field field, boolean isOfRecord, Edit edit) {
  /** Changes a record, or the values of a row. */
  interface Edit {
    /**
     * @param arrival days since 1970-01-01
     */
    void apply(Line line, Draws draws, long arrival);
  }
}
