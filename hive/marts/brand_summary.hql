-- mart:     brand_summary
-- grain:    one row per id and brand
-- sources:  brand_day
-- refresh:  whole
-- columns:  id (product), brand, name (of the product on its last day), reviews, ratings (counts), sum_rating and
--           average_rating (stars, 0 to 5, over the reviews that have a rating), recommended, recommendations (counts),
--           recommend_ratio (0 to 1, over the reviews that say), sum_helpful (users), first_review_date,
--           last_review_date (days, UTC)

INSERT OVERWRITE TABLE brand_summary
SELECT
  id,
  brand,
  max(struct(review_date, name)).col2 AS name,
  sum(reviews) AS reviews,
  sum(ratings) AS ratings,
  sum(sum_rating) AS sum_rating,
  CAST(sum(sum_rating) AS DOUBLE) / nullif(sum(ratings), 0) AS average_rating,
  sum(recommended) AS recommended,
  sum(recommendations) AS recommendations,
  sum(recommended) / nullif(sum(recommendations), 0) AS recommend_ratio,
  sum(sum_helpful) AS sum_helpful,
  min(review_date) AS first_review_date,
  max(review_date) AS last_review_date
FROM brand_day
GROUP BY id, brand;
