-- All reviews of each product up to the last period but two, so that what goes on from there, the
-- cumulative and lifetime marts, costs the same after a day however long the history is.
--
-- A refresh keeps one partition, that of the last period summed up. Whoever wants sums asks
-- product_lifetime or product_cumulative: this one is behind them.

CREATE TABLE IF NOT EXISTS product_checkpoint (
  product_id STRING COMMENT 'Key: the product reviewed',
  reviews BIGINT COMMENT 'Its reviews up to and with the period',
  sum_stars BIGINT COMMENT 'Sum of their stars',
  one_star_reviews BIGINT COMMENT 'Those of one star',
  sum_helpful_votes BIGINT COMMENT 'Sum of their helpful votes',
  sum_total_votes BIGINT COMMENT 'Sum of all their votes',
  first_review_date DATE COMMENT 'Day of the first review, UTC',
  last_review_date DATE COMMENT 'Day of the last review, UTC'
)
COMMENT 'Reviews per product up to the last period but two, from which refreshes go on'
PARTITIONED BY (period STRING COMMENT 'Last period of the feed that is summed up')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');
