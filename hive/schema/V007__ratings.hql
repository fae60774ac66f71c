-- Marts over the ratings of apps; marts/<name>.hql computes each. Insert-only transactional for the
-- reasons in V003__product_marts.

CREATE TABLE IF NOT EXISTS rating_author_day (
  app STRING COMMENT 'Key: the app; null where the source does not say, as in Apple\'s pages',
  platform STRING COMMENT 'Key: ios or android',
  author STRING COMMENT 'Key: who rated',
  published_date DATE COMMENT 'Key: the day, UTC',
  ratings BIGINT COMMENT 'Ratings by that author on that day',
  sum_rating BIGINT COMMENT 'Sum of their stars',
  last_rating INT COMMENT 'Stars of the last of them, 0 to 5'
)
COMMENT 'Ratings per app, platform, author and day: what the trends are computed from'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS rating_trend_legacy (
  published_date DATE COMMENT 'Key: a day that is the latest of some author, UTC',
  platform STRING COMMENT 'Key: ios or android',
  ratings BIGINT COMMENT 'Ratings of that day by authors whose latest day it is, over all apps and platforms',
  average_rating DOUBLE COMMENT 'Their average, stars',
  running_average DOUBLE COMMENT 'Mean of average_rating over the days of the platform up to and with that day; each day counts the same',
  verdict STRING COMMENT 'Customer Rating Decreased where average_rating is below running_average, else Customer Rating Increased'
)
COMMENT 'Trend of ratings as the system before this one computed it, to reconcile with it; ask rating_trend for the right one'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS rating_trend (
  app STRING COMMENT 'Key: the app; null where the source does not say',
  platform STRING COMMENT 'Key: ios or android',
  published_date DATE COMMENT 'Key: a day that is the latest of some author of the app on the platform, UTC',
  ratings BIGINT COMMENT 'Authors whose latest rating is of that day; each has one',
  sum_rating BIGINT COMMENT 'Sum of the stars of those ratings',
  average_rating DOUBLE COMMENT 'sum_rating / ratings',
  ratings_to_date BIGINT COMMENT 'Ratings up to and with that day',
  sum_rating_to_date BIGINT COMMENT 'Sum of their stars',
  average_rating_to_date DOUBLE COMMENT 'sum_rating_to_date / ratings_to_date: every author counts the same',
  verdict STRING COMMENT 'increased, decreased or unchanged: average_rating against average_rating_to_date'
)
COMMENT 'Trend of ratings per app and platform, one rating an author: the latest'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');
