-- mart:     user_state
-- grain:    one row per user_key and arrival_ts whose state differs from the one before within the period, or is its first
-- sources:  game_events
-- refresh:  the periods that changed
-- columns:  user_key, arrival_ts (UTC), is_paying, is_converting, period
--
-- An event that says neither, such as an sdk_error, tells of no state; of the two a missing one is false. Of several
-- events in one second the state is the one that pays, then the one that converts.

WITH told AS (
  SELECT
    substr(sha2(concat(octet_length(game_id), ':', game_id, user_id), 256), 1, 32) AS user_key,
    arrival_ts,
    CASE WHEN is_paying THEN 2 ELSE 0 END + CASE WHEN is_converting THEN 1 ELSE 0 END AS rank_of_state,
    period
  FROM game_events
  WHERE period IN (${hivevar:periods})
    AND user_id IS NOT NULL
    AND (is_paying IS NOT NULL OR is_converting IS NOT NULL)
),
states AS (
  SELECT
    user_key,
    arrival_ts,
    max(rank_of_state) AS state,
    period
  FROM told
  GROUP BY period, user_key, arrival_ts
),
states_in_order AS (
  SELECT
    user_key,
    arrival_ts,
    state,
    lag(state) OVER (PARTITION BY period, user_key ORDER BY arrival_ts) AS state_before,
    period
  FROM states
)
INSERT OVERWRITE TABLE user_state PARTITION (period)
SELECT
  user_key,
  arrival_ts,
  state >= 2 AS is_paying,
  state IN (1, 3) AS is_converting,
  period
FROM states_in_order
WHERE state_before IS NULL OR state <> state_before;
