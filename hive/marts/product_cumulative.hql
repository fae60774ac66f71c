-- mart:     product_cumulative
-- grain:    one row per product_id and review_date that has reviews
-- sources:  product_checkpoint, product_day
-- refresh:  from the first period that changed; what the checkpoint sums up enters as one row per product
-- columns:  product_id, review_date (day, UTC), reviews_to_date (count), sum_stars_to_date and
--           average_stars_to_date (stars, 1 to 5; every review counts the same), one_star_reviews_to_date (count), period

WITH days AS (
  SELECT
    product_id,
    last_review_date AS review_date,
    reviews,
    sum_stars,
    one_star_reviews,
    period
  FROM product_checkpoint
  WHERE period = '${hivevar:checkpoint}'
  UNION ALL
  SELECT
    product_id,
    review_date,
    reviews,
    sum_stars,
    one_star_reviews,
    period
  FROM product_day
  WHERE period > '${hivevar:checkpoint}'
),
totals AS (
  SELECT
    product_id,
    review_date,
    sum(reviews) OVER days_so_far AS reviews,
    sum(sum_stars) OVER days_so_far AS sum_stars,
    sum(one_star_reviews) OVER days_so_far AS one_star_reviews,
    period
  FROM days
  WINDOW days_so_far AS (
    PARTITION BY product_id ORDER BY review_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  )
)
INSERT OVERWRITE TABLE product_cumulative PARTITION (period)
SELECT
  product_id,
  review_date,
  reviews AS reviews_to_date,
  sum_stars AS sum_stars_to_date,
  sum_stars / reviews AS average_stars_to_date,
  one_star_reviews AS one_star_reviews_to_date,
  period
FROM totals
WHERE period >= '${hivevar:first_period}';
