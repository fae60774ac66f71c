package org.reviewwarehouse.mapreduce.clean;

import java.util.Locale;

/** What a run reads, and whether rows can be late. */
public enum Mode {
  /** Raw files of some arrival days; rows older than the watermark wait in the late zone. */
  DAILY,
  /** Raw files; no row is late. */
  BACKFILL,
  /** The late zone, whose rows are merged into the table. */
  RECONCILE;

  /** The spelling in the ledger. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
