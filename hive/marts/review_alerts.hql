-- mart:      review_alerts
-- grain:     one row per product_id, review_date and rule that was broken
-- sources:   product_day, product_cumulative
-- refresh:   from the first period that changed
-- parameter: alert_minimum_reviews integer 5 reviews a day must have to be judged, and a product before it to be compared with
-- parameter: alert_warning_average decimal 3.0 a day whose average stars are below this is a warning
-- parameter: alert_critical_average decimal 2.0 a day whose average stars are below this is critical
-- parameter: alert_warning_one_star_share decimal 0.4 a day of which at least this share has one star is a warning
-- parameter: alert_critical_one_star_share decimal 0.6 a day of which at least this share has one star is critical
-- parameter: alert_one_star_factor decimal 2.0 a share of one star is abnormal from this many times the earlier share
-- columns:   product_id, review_date (day, UTC), rule, severity (warning or critical), reviews (count, of the day),
--            value and threshold (stars of low_average, share 0 to 1 of one_star_share), earlier_reviews (count),
--            earlier_value (as value), period
-- rule:      low_average: the average of a day is below the threshold. one_star_share: the share of reviews with
--            one star is the threshold or more and, where the product had alert_minimum_reviews or more before that
--            day, also alert_one_star_factor times its share in all those, or more: a product that always had
--            many of them does nothing abnormal. The threshold shown is then the higher of the two.
--            Days with fewer than alert_minimum_reviews reviews break no rule.

-- Few days are busy: the hint lets Hive read only their products of the other table.
WITH days AS (
  SELECT /*+ semi(busy, product_id, total, 100000) */
    busy.product_id,
    busy.review_date,
    busy.reviews,
    busy.sum_stars,
    busy.one_star_reviews,
    total.reviews_to_date - busy.reviews AS earlier_reviews,
    total.sum_stars_to_date - busy.sum_stars AS earlier_sum_stars,
    total.one_star_reviews_to_date - busy.one_star_reviews AS earlier_one_star_reviews,
    busy.period
  FROM product_day busy
  JOIN product_cumulative total
    ON busy.period = total.period AND busy.product_id = total.product_id AND busy.review_date = total.review_date
  WHERE busy.period >= '${hivevar:first_period}'
    AND total.period >= '${hivevar:first_period}'
    AND busy.reviews >= ${hivevar:alert_minimum_reviews}
),
-- Sums are compared, not quotients: decimals are exact.
low_averages AS (
  SELECT
    product_id,
    review_date,
    'low_average' AS rule,
    IF(sum_stars < ${hivevar:alert_critical_average} * reviews, 'critical', 'warning') AS severity,
    reviews,
    sum_stars / reviews AS value,
    CAST(
      IF(
        sum_stars < ${hivevar:alert_critical_average} * reviews,
        ${hivevar:alert_critical_average},
        ${hivevar:alert_warning_average}
      ) AS DOUBLE
    ) AS threshold,
    earlier_reviews,
    earlier_sum_stars / nullif(earlier_reviews, 0) AS earlier_value,
    period
  FROM days
  WHERE sum_stars < ${hivevar:alert_warning_average} * reviews
    OR sum_stars < ${hivevar:alert_critical_average} * reviews
),
abnormal_days AS (
  SELECT
    *,
    one_star_reviews >= ${hivevar:alert_critical_one_star_share} * reviews AS is_critical,
    IF(
      earlier_reviews > 0 AND earlier_reviews >= ${hivevar:alert_minimum_reviews},
      CAST(${hivevar:alert_one_star_factor} AS DOUBLE) * earlier_one_star_reviews / earlier_reviews,
      0D
    ) AS usual_bound
  FROM days
  WHERE (
      one_star_reviews >= ${hivevar:alert_warning_one_star_share} * reviews
      OR one_star_reviews >= ${hivevar:alert_critical_one_star_share} * reviews
    )
    AND (
      earlier_reviews < ${hivevar:alert_minimum_reviews}
      OR one_star_reviews * earlier_reviews
        >= ${hivevar:alert_one_star_factor} * earlier_one_star_reviews * reviews
    )
),
one_star_shares AS (
  SELECT
    product_id,
    review_date,
    'one_star_share' AS rule,
    IF(is_critical, 'critical', 'warning') AS severity,
    reviews,
    one_star_reviews / reviews AS value,
    greatest(
      CAST(
        IF(is_critical, ${hivevar:alert_critical_one_star_share}, ${hivevar:alert_warning_one_star_share})
        AS DOUBLE
      ),
      usual_bound
    ) AS threshold,
    earlier_reviews,
    earlier_one_star_reviews / nullif(earlier_reviews, 0) AS earlier_value,
    period
  FROM abnormal_days
),
alerts AS (
  SELECT * FROM low_averages
  UNION ALL
  SELECT * FROM one_star_shares
)
INSERT OVERWRITE TABLE review_alerts PARTITION (period)
SELECT
  product_id,
  review_date,
  rule,
  severity,
  reviews,
  value,
  threshold,
  earlier_reviews,
  earlier_value,
  period
FROM alerts;
