-- What is asked by the month would add up all days of it each time.

CREATE TABLE IF NOT EXISTS product_month (
  product_id STRING COMMENT 'Key: the product reviewed',
  review_year INT COMMENT 'Key: the year, UTC',
  review_month INT COMMENT 'Key: the month of the year, 1 to 12',
  reviews BIGINT COMMENT 'Reviews of that month',
  sum_stars BIGINT COMMENT 'Sum of their stars',
  average_stars DOUBLE COMMENT 'sum_stars / reviews',
  one_star_reviews BIGINT COMMENT 'Those of one star',
  sum_helpful_votes BIGINT COMMENT 'Sum of their helpful votes',
  sum_total_votes BIGINT COMMENT 'Sum of all their votes'
)
COMMENT 'Reviews per product and month'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the days')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');
