-- mart:      category_day
-- grain:     one row per product_category and review_date that has reviews
-- sources:   product_reviews
-- refresh:   the periods that changed
-- parameter: review_filter condition true which reviews of product_reviews count in the marts, such as helpful_votes <> 0 and verified_purchase
-- columns:   product_category, review_date (day, UTC), reviews (count), sum_stars and average_stars (stars, 1 to 5),
--            sum_helpful_votes, sum_total_votes (votes), period

INSERT OVERWRITE TABLE category_day PARTITION (period)
SELECT
  product_category,
  review_date,
  count(*) AS reviews,
  sum(star_rating) AS sum_stars,
  sum(star_rating) / count(*) AS average_stars,
  sum(helpful_votes) AS sum_helpful_votes,
  sum(total_votes) AS sum_total_votes,
  period
FROM product_reviews
WHERE period IN (${hivevar:periods}) AND ${hivevar:review_filter}
GROUP BY period, product_category, review_date;
