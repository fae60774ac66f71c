-- What the demo asks at its end.

-- The accounting of each day's run
SELECT sequence, rows_read, accepted, duplicate, superseded, late, rejected, replaced, unaccounted
FROM ledger_runs
ORDER BY sequence;

-- What was rejected, and where it was
SELECT reason, field, count(*) AS rejected_rows, min(position) AS first_at
FROM rejected
GROUP BY reason, field
ORDER BY rejected_rows DESC, reason, field
LIMIT 5;

-- The products reviewed most
SELECT product_id, reviews, average_stars, sum_helpful_votes, first_review_date, last_review_date
FROM product_lifetime
ORDER BY reviews DESC, product_id
LIMIT 5;

-- The most reviewed of them, day by day and cumulative
SELECT d.review_date, d.reviews, d.average_stars, c.reviews_to_date, c.average_stars_to_date
FROM product_day d
JOIN product_cumulative c ON d.product_id = c.product_id AND d.review_date = c.review_date
JOIN (SELECT product_id FROM product_lifetime ORDER BY reviews DESC, product_id LIMIT 1) best
  ON d.product_id = best.product_id
ORDER BY d.review_date;

-- Where the categories stand on the last day
SELECT product_category, review_date, reviews_to_date, average_stars_to_date
FROM category_cumulative
WHERE review_date IN (SELECT max(review_date) FROM category_cumulative)
ORDER BY reviews_to_date DESC
LIMIT 5;
