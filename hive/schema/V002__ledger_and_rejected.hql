-- What every feed shares: the ledger of its runs and the records that broke a rule.

CREATE EXTERNAL TABLE IF NOT EXISTS ledger (
  `sequence` BIGINT COMMENT 'Number of the entry within its feed, from 1',
  run STRING COMMENT 'Run id: sequence, start, random part',
  mode STRING COMMENT 'daily or backfill',
  contract STRING COMMENT 'Fingerprint of the contract the run read',
  grain STRING COMMENT 'Grain of the periods: all, year, month or day',
  started STRING COMMENT 'Start of the run, ISO 8601, UTC',
  committed STRING COMMENT 'When the entry was made, ISO 8601, UTC',
  watermark_days INT COMMENT 'Days an event may be late; null for a backfill',
  arrivals ARRAY<STRING> COMMENT 'Arrival days the run took in',
  inputs ARRAY<STRUCT<path: STRING, arrival: STRING, length: BIGINT, checksum: STRING,
    `read`: BIGINT, accepted: BIGINT, duplicate: BIGINT, superseded: BIGINT, rejected: BIGINT,
    late: BIGINT>> COMMENT 'Files read, length in bytes, with rows by outcome',
  `read` BIGINT COMMENT 'Rows read: the sum of the five that follow',
  accepted BIGINT COMMENT 'Rows that are in the clean zone',
  duplicate BIGINT COMMENT 'Rows dropped, their content is there already',
  superseded BIGINT COMMENT 'Rows dropped for a newer version of the same key',
  rejected BIGINT COMMENT 'Rows that broke a rule',
  late BIGINT COMMENT 'Rows set aside, older than the watermark',
  replaced BIGINT COMMENT 'Rows of the table that newer ones replaced',
  bytes_read BIGINT COMMENT 'Bytes of the input files',
  bytes_written BIGINT COMMENT 'Bytes of the files written',
  rejections ARRAY<STRUCT<reason: STRING, field: STRING, `rows`: BIGINT>>
    COMMENT 'Rejected rows by reason and field',
  steps ARRAY<STRUCT<step: STRING, millis: BIGINT>> COMMENT 'Time of each step in milliseconds',
  partitions ARRAY<STRUCT<period: STRING, run: STRING, `rows`: BIGINT, files: INT, bytes: BIGINT>>
    COMMENT 'The whole live state after the run: which run each period is read from'
)
COMMENT 'One row per committed run, as the jobs wrote it'
PARTITIONED BY (feed STRING COMMENT 'Feed of the run')
STORED AS JSONFILE
LOCATION '${hivevar:root}/ledger';

CREATE VIEW IF NOT EXISTS ledger_runs (
  feed COMMENT 'Feed of the run',
  `sequence` COMMENT 'Number of the run within its feed, from 1',
  run COMMENT 'Run id',
  mode COMMENT 'daily or backfill',
  started COMMENT 'Start, UTC',
  committed COMMENT 'Commit, UTC',
  files COMMENT 'Input files',
  rows_read COMMENT 'Rows read',
  accepted COMMENT 'Rows that are in the clean zone',
  duplicate COMMENT 'Rows dropped, their content is there already',
  superseded COMMENT 'Rows dropped for a newer version of the same key',
  rejected COMMENT 'Rows that broke a rule',
  late COMMENT 'Rows set aside, older than the watermark',
  replaced COMMENT 'Rows of the table that newer ones replaced',
  unaccounted COMMENT 'Rows read less the five outcomes: always 0',
  bytes_read COMMENT 'Bytes of the input files',
  bytes_written COMMENT 'Bytes of the files written',
  periods COMMENT 'Periods that are live after the run'
)
COMMENT 'The accounting of each run'
AS SELECT
  feed, `sequence`, run, mode,
  CAST(regexp_replace(started, '[TZ]', ' ') AS TIMESTAMP),
  CAST(regexp_replace(committed, '[TZ]', ' ') AS TIMESTAMP),
  size(inputs), `read`, accepted, duplicate, superseded, rejected, late, replaced,
  `read` - accepted - duplicate - superseded - rejected - late,
  bytes_read, bytes_written, size(partitions)
FROM ledger;

CREATE VIEW IF NOT EXISTS ledger_inputs (
  feed COMMENT 'Feed of the run',
  `sequence` COMMENT 'Number of the run within its feed, from 1',
  run COMMENT 'Run id',
  path COMMENT 'File read',
  arrival COMMENT 'Day it arrived; null if unknown',
  length COMMENT 'Its length in bytes',
  checksum COMMENT 'Its checksum, with the kind before the colon',
  rows_read COMMENT 'Rows read',
  accepted COMMENT 'Rows that are in the clean zone',
  duplicate COMMENT 'Rows dropped, their content is there already',
  superseded COMMENT 'Rows dropped for a newer version of the same key',
  rejected COMMENT 'Rows that broke a rule',
  late COMMENT 'Rows set aside, older than the watermark'
)
COMMENT 'The accounting of each file of each run'
AS SELECT
  entry.feed, entry.`sequence`, entry.run, input.path, CAST(input.arrival AS DATE), input.length,
  input.checksum, input.`read`, input.accepted, input.duplicate, input.superseded, input.rejected,
  input.late
FROM ledger entry
LATERAL VIEW explode(entry.inputs) exploded AS input;

CREATE VIEW IF NOT EXISTS ledger_rejections (
  feed COMMENT 'Feed of the run',
  `sequence` COMMENT 'Number of the run within its feed, from 1',
  run COMMENT 'Run id',
  reason COMMENT 'Rule that was broken',
  field COMMENT 'Field that broke it; null if it was the record',
  rejected COMMENT 'Rows'
)
COMMENT 'Rejected rows of each run by reason and field'
AS SELECT
  entry.feed, entry.`sequence`, entry.run, rejection.reason, rejection.field, rejection.`rows`
FROM ledger entry
LATERAL VIEW explode(entry.rejections) exploded AS rejection;

CREATE EXTERNAL TABLE IF NOT EXISTS rejected (
  record BINARY COMMENT 'The record as it came, at most its first 64 KiB',
  record_length BIGINT COMMENT 'Length of the whole record in bytes',
  reason STRING COMMENT 'Rule that was broken',
  field STRING COMMENT 'Field that broke it; null if it was the record',
  file STRING COMMENT 'File the record was in',
  position BIGINT COMMENT 'Offset of the record in the decompressed file in bytes',
  arrival DATE COMMENT 'Day the file arrived; null if unknown'
)
COMMENT 'Records that broke a rule of their contract'
PARTITIONED BY (
  feed STRING COMMENT 'Feed of the record',
  run STRING COMMENT 'Run that rejected it'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/rejected';
