-- The questions of a dashboard that QueriesBenchmark asks, and its peers: a line with the name before each.
-- ${product} is the product with the most days.

-- question: days of one product
SELECT review_date, reviews, average_stars
FROM product_day
WHERE product_id = '${product}'
ORDER BY review_date;

-- question: one product in one month
SELECT review_date, reviews, average_stars
FROM product_day
WHERE period = '2022-02' AND product_id = '${product}';

-- question: all reviews by day
SELECT review_date, sum(reviews), sum(sum_stars) / sum(reviews)
FROM product_day
GROUP BY review_date
ORDER BY review_date;

-- question: reviews by month
SELECT period, sum(reviews), sum(sum_helpful_votes)
FROM product_day
GROUP BY period;

-- question: ten most reviewed products
SELECT product_id, reviews, average_stars
FROM product_lifetime
ORDER BY reviews DESC, product_id
LIMIT 10;

-- question: best product of each month
-- Hive drops what cannot be the first before it sorts, by a rank with an upper bound: not by a row_number, and not by =.
SELECT period, product_id, sum_stars
FROM (
  SELECT
    period,
    product_id,
    sum_stars,
    rank() OVER (PARTITION BY period ORDER BY sum_stars DESC, product_id) AS place
  FROM product_month
) ranked
WHERE place <= 1;

-- question: curve of one product
SELECT review_date, reviews_to_date, average_stars_to_date
FROM product_cumulative
WHERE product_id = '${product}'
ORDER BY review_date;

-- question: categories to date
SELECT product_category, max(reviews_to_date)
FROM category_cumulative
GROUP BY product_category
ORDER BY product_category;

-- question: products whose day fell under 2 stars
SELECT product_id, review_date, reviews, average_stars
FROM product_day
WHERE reviews >= 5 AND average_stars < 2
ORDER BY review_date, product_id;

-- question: last runs and their counts
SELECT sequence, committed, rows_read, accepted, rejected, late
FROM ledger_runs
WHERE feed = 'product_reviews'
ORDER BY sequence DESC
LIMIT 20;
