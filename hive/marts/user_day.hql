-- mart:     user_day
-- grain:    one row per user (game_id and user_id) and event_date that has events
-- sources:  game_events
-- refresh:  the periods that changed
-- columns:  user_key, game_id, user_id, event_date (day of arrival, UTC), first_arrival_ts and last_arrival_ts (UTC),
--           events and sdk_errors (counts; an sdk_error is one of the events), is_paying and is_converting (true if any
--           event of the day says so; null if none says either way), install_ts (UTC, the earliest that is said),
--           country_code and platform (of the last event that says one; of several in its second the greatest), period

WITH events AS (
  SELECT
    substr(sha2(concat(octet_length(game_id), ':', game_id, user_id), 256), 1, 32) AS user_key,
    game_id,
    user_id,
    event_date,
    arrival_ts,
    CASE WHEN category = 'sdk_error' THEN 1 ELSE 0 END AS sdk_error,
    is_paying,
    is_converting,
    install_ts,
    CASE WHEN country_code IS NOT NULL THEN named_struct('at', arrival_ts, 'said', country_code) END AS country,
    CASE WHEN platform IS NOT NULL THEN named_struct('at', arrival_ts, 'said', platform) END AS platform,
    period
  FROM game_events
  WHERE period IN (${hivevar:periods}) AND user_id IS NOT NULL
)
INSERT OVERWRITE TABLE user_day PARTITION (period)
SELECT
  user_key,
  game_id,
  user_id,
  event_date,
  min(arrival_ts) AS first_arrival_ts,
  max(arrival_ts) AS last_arrival_ts,
  count(*) AS events,
  sum(sdk_error) AS sdk_errors,
  max(is_paying) AS is_paying,
  max(is_converting) AS is_converting,
  min(install_ts) AS install_ts,
  max(country).said AS country_code,
  max(platform).said AS platform,
  period
FROM events
GROUP BY period, user_key, game_id, user_id, event_date;
