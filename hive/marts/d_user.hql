-- mart:     d_user
-- grain:    one row per user_key and state; one of them is current
-- sources:  user_day, user_state
-- refresh:  whole, from marts that have one row per user and day, and per change of state
-- columns:  user_version_key, user_key, game_id, user_id, is_paying, is_converting, valid_from and valid_to (UTC,
--           half-open; valid_to is null of the current row), is_current, install_ts (UTC), country_code, platform
--
-- A user of whom no event ever said the state has one row, in which it is null. The last three columns are of the user,
-- not of the version: the earliest installation, and the country and platform that were said last.

WITH users AS (
  SELECT
    user_key,
    game_id,
    user_id,
    min(first_arrival_ts) AS first_arrival_ts,
    min(install_ts) AS install_ts,
    max(CASE WHEN country_code IS NOT NULL THEN named_struct('on', event_date, 'said', country_code) END).said
      AS country_code,
    max(CASE WHEN platform IS NOT NULL THEN named_struct('on', event_date, 'said', platform) END).said AS platform
  FROM user_day
  GROUP BY user_key, game_id, user_id
),
states_in_order AS (
  SELECT
    user_key,
    arrival_ts,
    is_paying,
    is_converting,
    lag(is_paying) OVER (PARTITION BY user_key ORDER BY arrival_ts) AS paying_before,
    lag(is_converting) OVER (PARTITION BY user_key ORDER BY arrival_ts) AS converting_before
  FROM user_state
),
versions AS (
  SELECT
    user_key,
    is_paying,
    is_converting,
    arrival_ts AS valid_from,
    lead(arrival_ts) OVER (PARTITION BY user_key ORDER BY arrival_ts) AS valid_to
  FROM states_in_order
  WHERE paying_before IS NULL OR is_paying <> paying_before OR is_converting <> converting_before
),
history AS (
  SELECT
    users.user_key,
    users.game_id,
    users.user_id,
    versions.is_paying,
    versions.is_converting,
    coalesce(versions.valid_from, users.first_arrival_ts) AS valid_from,
    versions.valid_to,
    users.install_ts,
    users.country_code,
    users.platform
  FROM users
  LEFT JOIN versions ON users.user_key = versions.user_key
)
INSERT OVERWRITE TABLE d_user
SELECT
  substr(sha2(concat(user_key, CAST(valid_from AS STRING)), 256), 1, 32) AS user_version_key,
  user_key,
  game_id,
  user_id,
  is_paying,
  is_converting,
  valid_from,
  valid_to,
  valid_to IS NULL AS is_current,
  install_ts,
  country_code,
  platform
FROM history;
