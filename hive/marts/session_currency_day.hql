-- mart:     session_currency_day
-- grain:    one row per session_key, currency and event_date that has a running total
-- sources:  game_events
-- refresh:  the periods that changed
-- columns:  session_key, currency (as it was sent), event_date (day of arrival, UTC), highest_total (minor units, of all
--           that the user has paid so far), period
--
-- A total that is sent outside a session is left out: the next event in one sends it again.

WITH totals AS (
  SELECT
    substr(sha2(concat(octet_length(game_id), ':', game_id, user_id), 256), 1, 32) AS user_key,
    session_id,
    currency_sent,
    event_date,
    total,
    period
  FROM game_events
  LATERAL VIEW explode(revenue) sent AS currency_sent, total
  WHERE period IN (${hivevar:periods})
    AND user_id IS NOT NULL
    AND session_id IS NOT NULL
    AND total IS NOT NULL
)
INSERT OVERWRITE TABLE session_currency_day PARTITION (period)
SELECT
  substr(sha2(concat(user_key, session_id), 256), 1, 32) AS session_key,
  currency_sent AS currency,
  event_date,
  max(total) AS highest_total,
  period
FROM totals
GROUP BY period, user_key, session_id, currency_sent, event_date;
