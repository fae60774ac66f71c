-- Marts over product reviews; marts/<name>.hql computes each.
--
-- They are insert-only transactional tables because INSERT OVERWRITE is then one transaction, also
-- over many partitions: a reader keeps the snapshot it began with, a refresh that dies leaves no
-- trace, and no table has to be built aside and renamed. External tables would show a refresh while
-- its files arrive; full ACID tables need ORC and buy row updates that no mart makes.
-- Partitions are the periods of the feed, so that a refresh writes only what changed. The one thing
-- outside that transaction is a period that vanished: its partition is dropped by a statement of its own.
--
-- Sums stand beside averages so that whoever adds up rows gets an exact average.

CREATE TABLE IF NOT EXISTS product_day (
  product_id STRING COMMENT 'Key: the product reviewed',
  review_date DATE COMMENT 'Key: the day, UTC',
  reviews BIGINT COMMENT 'Reviews of that day',
  sum_stars BIGINT COMMENT 'Sum of their stars',
  average_stars DOUBLE COMMENT 'sum_stars / reviews',
  sum_helpful_votes BIGINT COMMENT 'Sum of their helpful votes',
  sum_total_votes BIGINT COMMENT 'Sum of all their votes'
)
COMMENT 'Reviews per product and day'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS category_day (
  product_category STRING COMMENT 'Key: the category of the product',
  review_date DATE COMMENT 'Key: the day, UTC',
  reviews BIGINT COMMENT 'Reviews of that day',
  sum_stars BIGINT COMMENT 'Sum of their stars',
  average_stars DOUBLE COMMENT 'sum_stars / reviews',
  sum_helpful_votes BIGINT COMMENT 'Sum of their helpful votes',
  sum_total_votes BIGINT COMMENT 'Sum of all their votes'
)
COMMENT 'Reviews per category and day, from the reviews: a product may be under several categories'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS product_lifetime (
  product_id STRING COMMENT 'Key: the product reviewed',
  reviews BIGINT COMMENT 'All its reviews',
  sum_stars BIGINT COMMENT 'Sum of their stars',
  average_stars DOUBLE COMMENT 'sum_stars / reviews: every review counts the same',
  sum_helpful_votes BIGINT COMMENT 'Sum of their helpful votes',
  sum_total_votes BIGINT COMMENT 'Sum of all their votes',
  first_review_date DATE COMMENT 'Day of the first review',
  last_review_date DATE COMMENT 'Day of the last review'
)
COMMENT 'All reviews of each product'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS product_cumulative (
  product_id STRING COMMENT 'Key: the product reviewed',
  review_date DATE COMMENT 'Key: a day on which it was reviewed, UTC',
  reviews_to_date BIGINT COMMENT 'Reviews up to and with that day',
  sum_stars_to_date BIGINT COMMENT 'Sum of their stars',
  average_stars_to_date DOUBLE COMMENT 'sum_stars_to_date / reviews_to_date'
)
COMMENT 'Running average and count per product, on days that have reviews'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS category_cumulative (
  product_category STRING COMMENT 'Key: the category of the product',
  review_date DATE COMMENT 'Key: a day on which it was reviewed, UTC',
  reviews_to_date BIGINT COMMENT 'Reviews up to and with that day',
  sum_stars_to_date BIGINT COMMENT 'Sum of their stars',
  average_stars_to_date DOUBLE COMMENT 'sum_stars_to_date / reviews_to_date'
)
COMMENT 'Running average and count per category, on days that have reviews'
PARTITIONED BY (period STRING COMMENT 'Period of the feed that holds the day')
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');
