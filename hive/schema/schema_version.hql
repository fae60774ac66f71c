-- The database and the table in which migrations are recorded. Run before every migration; it changes
-- nothing that exists.

CREATE DATABASE IF NOT EXISTS `${hivevar:database}`
COMMENT 'Review warehouse: reviews, their ledger and the marts computed from them';

CREATE TABLE IF NOT EXISTS `${hivevar:database}`.schema_version (
  version INT COMMENT 'Number of the migration: V001 is 1',
  description STRING COMMENT 'Words of its file name',
  checksum STRING COMMENT 'SHA-256 of the file as it was applied, in hexadecimal',
  applied_at TIMESTAMP COMMENT 'When it was applied, UTC'
)
COMMENT 'Migrations applied to this database, one row each'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');
