-- mart:     d_date
-- grain:    one row per day from the first to the last day of f_event, also of days without events
-- sources:  f_event
-- refresh:  whole
-- columns:  calendar_date, year, quarter (1 to 4), month (1 to 12), day_of_month (1 to 31), iso_year, iso_week (1 to
--           53), weekday (1 Monday to 7 Sunday), weekday_name, is_weekend

WITH span AS (
  SELECT
    min(event_date) AS first_date,
    max(event_date) AS last_date
  FROM f_event
),
days AS (
  SELECT
    date_add(first_date, days_after_first) AS calendar_date
  FROM span
  LATERAL VIEW posexplode(split(space(datediff(last_date, first_date)), ' ')) counted AS days_after_first, nothing
),
weekdays AS (
  SELECT
    calendar_date,
    -- 1970-01-05 was a Monday.
    pmod(datediff(calendar_date, DATE '1970-01-05'), 7) + 1 AS weekday
  FROM days
)
INSERT OVERWRITE TABLE d_date
SELECT
  calendar_date,
  year(calendar_date) AS `year`,
  quarter(calendar_date) AS `quarter`,
  month(calendar_date) AS `month`,
  day(calendar_date) AS day_of_month,
  year(date_add(calendar_date, 4 - weekday)) AS iso_year,
  weekofyear(calendar_date) AS iso_week,
  weekday,
  elt(weekday, 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday') AS weekday_name,
  weekday >= 6 AS is_weekend
FROM weekdays;
