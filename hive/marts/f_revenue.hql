-- mart:     f_revenue
-- grain:    one row per session_key and currency in which the total of the user rose
-- sources:  session_currency_day, d_session
-- refresh:  whole, from marts that have one row per session: totals of a session that goes on in a later period change
--           its own row and those of all sessions after it
-- columns:  user_key, session_key, currency (as it was sent), game_id, start_date (day on which the session started,
--           UTC), revenue and total_to_date (minor units of the currency)
--
-- Events repeat a running total, which may arrive out of order. The revenue of a session is the highest total up to and
-- with it less the highest total before it, so that the revenue of a user adds up to the highest total. Sessions come in
-- the order of their first arrival, then of session_num and session_id. Totals below 0 count as 0.

WITH totals AS (
  SELECT
    session_key,
    currency,
    max(highest_total) AS highest_total
  FROM session_currency_day
  GROUP BY session_key, currency
),
sessions AS (
  SELECT
    d_session.user_key,
    d_session.session_key,
    totals.currency,
    d_session.game_id,
    d_session.start_date,
    totals.highest_total,
    coalesce(max(totals.highest_total) OVER sessions_before, 0) AS highest_before
  FROM totals
  JOIN d_session ON totals.session_key = d_session.session_key
  WINDOW sessions_before AS (
    PARTITION BY d_session.user_key, totals.currency
    ORDER BY d_session.started, d_session.session_num, d_session.session_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
)
INSERT OVERWRITE TABLE f_revenue
SELECT
  user_key,
  session_key,
  currency,
  game_id,
  start_date,
  highest_total - greatest(highest_before, 0) AS revenue,
  highest_total AS total_to_date
FROM sessions
WHERE highest_total > greatest(highest_before, 0);
