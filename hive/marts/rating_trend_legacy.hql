-- mart:     rating_trend_legacy
-- grain:    one row per published_date and platform with ratings by authors whose latest day it is
-- sources:  rating_author_day
-- refresh:  whole: a new rating takes the author's older ones away from their day, so that any past
--           day can change, and with it all running averages after it
-- columns:  published_date (day, UTC), platform, ratings (count), average_rating (stars, 0 to 5),
--           running_average (stars: mean of the daily averages of the platform up to and with the day,
--           each day the same whatever its ratings), verdict
--
-- The rule is that of the system before this one: an author's latest day is that over all apps and
-- platforms, and all ratings of that day count. The verdict compares rounded to 12 decimals, and
-- the daily averages are added as decimals of 16 places, exactly and in any order: equal days are
-- never told apart by the last digit of a double.

WITH latest AS (
  SELECT
    platform,
    published_date,
    ratings,
    sum_rating,
    rank() OVER (PARTITION BY author ORDER BY published_date DESC) AS place
  FROM rating_author_day
),
daily AS (
  SELECT
    platform,
    published_date,
    sum(ratings) AS ratings,
    CAST(sum(sum_rating) / sum(ratings) AS DECIMAL(17,16)) AS average_rating
  FROM latest
  WHERE place = 1
  GROUP BY platform, published_date
),
running AS (
  SELECT
    platform,
    published_date,
    ratings,
    average_rating,
    sum(average_rating) OVER days_so_far / count(*) OVER days_so_far AS running_average
  FROM daily
  WINDOW days_so_far AS (
    PARTITION BY platform ORDER BY published_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  )
)
INSERT OVERWRITE TABLE rating_trend_legacy
SELECT
  published_date,
  platform,
  ratings,
  CAST(average_rating AS DOUBLE) AS average_rating,
  CAST(running_average AS DOUBLE) AS running_average,
  CASE
    WHEN round(average_rating - running_average, 12) < 0 THEN 'Customer Rating Decreased'
    ELSE 'Customer Rating Increased'
  END AS verdict
FROM running;
