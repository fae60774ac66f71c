-- product_season is asked of product_day instead of being kept.
--
-- Its ranks compare a month with all other months of the product, so a table would be computed whole
-- after each day, at a cost that grows with the history. Whoever asks for some products reads only
-- their rows: every window is one of the product.

DROP TABLE IF EXISTS product_season;

CREATE OR REPLACE VIEW product_season (
  product_id COMMENT 'Key: the product reviewed',
  review_year COMMENT 'Key: the year, UTC',
  review_month COMMENT 'Key: the month of the year, 1 to 12',
  reviews COMMENT 'Reviews of that month',
  sum_stars COMMENT 'Sum of their stars',
  average_stars COMMENT 'sum_stars / reviews',
  sum_helpful_votes COMMENT 'Sum of their helpful votes',
  sum_total_votes COMMENT 'Sum of all their votes',
  rank_in_year COMMENT 'Place of the month in its year by average_stars, 1 is the best',
  rank_in_year_by_votes COMMENT 'Place of the month in its year by sum_helpful_votes, 1 is the most',
  reviews_all_years COMMENT 'Reviews of that month of the year in all years',
  sum_stars_all_years COMMENT 'Sum of their stars',
  average_stars_all_years COMMENT 'sum_stars_all_years / reviews_all_years',
  sum_helpful_votes_all_years COMMENT 'Sum of their helpful votes',
  rank_all_years COMMENT 'Place of the month of the year by average_stars_all_years, 1 is the best',
  rank_all_years_by_votes COMMENT 'Its place by sum_helpful_votes_all_years, 1 is the most'
)
COMMENT 'Which time of the year a product is most favoured: months that have reviews'
AS WITH months AS (
  SELECT
    product_id,
    year(review_date) AS review_year,
    month(review_date) AS review_month,
    sum(reviews) AS reviews,
    sum(sum_stars) AS sum_stars,
    sum(sum_stars) / sum(reviews) AS average_stars,
    sum(sum_helpful_votes) AS sum_helpful_votes,
    sum(sum_total_votes) AS sum_total_votes
  FROM product_day
  GROUP BY product_id, year(review_date), month(review_date)
),
months_of_all_years AS (
  SELECT
    *,
    sum(reviews) OVER same_month AS reviews_all_years,
    sum(sum_stars) OVER same_month AS sum_stars_all_years,
    sum(sum_stars) OVER same_month / sum(reviews) OVER same_month AS average_stars_all_years,
    sum(sum_helpful_votes) OVER same_month AS sum_helpful_votes_all_years
  FROM months
  WINDOW same_month AS (PARTITION BY product_id, review_month)
)
-- A product is most favoured in the month of the best average. Months of the same average go by more
-- reviews, then the earlier month; a month without reviews has no rank. By votes it is the month
-- whose reviews were called helpful most often, with the same ties. A rank in a year is among the
-- months of the product in that year; one over all years among the twelve months of the year, each
-- with its reviews of all years, whose years share its place: they are alike in all that orders it.
SELECT
  product_id,
  review_year,
  review_month,
  reviews,
  sum_stars,
  average_stars,
  sum_helpful_votes,
  sum_total_votes,
  row_number() OVER (
    PARTITION BY product_id, review_year ORDER BY average_stars DESC, reviews DESC, review_month
  ) AS rank_in_year,
  row_number() OVER (
    PARTITION BY product_id, review_year ORDER BY sum_helpful_votes DESC, reviews DESC, review_month
  ) AS rank_in_year_by_votes,
  reviews_all_years,
  sum_stars_all_years,
  average_stars_all_years,
  sum_helpful_votes_all_years,
  dense_rank() OVER (
    PARTITION BY product_id ORDER BY average_stars_all_years DESC, reviews_all_years DESC, review_month
  ) AS rank_all_years,
  dense_rank() OVER (
    PARTITION BY product_id ORDER BY sum_helpful_votes_all_years DESC, reviews_all_years DESC, review_month
  ) AS rank_all_years_by_votes
FROM months_of_all_years;
