-- mart:     rating_author_day
-- grain:    one row per app (null is one of its own), platform, author and published_date
-- sources:  app_ratings
-- refresh:  the periods that changed
-- columns:  app, platform, author, published_date (day, UTC), ratings (count), sum_rating (stars, 0 to 5),
--           last_rating (stars: the latest by published_at, then last_seen, then rating_id; where only
--           the day is known it begins the day), period

WITH rated AS (
  SELECT
    app,
    platform,
    author,
    published_date,
    rating,
    -- Compared from left to right; no two are the same, as rating_id is not.
    named_struct(
      'published_at', coalesce(published_at, CAST(published_date AS TIMESTAMP)),
      'last_seen', last_seen,
      'rating_id', rating_id,
      'rating', rating
    ) AS version,
    period
  FROM app_ratings
  WHERE period IN (${hivevar:periods})
)
INSERT OVERWRITE TABLE rating_author_day PARTITION (period)
SELECT
  app,
  platform,
  author,
  published_date,
  count(*) AS ratings,
  sum(rating) AS sum_rating,
  max(version).rating AS last_rating,
  period
FROM rated
GROUP BY period, app, platform, author, published_date;
