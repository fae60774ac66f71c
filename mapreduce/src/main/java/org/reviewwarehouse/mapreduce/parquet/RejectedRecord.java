package org.reviewwarehouse.mapreduce.parquet;

/**
 * A record that is no row, as it is kept in the rejected zone. The bytes are only valid during the
 * call that writes them.
 *
 * @param bytes block that holds the record
 * @param length bytes of the whole record; what is kept is cut at {@link #MOST_KEPT}
 * @param reason a label of {@code RejectReason}
 * @param field null where the record as a whole broke a rule
 * @param position bytes of the decompressed file before the record
 * @param arrival days since 1970-01-01; null where it is not known
 */
public record RejectedRecord(
    byte[] bytes,
    int from,
    int to,
    long length,
    String reason,
    String field,
    String file,
    long position,
    Integer arrival) {
  /** A longer record is kept by its first bytes. */
  public static final int MOST_KEPT = 64 << 10;
}
