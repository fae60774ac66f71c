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
--
-- The statements are those that `contract ddl --feed product_reviews` prints.

CREATE EXTERNAL TABLE IF NOT EXISTS `product_reviews_runs` (
  `marketplace` STRING COMMENT 'Two-letter country of the marketplace.',
  `customer_id` STRING COMMENT 'Who wrote the review.',
  `review_id` STRING COMMENT 'The review. Unique.',
  `product_id` STRING COMMENT 'The product that was reviewed.',
  `product_parent` STRING COMMENT 'What the variants of a product share.',
  `product_title` STRING COMMENT 'Title of the product.',
  `product_category` STRING COMMENT 'Category of the product, spelled with spaces.',
  `star_rating` INT COMMENT 'Stars, 1 to 5.',
  `helpful_votes` INT COMMENT 'Votes that call the review helpful.',
  `total_votes` INT COMMENT 'All votes on the review.',
  `vine` BOOLEAN COMMENT 'Written in the Vine programme.',
  `verified_purchase` BOOLEAN COMMENT 'The customer bought the product here.',
  `review_headline` STRING COMMENT 'Title of the review.',
  `review_body` STRING COMMENT 'Text of the review.',
  `review_date` DATE COMMENT 'Day of the review, UTC.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'All versions of all periods; ask product_reviews for the valid one'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
  `period` STRING COMMENT 'Year, month or day of review_date, by the grain of the table; in WHERE it reads less.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/product_reviews';

CREATE VIEW IF NOT EXISTS `product_reviews`
COMMENT 'Product reviews, as tab-separated lines or as JSON objects: one row per review, the newest version of it.'
AS SELECT
  `marketplace`, `customer_id`, `review_id`, `product_id`, `product_parent`, `product_title`,
  `product_category`, `star_rating`, `helpful_votes`, `total_votes`, `vine`, `verified_purchase`,
  `review_headline`, `review_body`, `review_date`, `row_hash`, `period`
FROM `product_reviews_runs`
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS `product_reviews_late` (
  `marketplace` STRING COMMENT 'Two-letter country of the marketplace.',
  `customer_id` STRING COMMENT 'Who wrote the review.',
  `review_id` STRING COMMENT 'The review. Unique.',
  `product_id` STRING COMMENT 'The product that was reviewed.',
  `product_parent` STRING COMMENT 'What the variants of a product share.',
  `product_title` STRING COMMENT 'Title of the product.',
  `product_category` STRING COMMENT 'Category of the product, spelled with spaces.',
  `star_rating` INT COMMENT 'Stars, 1 to 5.',
  `helpful_votes` INT COMMENT 'Votes that call the review helpful.',
  `total_votes` INT COMMENT 'All votes on the review.',
  `vine` BOOLEAN COMMENT 'Written in the Vine programme.',
  `verified_purchase` BOOLEAN COMMENT 'The customer bought the product here.',
  `review_headline` STRING COMMENT 'Title of the review.',
  `review_body` STRING COMMENT 'Text of the review.',
  `review_date` DATE COMMENT 'Day of the review, UTC.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'Valid rows that came after the watermark and wait for a reconciliation'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that set them aside.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/late/product_reviews';
