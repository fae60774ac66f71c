-- mart:     f_event
-- grain:    one row per user_key, session_key, game_id, event_date and category that has events
-- sources:  game_events
-- refresh:  the periods that changed
-- columns:  user_key and session_key (null if the event names no user, or no session of a user), game_id,
--           event_date (day of arrival, UTC), category, events (count), amount_usd (US cents, sum of business
--           events; null if none says), period
--
-- An sdk_error has no session, and often no user: it is kept, so that events add up to the rows of game_events.

WITH keyed AS (
  SELECT
    game_id,
    session_id,
    event_date,
    category,
    CASE WHEN category = 'business' THEN amount_usd END AS amount_usd,
    substr(sha2(concat(octet_length(game_id), ':', game_id, user_id), 256), 1, 32) AS user_key,
    period
  FROM game_events
  WHERE period IN (${hivevar:periods})
),
events AS (
  SELECT
    user_key,
    substr(sha2(concat(user_key, session_id), 256), 1, 32) AS session_key,
    game_id,
    event_date,
    category,
    amount_usd,
    period
  FROM keyed
)
INSERT OVERWRITE TABLE f_event PARTITION (period)
SELECT
  user_key,
  session_key,
  game_id,
  event_date,
  category,
  count(*) AS events,
  sum(amount_usd) AS amount_usd,
  period
FROM events
GROUP BY period, user_key, session_key, game_id, event_date, category;
