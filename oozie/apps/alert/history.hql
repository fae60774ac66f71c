-- The history of the products that have critical alerts on some days, a row a month: what the month was beside the
-- lifetime, the same month of all years and the month before it that had reviews.
SELECT
  concerned.product_id,
  concerned.alerts,
  history.review_month,
  history.reviews,
  history.sum_stars / history.reviews AS average_stars,
  sum(history.sum_stars) OVER same_month / sum(history.reviews) OVER same_month AS season_average_stars,
  lifetime.average_stars AS lifetime_average_stars,
  history.sum_stars / history.reviews
    - lag(history.sum_stars / history.reviews) OVER in_order AS change_of_average_stars
FROM (
  SELECT product_id, count(*) AS alerts
  FROM review_alerts
  WHERE severity = 'critical'
    AND review_date BETWEEN CAST(${hivevar:first_day} AS DATE) AND CAST(${hivevar:last_day} AS DATE)
  GROUP BY product_id
) concerned
JOIN (
  SELECT
    product_id, date_format(review_date, 'yyyy-MM') AS review_month,
    sum(reviews) AS reviews, sum(sum_stars) AS sum_stars
  FROM product_day
  GROUP BY product_id, date_format(review_date, 'yyyy-MM')
) history ON history.product_id = concerned.product_id
JOIN product_lifetime lifetime ON lifetime.product_id = concerned.product_id
WINDOW
  same_month AS (PARTITION BY concerned.product_id, substr(history.review_month, 6)),
  in_order AS (PARTITION BY concerned.product_id ORDER BY history.review_month);
