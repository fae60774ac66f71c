-- mart:     brand_day
-- grain:    one row per id, brand and review_date that has reviews
-- sources:  retailer_reviews
-- refresh:  the periods that changed
-- columns:  id (product), brand, review_date (day, UTC), name (of the product; where the reviews of the day have
--           several, the last of them in order of their bytes), reviews, ratings (counts), sum_rating (stars, 0 to 5
--           each), recommended, recommendations (counts), sum_helpful (users), period

INSERT OVERWRITE TABLE brand_day PARTITION (period)
SELECT
  id,
  brand,
  review_date,
  max(name) AS name,
  count(*) AS reviews,
  count(rating) AS ratings,
  coalesce(sum(rating), 0) AS sum_rating,
  count(IF(do_recommend, 1, NULL)) AS recommended,
  count(do_recommend) AS recommendations,
  coalesce(sum(num_helpful), 0) AS sum_helpful,
  period
FROM retailer_reviews
WHERE period IN (${hivevar:periods})
GROUP BY period, id, brand, review_date;
