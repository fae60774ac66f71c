package org.reviewwarehouse.mapreduce.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What one run did: a line of JSON in the ledger, and the run's commit.
 *
 * @param sequence number of the run in its feed, from 1 without gaps
 * @param run name of the run; sorts by sequence
 * @param mode {@code daily}, {@code backfill}, {@code reconcile} or {@code rollback}
 * @param rolledBackTo run whose state a rollback brought back; null otherwise
 * @param contract fingerprint of the contract
 * @param grain of the table's partitions
 * @param started instant, ISO 8601, UTC
 * @param committed instant, ISO 8601, UTC
 * @param watermarkDays null where no row could be late
 * @param arrivals days whose files were read, ISO
 * @param inputs raw files; of a reconciliation the files of the late zone
 * @param replaced rows of the table that newer ones replaced
 * @param bytesRead of the raw files, compressed as they are
 * @param bytesWritten of the clean zone's files
 * @param rejections what the rejected rows broke, the most frequent first
 * @param steps how long each took
 * @param partitions every live partition after the run, also those that older runs wrote
 * @param waiting the runs whose late rows no reconciliation has merged, after the run
 */
@JsonPropertyOrder({ // Jackson would put the fields with a name of their own first
  "sequence",
  "run",
  "feed",
  "mode",
  "rolled_back_to",
  "contract",
  "grain",
  "started",
  "committed",
  "watermark_days",
  "arrivals",
  "inputs",
  "read",
  "accepted",
  "duplicate",
  "superseded",
  "rejected",
  "late",
  "replaced",
  "bytes_read",
  "bytes_written",
  "rejections",
  "steps",
  "partitions",
  "waiting"
})
public record LedgerEntry(
    int sequence,
    String run,
    String feed,
    String mode,
    @JsonProperty("rolled_back_to") String rolledBackTo,
    String contract,
    String grain,
    String started,
    String committed,
    @JsonProperty("watermark_days") Integer watermarkDays,
    List<String> arrivals,
    List<Input> inputs,
    long read,
    long accepted,
    long duplicate,
    long superseded,
    long rejected,
    long late,
    long replaced,
    @JsonProperty("bytes_read") long bytesRead,
    @JsonProperty("bytes_written") long bytesWritten,
    List<Rejection> rejections,
    List<Step> steps,
    List<Partition> partitions,
    List<Waiting> waiting) {
  public static final String DAILY = "daily";
  public static final String BACKFILL = "backfill";
  public static final String RECONCILE = "reconcile";
  public static final String ROLLBACK = "rollback";

  /**
   * A raw file and what became of its rows.
   *
   * @param arrival ISO day; null where it is not known
   * @param length bytes that were read
   * @param checksum {@code crc32c:} and eight hexadecimal digits
   */
  public record Input(
      String path,
      String arrival,
      long length,
      String checksum,
      long read,
      long accepted,
      long duplicate,
      long superseded,
      long rejected,
      long late) {

    /** Every row that was read is accounted for. */
    @JsonIgnore
    public boolean addsUp() {
      return read == accepted + duplicate + superseded + rejected + late;
    }
  }

  /**
   * Rows that broke one rule.
   *
   * @param field null where the record as a whole broke it
   */
  public record Rejection(String reason, String field, long rows) {}

  /** A part of the run and its duration. */
  public record Step(String step, long millis) {}

  /**
   * A live partition.
   *
   * @param run that wrote its files: they are in {@code clean/<feed>/period=<period>/run=<run>}
   */
  public record Partition(String period, String run, long rows, int files, long bytes) {}

  /**
   * Late rows that wait for a reconciliation.
   *
   * @param run that set them aside: they are in {@code late/<feed>/run=<run>}
   */
  public record Waiting(String run, long rows) {}

  /** Every row that was read is accounted for, in every file and in the run. */
  @JsonIgnore
  public boolean addsUp() {
    return inputs.stream().allMatch(Input::addsUp)
        && inputs.stream().mapToLong(Input::read).sum() == read
        && read == accepted + duplicate + superseded + rejected + late;
  }
}
