-- mart:     product_checkpoint
-- grain:    one row per product_id that has reviews in the periods up to this one
-- sources:  product_day
-- refresh:  when the last period but two is another one or changed; goes on from the checkpoint that it replaces
-- columns:  product_id, reviews (count), sum_stars (stars, 1 to 5), one_star_reviews (count), sum_helpful_votes,
--           sum_total_votes (votes), first_review_date, last_review_date (days, UTC), period

INSERT OVERWRITE TABLE product_checkpoint PARTITION (period = '${hivevar:last_period}')
SELECT
  product_id,
  sum(reviews) AS reviews,
  sum(sum_stars) AS sum_stars,
  sum(one_star_reviews) AS one_star_reviews,
  sum(sum_helpful_votes) AS sum_helpful_votes,
  sum(sum_total_votes) AS sum_total_votes,
  min(first_review_date) AS first_review_date,
  max(last_review_date) AS last_review_date
FROM (
  SELECT
    product_id,
    reviews,
    sum_stars,
    one_star_reviews,
    sum_helpful_votes,
    sum_total_votes,
    first_review_date,
    last_review_date
  FROM product_checkpoint
  WHERE period = '${hivevar:checkpoint}'
  UNION ALL
  SELECT
    product_id,
    reviews,
    sum_stars,
    one_star_reviews,
    sum_helpful_votes,
    sum_total_votes,
    review_date AS first_review_date,
    review_date AS last_review_date
  FROM product_day
  WHERE period > '${hivevar:checkpoint}' AND period <= '${hivevar:last_period}'
) periods
GROUP BY product_id;
