-- mart:     product_lifetime
-- grain:    one row per product_id
-- sources:  product_day
-- refresh:  whole
-- columns:  product_id, reviews (count), sum_stars and average_stars (stars, 1 to 5; every review counts
--           the same), sum_helpful_votes, sum_total_votes (votes), first_review_date, last_review_date (days, UTC)

INSERT OVERWRITE TABLE product_lifetime
SELECT
  product_id,
  sum(reviews) AS reviews,
  sum(sum_stars) AS sum_stars,
  sum(sum_stars) / sum(reviews) AS average_stars,
  sum(sum_helpful_votes) AS sum_helpful_votes,
  sum(sum_total_votes) AS sum_total_votes,
  min(review_date) AS first_review_date,
  max(review_date) AS last_review_date
FROM product_day
GROUP BY product_id;
