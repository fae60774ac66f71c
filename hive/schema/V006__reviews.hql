-- The rest of the marts over reviews, the reviews of all shops in one shape, and what runs cost.
--
-- product_day and product_cumulative are made anew with a column for one-star reviews: what a mart
-- was computed from goes with its table, so the next refresh computes them whole.

DROP TABLE IF EXISTS product_day;

CREATE TABLE IF NOT EXISTS product_day (
  product_id STRING COMMENT 'Key: the product reviewed',
  review_date DATE COMMENT 'Key: the day, UTC',
  reviews BIGINT COMMENT 'Reviews of that day',
  sum_stars BIGINT COMMENT 'Sum of their stars',
  average_stars DOUBLE COMMENT 'sum_stars / reviews',
  one_star_reviews BIGINT COMMENT 'Those of them with one star',
  sum_helpful_votes BIGINT COMMENT 'Sum of their helpful votes',
  sum_total_votes BIGINT COMMENT 'Sum of all their votes'
)
COMMENT 'Reviews per product and day'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

DROP TABLE IF EXISTS product_cumulative;

CREATE TABLE IF NOT EXISTS product_cumulative (
  product_id STRING COMMENT 'Key: the product reviewed',
  review_date DATE COMMENT 'Key: a day on which it was reviewed, UTC',
  reviews_to_date BIGINT COMMENT 'Reviews up to and with that day',
  sum_stars_to_date BIGINT COMMENT 'Sum of their stars',
  average_stars_to_date DOUBLE COMMENT 'sum_stars_to_date / reviews_to_date',
  one_star_reviews_to_date BIGINT COMMENT 'Those of them with one star'
)
COMMENT 'Running average and count per product, on days that have reviews'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS product_season (
  product_id STRING COMMENT 'Key: the product reviewed',
  review_year INT COMMENT 'Key: the year, UTC',
  review_month INT COMMENT 'Key: the month of the year, 1 to 12',
  reviews BIGINT COMMENT 'Reviews of that month',
  sum_stars BIGINT COMMENT 'Sum of their stars',
  average_stars DOUBLE COMMENT 'sum_stars / reviews',
  sum_helpful_votes BIGINT COMMENT 'Sum of their helpful votes',
  sum_total_votes BIGINT COMMENT 'Sum of all their votes',
  rank_in_year INT COMMENT 'Place of the month in its year by average_stars, 1 is the best',
  rank_in_year_by_votes INT COMMENT 'Place of the month in its year by sum_helpful_votes, 1 is the most',
  reviews_all_years BIGINT COMMENT 'Reviews of that month of the year in all years',
  sum_stars_all_years BIGINT COMMENT 'Sum of their stars',
  average_stars_all_years DOUBLE COMMENT 'sum_stars_all_years / reviews_all_years',
  sum_helpful_votes_all_years BIGINT COMMENT 'Sum of their helpful votes',
  rank_all_years INT COMMENT 'Place of the month of the year by average_stars_all_years, 1 is the best',
  rank_all_years_by_votes INT COMMENT 'Its place by sum_helpful_votes_all_years, 1 is the most'
)
COMMENT 'Which time of the year a product is most favoured: months that have reviews'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS review_alerts (
  product_id STRING COMMENT 'Key: the product reviewed',
  review_date DATE COMMENT 'Key: the day, UTC',
  rule STRING COMMENT 'Key: low_average or one_star_share',
  severity STRING COMMENT 'warning or critical',
  reviews BIGINT COMMENT 'Reviews of that day',
  value DOUBLE COMMENT 'Average stars of the day, or its share of reviews with one star, 0 to 1',
  threshold DOUBLE COMMENT 'What the value is below (low_average) or not below (one_star_share)',
  earlier_reviews BIGINT COMMENT 'Reviews of the product before that day',
  earlier_value DOUBLE COMMENT 'The value over all of them; null if there are none'
)
COMMENT 'Days on which reviews of a product are bad enough to look at'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS brand_day (
  id STRING COMMENT 'Key: the product reviewed',
  brand STRING COMMENT 'Key: its brand',
  review_date DATE COMMENT 'Key: the day, UTC',
  name STRING COMMENT 'Name of the product on that day: of several the last of the alphabet',
  reviews BIGINT COMMENT 'Reviews of that day',
  ratings BIGINT COMMENT 'Those of them with a rating',
  sum_rating DECIMAL(18,1) COMMENT 'Sum of the ratings in stars, 0 to 5 each; 0 if there are none',
  recommended BIGINT COMMENT 'Reviews that recommend the product',
  recommendations BIGINT COMMENT 'Reviews that say whether they do',
  sum_helpful BIGINT COMMENT 'Sum of the users who call the reviews helpful'
)
COMMENT 'Reviews that a retailer gathered, per product, brand and day'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS brand_summary (
  id STRING COMMENT 'Key: the product reviewed',
  brand STRING COMMENT 'Key: its brand',
  name STRING COMMENT 'Name of the product on the last day',
  reviews BIGINT COMMENT 'All its reviews',
  ratings BIGINT COMMENT 'Those of them with a rating',
  sum_rating DECIMAL(18,1) COMMENT 'Sum of the ratings in stars; 0 if there are none',
  average_rating DOUBLE COMMENT 'sum_rating / ratings; null if there are none',
  recommended BIGINT COMMENT 'Reviews that recommend the product',
  recommendations BIGINT COMMENT 'Reviews that say whether they do',
  recommend_ratio DOUBLE COMMENT 'recommended / recommendations, 0 to 1; null if none says',
  sum_helpful BIGINT COMMENT 'Sum of the users who call the reviews helpful',
  first_review_date DATE COMMENT 'Day of the first review',
  last_review_date DATE COMMENT 'Day of the last review'
)
COMMENT 'All reviews that a retailer gathered, per product and brand'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

-- The columns that both feeds have, or that say much where one has them.
CREATE OR REPLACE VIEW reviews (
  source COMMENT 'Feed of the review: product_reviews or retailer_reviews',
  review_id COMMENT 'The review. Unique within its source',
  product_id COMMENT 'The product that was reviewed, by the number of its source',
  product_title COMMENT 'Title or name of the product',
  brand COMMENT 'Its brand; null in product_reviews',
  categories COMMENT 'Its categories: at most one in product_reviews, any number in retailer_reviews',
  review_date COMMENT 'Day of the review, UTC',
  stars COMMENT 'Stars: 1 to 5 in product_reviews; 0 to 5, with halves, or null in retailer_reviews',
  helpful_votes COMMENT 'Votes that call the review helpful; null where the source has none',
  total_votes COMMENT 'All votes on the review; null in retailer_reviews',
  verified_purchase COMMENT 'The author bought the product; null where the source does not say',
  recommended COMMENT 'The author recommends the product; null in product_reviews, and where not said',
  headline COMMENT 'Title of the review',
  body COMMENT 'Text of the review',
  author COMMENT 'Who wrote it: the number of the customer, or the name of the user',
  period COMMENT 'Period of the feed that holds the day; in WHERE it reads less'
)
COMMENT 'Reviews of products, of all sources in one shape'
AS SELECT
  'product_reviews', review_id, product_id, product_title, CAST(NULL AS STRING),
  IF(product_category = '', array(), array(product_category)), review_date, CAST(star_rating AS DECIMAL(2,1)), helpful_votes, total_votes,
  verified_purchase, CAST(NULL AS BOOLEAN), review_headline, review_body, customer_id, period
FROM product_reviews
UNION ALL
SELECT
  'retailer_reviews', review_id, id, name, brand, categories,
  review_date, rating, num_helpful, CAST(NULL AS INT), did_purchase,
  do_recommend, title, text, username, period
FROM retailer_reviews;

-- Rollbacks read nothing and reconciles read what had arrived before: only daily runs and backfills
-- have a rate of arrival, measured from the start of the one before.
CREATE OR REPLACE VIEW run_metrics (
  feed COMMENT 'Feed of the run',
  `sequence` COMMENT 'Number of the run within its feed, from 1',
  run COMMENT 'Run id',
  mode COMMENT 'daily, backfill, reconcile or rollback',
  started COMMENT 'Start, UTC',
  committed COMMENT 'Commit, UTC',
  duration_seconds COMMENT 'From start to commit',
  rows_read COMMENT 'Rows read',
  bytes_read COMMENT 'Bytes of the input files',
  input_rows_per_second COMMENT
    'Rows per second from the start of the run before to this one; null of the first, of reconciles and rollbacks',
  input_bytes_per_second COMMENT 'The same of bytes',
  process_rows_per_second COMMENT 'rows_read / duration_seconds; null of rollbacks',
  process_bytes_per_second COMMENT 'bytes_read / duration_seconds; null of rollbacks'
)
COMMENT 'How much each run took in, and how fast'
AS WITH instants AS (
  -- Seconds since 1970 without unix_timestamp, which takes the zone of the server and drops fractions.
  SELECT
    *,
    datediff(started, DATE '1970-01-01') * 86400L + hour(started) * 3600 + minute(started) * 60
      + CAST(substr(CAST(started AS STRING), 18) AS DECIMAL(5,3)) AS start_second,
    datediff(committed, DATE '1970-01-01') * 86400L + hour(committed) * 3600 + minute(committed) * 60
      + CAST(substr(CAST(committed AS STRING), 18) AS DECIMAL(5,3)) AS commit_second,
    mode IN ('daily', 'backfill') AS takes_in
  FROM ledger_runs
),
runs AS (
  SELECT
    *,
    CAST(commit_second - start_second AS DOUBLE) AS seconds,
    CAST(
      start_second - lag(start_second) OVER (PARTITION BY feed, takes_in ORDER BY `sequence`) AS DOUBLE
    ) AS seconds_since_last
  FROM instants
)
SELECT
  feed, `sequence`, run, mode, started, committed, seconds, rows_read, bytes_read,
  IF(takes_in, rows_read / nullif(seconds_since_last, 0D), NULL),
  IF(takes_in, bytes_read / nullif(seconds_since_last, 0D), NULL),
  IF(mode = 'rollback', NULL, rows_read / nullif(seconds, 0D)),
  IF(mode = 'rollback', NULL, bytes_read / nullif(seconds, 0D))
FROM runs;

CREATE OR REPLACE VIEW run_steps (
  feed COMMENT 'Feed of the run',
  `sequence` COMMENT 'Number of the run within its feed, from 1',
  run COMMENT 'Run id',
  step COMMENT 'What the run did',
  seconds COMMENT 'How long it took'
)
COMMENT 'How long each step of each run took'
AS SELECT
  entry.feed, entry.`sequence`, entry.run, taken.step, taken.millis / 1000
FROM ledger entry
LATERAL VIEW explode(entry.steps) exploded AS taken;
