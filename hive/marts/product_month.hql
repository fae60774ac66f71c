-- mart:     product_month
-- grain:    one row per product_id, year and month that has reviews (with periods of days, one for each day of it)
-- sources:  product_day
-- refresh:  the periods that changed
-- columns:  product_id, review_year, review_month (1 to 12, UTC), reviews (count), sum_stars and average_stars (stars,
--           1 to 5), one_star_reviews (count), sum_helpful_votes, sum_total_votes (votes), period

INSERT OVERWRITE TABLE product_month PARTITION (period)
SELECT
  product_id,
  year(review_date) AS review_year,
  month(review_date) AS review_month,
  sum(reviews) AS reviews,
  sum(sum_stars) AS sum_stars,
  sum(sum_stars) / sum(reviews) AS average_stars,
  sum(one_star_reviews) AS one_star_reviews,
  sum(sum_helpful_votes) AS sum_helpful_votes,
  sum(sum_total_votes) AS sum_total_votes,
  period
FROM product_day
WHERE period IN (${hivevar:periods})
GROUP BY period, product_id, year(review_date), month(review_date);
