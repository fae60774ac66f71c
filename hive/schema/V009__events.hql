-- Marts over game events; marts/<name>.hql computes each. For the kind of table see V003.
--
-- Keys are hashes of the natural keys, as 32 hex digits: the same in every run, and in a full
-- computation as in a daily one. What is hashed cannot be read in two ways, so that two users or
-- sessions never share a key because of the characters in their ids:
--   user_key          length of game_id in bytes, a colon, game_id, user_id
--   session_key       user_key, session_id
--   user_version_key  user_key, valid_from
-- hashed with SHA-256, of which the first 128 bits are kept: among a billion keys the chance of
-- one equal pair is about one in 10^21.

CREATE TABLE IF NOT EXISTS f_event (
  user_key STRING COMMENT 'Key: the user, as in d_user; null if the event names none',
  session_key STRING COMMENT 'Key: the session, as in d_session; null if the event has none',
  game_id STRING COMMENT 'Key: the game',
  event_date DATE COMMENT 'Key: the day of arrival, UTC',
  category STRING COMMENT 'Key: the kind of event',
  events BIGINT COMMENT 'Events',
  amount_usd DOUBLE COMMENT 'Sum of what business events are worth, in US cents; null if none says'
)
COMMENT 'Events per user, session, day and category'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS user_day (
  user_key STRING COMMENT 'Key: the user',
  game_id STRING COMMENT 'The game',
  user_id STRING COMMENT 'The user within the game',
  event_date DATE COMMENT 'Key: the day of arrival, UTC',
  first_arrival_ts TIMESTAMP COMMENT 'Arrival of the first event of the day, UTC',
  last_arrival_ts TIMESTAMP COMMENT 'Arrival of the last event of the day, UTC',
  events BIGINT COMMENT 'Events of the day',
  sdk_errors BIGINT COMMENT 'Those of them that only report a failure of the library',
  is_paying BOOLEAN COMMENT 'Any event of the day says that the user has paid; null if none says',
  is_converting BOOLEAN COMMENT 'Any event of the day says that the user has just begun to pay; null if none says',
  install_ts TIMESTAMP COMMENT 'Earliest installation that an event of the day names, UTC',
  country_code STRING COMMENT 'Country of the last event of the day that names one',
  platform STRING COMMENT 'Operating system of the last event of the day that names one'
)
COMMENT 'Users per day of arrival'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS user_state (
  user_key STRING COMMENT 'Key: the user',
  arrival_ts TIMESTAMP COMMENT 'Key: arrival of the event that tells of the state, UTC',
  is_paying BOOLEAN COMMENT 'The user has paid',
  is_converting BOOLEAN COMMENT 'The user has just begun to pay'
)
COMMENT 'States of users where they differ from the one before in the period, or are its first'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the arrival')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS session_day (
  session_key STRING COMMENT 'Key: the session',
  user_key STRING COMMENT 'The user',
  game_id STRING COMMENT 'The game',
  session_id STRING COMMENT 'The session within the user',
  event_date DATE COMMENT 'Key: the day of arrival, UTC',
  first_arrival_ts TIMESTAMP COMMENT 'Arrival of the first event of the day, UTC',
  last_arrival_ts TIMESTAMP COMMENT 'Arrival of the last event of the day, UTC',
  events BIGINT COMMENT 'Events of the day',
  session_num BIGINT COMMENT 'Number of the session of the user: the lowest that is said',
  length_seconds BIGINT COMMENT 'Length by the session_end of the day: the highest that is said; null if there is none'
)
COMMENT 'Sessions per day of arrival'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS session_currency_day (
  session_key STRING COMMENT 'Key: the session',
  currency STRING COMMENT 'Key: the currency, as it was sent',
  event_date DATE COMMENT 'Key: the day of arrival, UTC',
  highest_total BIGINT COMMENT 'Highest running total of the user that was sent, in minor units'
)
COMMENT 'Running totals of users per session, currency and day of arrival'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS d_user (
  user_version_key STRING COMMENT 'Key: the user in one state',
  user_key STRING COMMENT 'The user; one row of each is current',
  game_id STRING COMMENT 'The game',
  user_id STRING COMMENT 'The user within the game',
  is_paying BOOLEAN COMMENT 'The user has paid; null if no event of the user ever said',
  is_converting BOOLEAN COMMENT 'The user has just begun to pay; null if no event of the user ever said',
  valid_from TIMESTAMP COMMENT 'Arrival of the first event that says so, UTC; of the first event if none ever said',
  valid_to TIMESTAMP COMMENT 'When the next state began, UTC, no longer part of this one; null of the current one',
  is_current BOOLEAN COMMENT 'It is the last known state of the user',
  install_ts TIMESTAMP COMMENT 'Earliest installation that an event of the user names, UTC; the same in all versions',
  country_code STRING COMMENT 'Country of the last event of the user that names one; the same in all versions',
  platform STRING COMMENT 'Operating system of the last event of the user that names one; the same in all versions'
)
COMMENT 'Users and the history of their state: one row per user and state, type 2'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS d_session (
  session_key STRING COMMENT 'Key: the session',
  user_key STRING COMMENT 'The user, as in d_user',
  game_id STRING COMMENT 'The game',
  session_id STRING COMMENT 'The session within the user',
  session_num BIGINT COMMENT 'Number of the session of the user: the lowest that is said',
  start_date DATE COMMENT 'Day of started, as in d_date, UTC',
  started TIMESTAMP COMMENT 'Arrival of its first event, UTC',
  ended TIMESTAMP COMMENT 'Arrival of its last event, UTC',
  length_seconds BIGINT COMMENT 'Length by its session_end, by the clock of the device: the highest that is said; null if there is none',
  events BIGINT COMMENT 'Its events'
)
COMMENT 'Sessions'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS d_date (
  calendar_date DATE COMMENT 'Key: the day',
  `year` INT COMMENT 'Year',
  `quarter` INT COMMENT 'Quarter, 1 to 4',
  `month` INT COMMENT 'Month, 1 to 12',
  day_of_month INT COMMENT 'Day of the month, 1 to 31',
  iso_year INT COMMENT 'Year of the ISO week, which holds its Thursday',
  iso_week INT COMMENT 'ISO week, 1 to 53',
  weekday INT COMMENT 'Day of the week, 1 Monday to 7 Sunday',
  weekday_name STRING COMMENT 'Monday to Sunday',
  is_weekend BOOLEAN COMMENT 'Saturday or Sunday'
)
COMMENT 'Days from the first to the last event, without gaps'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS f_revenue (
  user_key STRING COMMENT 'The user, as in d_user',
  session_key STRING COMMENT 'Key: the session, as in d_session',
  currency STRING COMMENT 'Key: the currency, as it was sent',
  game_id STRING COMMENT 'The game',
  start_date DATE COMMENT 'Day on which the session started, as in d_date, UTC',
  revenue BIGINT COMMENT 'By how much the highest running total of the user rose, in minor units; above 0',
  total_to_date BIGINT COMMENT 'Highest running total of the user up to and with the session, in minor units'
)
COMMENT 'Revenue per user, session and currency, of sessions that have any'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS daily_active_users (
  game_id STRING COMMENT 'Key: the game',
  event_date DATE COMMENT 'Key: the day, UTC',
  active_users BIGINT COMMENT 'Users with an event on that day, other than sdk_error',
  installed_users BIGINT COMMENT 'Users whose installation was on that day, whatever they did since: the old rule'
)
COMMENT 'Users by activity and by installation, per game and day that has either'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS conversion (
  game_id STRING COMMENT 'Key: the game',
  event_date DATE COMMENT 'Key: the day, UTC',
  users BIGINT COMMENT 'Users active on that day, each once',
  converting BIGINT COMMENT 'Those who have just begun to pay, by any event of that day',
  paying BIGINT COMMENT 'Those who have paid, by any event of that day',
  converting_and_paying BIGINT COMMENT 'Those who are counted in both',
  converting_share DOUBLE COMMENT 'converting / users',
  paying_share DOUBLE COMMENT 'paying / users',
  converting_and_paying_share DOUBLE COMMENT 'converting_and_paying / users'
)
COMMENT 'Shares of the active users that convert and pay, per game and day'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');
