-- mart:     product_season
-- grain:    one row per product_id, review_year and review_month that has reviews
-- sources:  product_day
-- refresh:  whole
-- columns:  product_id, review_year, review_month (1 to 12), reviews (count), sum_stars and average_stars
--           (stars, 1 to 5), sum_helpful_votes, sum_total_votes (votes), rank_in_year, rank_in_year_by_votes,
--           then of that month of the year over all years reviews_all_years, sum_stars_all_years and
--           average_stars_all_years, sum_helpful_votes_all_years, rank_all_years, rank_all_years_by_votes
-- rule:     A product is most favoured in the month of the best average: rank 1. Months of the same average go
--           by more reviews, then the earlier month; a month without reviews has no rank. By votes it is
--           the month whose reviews were called helpful most often, with the same ties. A rank in a year is
--           among the months of the product in that year; one over all years among the twelve months of the
--           year, each with its reviews of all years. So the favoured time of the year of a product is the
--           month with rank_all_years = 1.

WITH months AS (
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
INSERT OVERWRITE TABLE product_season
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
  -- The years of a month share its place: they are alike in all that orders it.
  dense_rank() OVER (
    PARTITION BY product_id ORDER BY average_stars_all_years DESC, reviews_all_years DESC, review_month
  ) AS rank_all_years,
  dense_rank() OVER (
    PARTITION BY product_id ORDER BY sum_helpful_votes_all_years DESC, reviews_all_years DESC, review_month
  ) AS rank_all_years_by_votes
FROM months_of_all_years;
