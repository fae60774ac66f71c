-- mart:     product_lifetime
-- grain:    one row per product_id
-- sources:  product_checkpoint, product_day
-- refresh:  whole, from the checkpoint and the periods after it
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
  min(first_review_date) AS first_review_date,
  max(last_review_date) AS last_review_date
FROM (
  SELECT
    product_id,
    reviews,
    sum_stars,
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
    sum_helpful_votes,
    sum_total_votes,
    review_date AS first_review_date,
    review_date AS last_review_date
  FROM product_day
  WHERE period > '${hivevar:checkpoint}'
) periods
GROUP BY product_id;
