-- mart:     rating_trend
-- grain:    one row per app (null is one of its own), platform and published_date that is the latest
--           of some author
-- sources:  rating_author_day
-- refresh:  whole: a new rating takes the author's older one away from its day, so that any past day
--           can change, and with it all averages to date after it
-- columns:  app, platform, published_date (day, UTC), ratings (count: one an author of the app on the
--           platform, the latest), sum_rating and average_rating (stars, 0 to 5), ratings_to_date,
--           sum_rating_to_date and average_rating_to_date (the same of all days up to and with this
--           one; every rating counts the same), verdict (average_rating above, below or equal to
--           average_rating_to_date: increased, decreased, unchanged; compared exactly)

WITH latest AS (
  SELECT
    app,
    platform,
    author,
    -- Compared by the day: an author has one row a day.
    max(named_struct('published_date', published_date, 'rating', last_rating)) AS version
  FROM rating_author_day
  GROUP BY app, platform, author
),
daily AS (
  SELECT
    app,
    platform,
    version.published_date AS published_date,
    count(*) AS ratings,
    sum(version.rating) AS sum_rating
  FROM latest
  GROUP BY app, platform, version.published_date
),
running AS (
  SELECT
    app,
    platform,
    published_date,
    ratings,
    sum_rating,
    sum(ratings) OVER days_so_far AS ratings_to_date,
    sum(sum_rating) OVER days_so_far AS sum_rating_to_date
  FROM daily
  WINDOW days_so_far AS (
    PARTITION BY app, platform ORDER BY published_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  )
)
INSERT OVERWRITE TABLE rating_trend
SELECT
  app,
  platform,
  published_date,
  ratings,
  sum_rating,
  sum_rating / ratings AS average_rating,
  ratings_to_date,
  sum_rating_to_date,
  sum_rating_to_date / ratings_to_date AS average_rating_to_date,
  CASE
    WHEN sum_rating * ratings_to_date > sum_rating_to_date * ratings THEN 'increased'
    WHEN sum_rating * ratings_to_date < sum_rating_to_date * ratings THEN 'decreased'
    ELSE 'unchanged'
  END AS verdict
FROM running;
