-- mart:     daily_active_users
-- grain:    one row per game_id and day on which a user of it was active or had installed it
-- sources:  user_day, d_user
-- refresh:  whole, from marts that have one row per user and day, and per user
-- columns:  game_id, event_date (day, UTC), active_users (users with an event of that day that is no sdk_error),
--           installed_users (users whose earliest installation was on that day, whatever they did since)

WITH users AS (
  SELECT
    game_id,
    event_date,
    1 AS active,
    0 AS installed
  FROM user_day
  WHERE events > sdk_errors
  UNION ALL
  SELECT
    game_id,
    to_date(install_ts) AS event_date,
    0 AS active,
    1 AS installed
  FROM d_user
  WHERE is_current AND install_ts IS NOT NULL
)
INSERT OVERWRITE TABLE daily_active_users
SELECT
  game_id,
  event_date,
  sum(active) AS active_users,
  sum(installed) AS installed_users
FROM users
GROUP BY game_id, event_date;
