-- Product reviews as the MapReduce jobs leave them.
--
-- Every run directory of the clean zone is a partition of product_reviews_runs. Directories never
-- change and partitions are only added, so the table holds superseded versions too: ask the view
-- product_reviews. `publish` replaces that view in one metastore operation, which switches all
-- periods at once; a reader sees all of the old state or all of the new one.
--
-- The run comes first among the partition columns because ANALYZE TABLE takes a fixed value only
-- before open ones: PARTITION (run = '…', period) reads the footers of one run's files alone.
-- The directories are still period=…/run=…: every partition names its location.

CREATE EXTERNAL TABLE IF NOT EXISTS product_reviews_runs (
  marketplace STRING COMMENT 'Two-letter code of the market the review was written in',
  customer_id STRING COMMENT 'Who wrote it',
  review_id STRING COMMENT 'Key: one review, one id',
  product_id STRING COMMENT 'The product reviewed',
  product_parent STRING COMMENT 'Groups the variants of one product',
  product_title STRING COMMENT 'Title of the product, entities unescaped',
  product_category STRING COMMENT 'Category, spaces in place of underscores',
  star_rating INT COMMENT 'Stars, 1 to 5',
  helpful_votes INT COMMENT 'Votes that found the review helpful',
  total_votes INT COMMENT 'All votes on the review, at least helpful_votes',
  vine BOOLEAN COMMENT 'Written in the Vine programme',
  verified_purchase BOOLEAN COMMENT 'The writer bought the product',
  review_headline STRING COMMENT 'Headline, entities unescaped',
  review_body STRING COMMENT 'Text, entities unescaped, <br /> as line breaks',
  review_date DATE COMMENT 'Day the review was written, UTC',
  row_hash BIGINT COMMENT '64-bit hash of the raw record: last tie-break between versions'
)
COMMENT 'All versions of all periods; ask product_reviews for the valid one'
PARTITIONED BY (
  run STRING COMMENT 'Run that wrote the directory, sorts by its sequence',
  period STRING COMMENT 'Year, month or day of review_date, by the grain of the feed'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/product_reviews';

CREATE VIEW IF NOT EXISTS product_reviews
COMMENT 'Reviews, one row per review_id: the state of the newest published run'
AS SELECT
  marketplace, customer_id, review_id, product_id, product_parent, product_title,
  product_category, star_rating, helpful_votes, total_votes, vine, verified_purchase,
  review_headline, review_body, review_date, row_hash, period
FROM product_reviews_runs
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS product_reviews_late (
  marketplace STRING COMMENT 'Two-letter code of the market the review was written in',
  customer_id STRING COMMENT 'Who wrote it',
  review_id STRING COMMENT 'Key: one review, one id',
  product_id STRING COMMENT 'The product reviewed',
  product_parent STRING COMMENT 'Groups the variants of one product',
  product_title STRING COMMENT 'Title of the product, entities unescaped',
  product_category STRING COMMENT 'Category, spaces in place of underscores',
  star_rating INT COMMENT 'Stars, 1 to 5',
  helpful_votes INT COMMENT 'Votes that found the review helpful',
  total_votes INT COMMENT 'All votes on the review, at least helpful_votes',
  vine BOOLEAN COMMENT 'Written in the Vine programme',
  verified_purchase BOOLEAN COMMENT 'The writer bought the product',
  review_headline STRING COMMENT 'Headline, entities unescaped',
  review_body STRING COMMENT 'Text, entities unescaped, <br /> as line breaks',
  review_date DATE COMMENT 'Day the review was written, UTC',
  row_hash BIGINT COMMENT '64-bit hash of the raw record: last tie-break between versions'
)
COMMENT 'Valid reviews that came after the watermark and wait for a reconciliation'
PARTITIONED BY (run STRING COMMENT 'Run that set them aside')
STORED AS PARQUET
LOCATION '${hivevar:root}/late/product_reviews';
