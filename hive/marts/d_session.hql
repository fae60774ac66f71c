-- mart:     d_session
-- grain:    one row per session_key
-- sources:  session_day
-- refresh:  whole, from a mart that has one row per session and day: a session may go on in a later period, and then
--           changes although its own period did not
-- columns:  session_key, user_key, game_id, session_id, session_num (the lowest that is said), start_date (day of
--           started, UTC), started and ended (arrival of the first and the last event, UTC), length_seconds (seconds by
--           the clock of the device, the highest that a session_end says; null if there is none), events (count)

INSERT OVERWRITE TABLE d_session
SELECT
  session_key,
  user_key,
  game_id,
  session_id,
  min(session_num) AS session_num,
  min(event_date) AS start_date,
  min(first_arrival_ts) AS started,
  max(last_arrival_ts) AS ended,
  max(length_seconds) AS length_seconds,
  sum(events) AS events
FROM session_day
GROUP BY session_key, user_key, game_id, session_id;
