-- mart:     session_day
-- grain:    one row per session (game_id, user_id and session_id) and event_date that has events
-- sources:  game_events
-- refresh:  the periods that changed
-- columns:  session_key, user_key, game_id, session_id, event_date (day of arrival, UTC), first_arrival_ts and
--           last_arrival_ts (UTC), events (count), session_num (the lowest that is said), length_seconds (seconds by
--           the clock of the device, the highest that a session_end says; null if there is none), period

WITH events AS (
  SELECT
    substr(sha2(concat(octet_length(game_id), ':', game_id, user_id), 256), 1, 32) AS user_key,
    game_id,
    session_id,
    event_date,
    arrival_ts,
    session_num,
    CASE WHEN category = 'session_end' THEN `length` END AS length_seconds,
    period
  FROM game_events
  WHERE period IN (${hivevar:periods}) AND user_id IS NOT NULL AND session_id IS NOT NULL
)
INSERT OVERWRITE TABLE session_day PARTITION (period)
SELECT
  substr(sha2(concat(user_key, session_id), 256), 1, 32) AS session_key,
  user_key,
  game_id,
  session_id,
  event_date,
  min(arrival_ts) AS first_arrival_ts,
  max(arrival_ts) AS last_arrival_ts,
  count(*) AS events,
  min(session_num) AS session_num,
  max(length_seconds) AS length_seconds,
  period
FROM events
GROUP BY period, user_key, game_id, session_id, event_date;
