-- mart:      product_day
-- grain:     one row per product_id and review_date that has reviews
-- sources:   product_reviews
-- refresh:   the periods that changed
-- parameter: review_filter condition true which reviews of product_reviews count in the marts, such as helpful_votes <> 0 and verified_purchase
-- columns:   product_id, review_date (day, UTC), reviews (count), sum_stars and average_stars (stars, 1 to 5),
--            one_star_reviews (count), sum_helpful_votes, sum_total_votes (votes), period

INSERT OVERWRITE TABLE product_day PARTITION (period)
SELECT
  product_id,
  review_date,
  count(*) AS reviews,
  sum(star_rating) AS sum_stars,
  sum(star_rating) / count(*) AS average_stars,
  count(IF(star_rating = 1, 1, NULL)) AS one_star_reviews,
  sum(helpful_votes) AS sum_helpful_votes,
  sum(total_votes) AS sum_total_votes,
  period
FROM product_reviews
WHERE period IN (${hivevar:periods}) AND ${hivevar:review_filter}
GROUP BY period, product_id, review_date;
