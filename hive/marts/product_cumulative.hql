-- mart:     product_cumulative
-- grain:    one row per product_id and review_date that has reviews
-- sources:  product_day
-- refresh:  from the first period that changed; what came before enters as one sum per product
-- columns:  product_id, review_date (day, UTC), reviews_to_date (count), sum_stars_to_date and
--           average_stars_to_date (stars, 1 to 5; every review counts the same), one_star_reviews_to_date (count), period

WITH before AS (
  SELECT
    product_id,
    sum(reviews) AS reviews,
    sum(sum_stars) AS sum_stars,
    sum(one_star_reviews) AS one_star_reviews
  FROM product_day
  WHERE period < '${hivevar:first_period}'
  GROUP BY product_id
),
running AS (
  SELECT
    product_id,
    review_date,
    sum(reviews) OVER days_so_far AS reviews,
    sum(sum_stars) OVER days_so_far AS sum_stars,
    sum(one_star_reviews) OVER days_so_far AS one_star_reviews,
    period
  FROM product_day
  WHERE period >= '${hivevar:first_period}'
  WINDOW days_so_far AS (
    PARTITION BY product_id ORDER BY review_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  )
),
totals AS (
  SELECT
    running.product_id,
    running.review_date,
    running.reviews + coalesce(before.reviews, 0) AS reviews,
    running.sum_stars + coalesce(before.sum_stars, 0) AS sum_stars,
    running.one_star_reviews + coalesce(before.one_star_reviews, 0) AS one_star_reviews,
    running.period
  FROM running
  LEFT JOIN before ON running.product_id = before.product_id
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
FROM totals;
