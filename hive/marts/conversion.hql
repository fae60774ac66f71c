-- mart:     conversion
-- grain:    one row per game_id and event_date that has active users
-- sources:  user_day
-- refresh:  the periods that changed
-- columns:  game_id, event_date (day, UTC), users (with an event of that day that is no sdk_error), converting, paying
--           and converting_and_paying (of them, by any event of that day; who never says so is not), converting_share,
--           paying_share and converting_and_paying_share (of users, 0 to 1), period

WITH counted AS (
  SELECT
    game_id,
    event_date,
    count(*) AS users,
    sum(CASE WHEN is_converting THEN 1 ELSE 0 END) AS converting,
    sum(CASE WHEN is_paying THEN 1 ELSE 0 END) AS paying,
    sum(CASE WHEN is_converting AND is_paying THEN 1 ELSE 0 END) AS converting_and_paying,
    period
  FROM user_day
  WHERE period IN (${hivevar:periods}) AND events > sdk_errors
  GROUP BY period, game_id, event_date
)
INSERT OVERWRITE TABLE conversion PARTITION (period)
SELECT
  game_id,
  event_date,
  users,
  converting,
  paying,
  converting_and_paying,
  converting / users AS converting_share,
  paying / users AS paying_share,
  converting_and_paying / users AS converting_and_paying_share,
  period
FROM counted;
