package org.reviewwarehouse.mapreduce.clean;

import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** What a run reads, and whether rows can be late. */
public enum Mode {
  /** Raw files of some arrival days; rows older than the watermark wait in the late zone. */
  DAILY(LedgerEntry.DAILY),
  /** Raw files; no row is late. */
  BACKFILL(LedgerEntry.BACKFILL),
  /** The late zone, whose rows are merged into the table. */
  RECONCILE(LedgerEntry.RECONCILE);

  private final String label;

  Mode(String label) {
    this.label = label;
  }

  /** The spelling in the ledger. */
  String label() {
    return label;
  }
}
