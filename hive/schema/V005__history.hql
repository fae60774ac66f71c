-- What a history needs: rollbacks, reconciles and the late rows that wait for one.
--
-- The ledger is made anew, as Hive cannot add a column to a table of JSON: nothing but its entry in
-- the metastore goes, and the next publish of each feed puts the feed's partition back.

DROP TABLE IF EXISTS ledger;

CREATE EXTERNAL TABLE IF NOT EXISTS ledger (
  `sequence` BIGINT COMMENT 'Number of the entry within its feed, from 1',
  run STRING COMMENT 'Run id: sequence, start, random part',
  mode STRING COMMENT 'daily, backfill, reconcile or rollback',
  rolled_back_to STRING COMMENT 'Run whose state a rollback brought back; else null',
  contract STRING COMMENT 'Fingerprint of the contract the run read',
  grain STRING COMMENT 'Grain of the periods: all, year, month or day',
  started STRING COMMENT 'Start of the run, ISO 8601, UTC',
  committed STRING COMMENT 'When the entry was made, ISO 8601, UTC',
  watermark_days INT COMMENT 'Days an event may be late; null for a backfill',
  arrivals ARRAY<STRING> COMMENT 'Arrival days the run took in',
  inputs ARRAY<STRUCT<path: STRING, arrival: STRING, length: BIGINT, checksum: STRING,
    `read`: BIGINT, accepted: BIGINT, duplicate: BIGINT, superseded: BIGINT, rejected: BIGINT,
    late: BIGINT>> COMMENT 'Files read, of a reconcile those of the late zone; length in bytes, rows by outcome',
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
    COMMENT 'The whole live state after the run: which run each period is read from',
  waiting ARRAY<STRUCT<run: STRING, `rows`: BIGINT>>
    COMMENT 'Rows still late after the run, by the run that set them aside; null in old entries'
)
COMMENT 'One row per committed run, as the jobs wrote it'
PARTITIONED BY (feed STRING COMMENT 'Feed of the run')
STORED AS JSONFILE
LOCATION '${hivevar:root}/ledger';

CREATE OR REPLACE VIEW ledger_runs (
  feed COMMENT 'Feed of the run',
  `sequence` COMMENT 'Number of the run within its feed, from 1',
  run COMMENT 'Run id',
  mode COMMENT 'daily, backfill, reconcile or rollback',
  rolled_back_to COMMENT 'Run whose state a rollback brought back; else null',
  started COMMENT 'Start, UTC',
  committed COMMENT 'Commit, UTC',
  files COMMENT 'Input files',
  rows_read COMMENT 'Rows read',
  accepted COMMENT 'Rows that are in the clean zone',
  duplicate COMMENT 'Rows dropped, their content is there already',
  superseded COMMENT 'Rows dropped for a newer version of the same key',
  rejected COMMENT 'Rows that broke a rule',
  late COMMENT 'Rows set aside by this run',
  waiting COMMENT 'Rows set aside that no reconcile has merged yet, of all runs, after this one',
  replaced COMMENT 'Rows of the table that newer ones replaced',
  unaccounted COMMENT 'Rows read less the five outcomes: always 0',
  bytes_read COMMENT 'Bytes of the input files',
  bytes_written COMMENT 'Bytes of the files written',
  periods COMMENT 'Periods that are live after the run'
)
COMMENT 'The accounting of each run'
AS SELECT
  feed, `sequence`, run, mode, rolled_back_to,
  CAST(regexp_replace(started, '[TZ]', ' ') AS TIMESTAMP),
  CAST(regexp_replace(committed, '[TZ]', ' ') AS TIMESTAMP),
  size(inputs), `read`, accepted, duplicate, superseded, rejected, late,
  -- The sum of an array, which may be empty or null, without a job: XPath computes 0+3+5.
  xpath_long('<w/>', concat_ws('+', '0', nullif(array_join(waiting.`rows`, '+'), ''))),
  replaced, `read` - accepted - duplicate - superseded - rejected - late,
  bytes_read, bytes_written, size(partitions)
FROM ledger;

CREATE OR REPLACE VIEW ledger_inputs (
  feed COMMENT 'Feed of the run',
  `sequence` COMMENT 'Number of the run within its feed, from 1',
  run COMMENT 'Run id',
  mode COMMENT 'daily, backfill or reconcile; a reconcile reads again what others counted as late',
  path COMMENT 'File read',
  arrival COMMENT 'Day it arrived; null if unknown',
  length COMMENT 'Its length in bytes',
  checksum COMMENT 'Its checksum, with the kind before the colon',
  rows_read COMMENT 'Rows read',
  accepted COMMENT 'Rows that are in the clean zone',
  duplicate COMMENT 'Rows dropped, their content is there already',
  superseded COMMENT 'Rows dropped for a newer version of the same key',
  rejected COMMENT 'Rows that broke a rule',
  late COMMENT 'Rows set aside by this run'
)
COMMENT 'The accounting of each file of each run'
AS SELECT
  entry.feed, entry.`sequence`, entry.run, entry.mode, input.path, CAST(input.arrival AS DATE),
  input.length, input.checksum, input.`read`, input.accepted, input.duplicate, input.superseded, input.rejected,
  input.late
FROM ledger entry
LATERAL VIEW explode(entry.inputs) exploded AS input;
