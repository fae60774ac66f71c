-- mart:     streaming_answers
-- grain:    one row per question, 1 to 6
-- sources:  sessions, movie_book_links, movies, books, authors
-- refresh:  whole
-- columns:  question_number, question, old_answer (by the rule of the system that was replaced), right_answer,
--           unit, old_detail, right_detail (what an answer was made of)
-- parameter: outage_day day 2021-12-25 day of the outage, in question_zone
-- parameter: outage_from time 07:00 begin of the outage, which it includes
-- parameter: outage_to time 12:00 end of the outage, which it no longer includes
-- parameter: outage_movie text Unforgiven the movie that could not be watched
-- parameter: question_zone zone +01:00 zone of the outage and of the month
-- parameter: old_session_zone zone -03:00 zone the old system took both for
-- parameter: nationality text Singaporeans nationality of the authors, as the vendor spells it
-- parameter: streamed_month day 2021-12-01 a day of the month of question 3
-- parameter: last_days integer 7 days before the end of the last session
-- parameter: watched_share decimal 0.5 share of the movie that a user must have watched
--
-- The rules; titles and names are compared without case in the right ones, nationalities as the vendor spells them:
-- 1  old:   of all movies, those whose title is the name of a book
--    right: of all titles that were streamed, those that a review links to a book
-- 2  old:   sessions that start or end within the outage, both ends included, in old_session_zone
--    right: distinct users of sessions that overlap [from, to) in question_zone; a session that ends as
--           the outage begins, or begins as it ends, is not affected
-- 3  old:   movies whose title is the name of a book by an author of that nationality, with a session that
--           starts in the month, in old_session_zone
--    right: movies that a review links to a book by such an author, with a session that overlaps the month
--           in question_zone
-- 4  old:   mean of the sessions in whole seconds, as minutes with two digits; right: exactly
-- 5  old:   median of the sizes, the mean of the middle two, in GB of 1000 MB with two digits; right: exactly
-- 6  both take sessions that start at most last_days before the last end of any
--    old:   distinct users of sessions with duration / watched above the share
--    right: distinct users of sessions with watched / duration of at least the share
-- Right shares are given to two digits, means and medians to four.

WITH told AS (
  -- '+01:00' is the name of no zone to Hive, which would take it for UTC: it wants 'GMT+01:00'.
  SELECT
    regexp_replace(${hivevar:question_zone}, '^(UTC|UT|GMT)?(?=[+-])', 'GMT') AS question_zone,
    regexp_replace(${hivevar:old_session_zone}, '^(UTC|UT|GMT)?(?=[+-])', 'GMT') AS old_zone,
    concat(${hivevar:outage_day}, ' ', ${hivevar:outage_from}, ':00') AS outage_from,
    concat(${hivevar:outage_day}, ' ', ${hivevar:outage_to}, ':00') AS outage_to,
    concat(trunc(${hivevar:streamed_month}, 'MM'), ' 00:00:00') AS month_from,
    concat(add_months(trunc(${hivevar:streamed_month}, 'MM'), 1), ' 00:00:00') AS month_to
),
spans AS (
  -- In UTC, as the sessions are.
  SELECT
    to_utc_timestamp(outage_from, question_zone) AS outage_from,
    to_utc_timestamp(outage_to, question_zone) AS outage_to,
    to_utc_timestamp(outage_from, old_zone) AS old_outage_from,
    to_utc_timestamp(outage_to, old_zone) AS old_outage_to,
    to_utc_timestamp(month_from, question_zone) AS month_from,
    to_utc_timestamp(month_to, question_zone) AS month_to,
    to_utc_timestamp(month_from, old_zone) AS old_month_from,
    to_utc_timestamp(month_to, old_zone) AS old_month_to
  FROM told
),
authors_of_nation AS (
  SELECT DISTINCT lower(trim(name)) AS author_key
  FROM authors
  WHERE array_contains(nationalities, ${hivevar:nationality})
),
titles_streamed AS (
  SELECT
    sessions.movie_title,
    sessions.movie_key,
    max(sessions.start_at >= spans.old_month_from AND sessions.start_at < spans.old_month_to) AS in_old_month,
    max(sessions.start_at < spans.month_to AND sessions.end_at > spans.month_from) AS in_month
  FROM sessions
  CROSS JOIN spans
  GROUP BY sessions.movie_title, sessions.movie_key
),
titled_as_books AS (
  SELECT
    count(*) AS movies,
    count(books.name) AS based,
    sort_array(collect_list(
      CASE WHEN authors_of_nation.author_key IS NOT NULL AND titles_streamed.in_old_month THEN movies.title END
    )) AS of_nation
  FROM movies
  LEFT JOIN books ON movies.title = books.name
  LEFT JOIN authors_of_nation ON lower(trim(books.author)) = authors_of_nation.author_key
  LEFT JOIN titles_streamed ON movies.title = titles_streamed.movie_title
),
movies_linked AS (
  SELECT
    links.movie_key,
    min(links.movie_title) AS movie_title,
    max(authors_of_nation.author_key IS NOT NULL) AS by_nation
  FROM movie_book_links links
  LEFT JOIN authors_of_nation ON lower(links.author) = authors_of_nation.author_key
  GROUP BY links.movie_key
),
movies_streamed AS (
  SELECT
    movie_key,
    max(in_month) AS in_month
  FROM titles_streamed
  GROUP BY movie_key
),
linked_to_books AS (
  SELECT
    count(*) AS movies,
    count(movies_linked.movie_key) AS based,
    sort_array(collect_list(
      CASE WHEN movies_linked.by_nation AND movies_streamed.in_month THEN movies_linked.movie_title END
    )) AS of_nation
  FROM movies_streamed
  LEFT JOIN movies_linked ON movies_streamed.movie_key = movies_linked.movie_key
),
newest AS (
  SELECT max(end_at) - INTERVAL (${hivevar:last_days}) DAY AS recent_from
  FROM sessions
),
sessions_judged AS (
  SELECT
    sessions.user_email,
    sessions.watched_seconds,
    CASE WHEN sessions.movie_title = ${hivevar:outage_movie}
      AND (
        sessions.start_at BETWEEN spans.old_outage_from AND spans.old_outage_to
        OR sessions.end_at BETWEEN spans.old_outage_from AND spans.old_outage_to
      ) THEN 1 END AS in_old_outage,
    CASE WHEN sessions.movie_key = lower(trim(${hivevar:outage_movie}))
      AND sessions.start_at < spans.outage_to
      AND sessions.end_at > spans.outage_from THEN 1 END AS in_outage,
    CASE WHEN sessions.start_at >= newest.recent_from THEN 1 END AS is_recent,
    CASE WHEN sessions.start_at >= newest.recent_from
      AND sessions.duration_minutes / sessions.watched_minutes > ${hivevar:watched_share}
      THEN 1 END AS is_recent_by_old_share,
    CASE WHEN sessions.start_at >= newest.recent_from
      AND sessions.share_watched >= ${hivevar:watched_share} THEN 1 END AS is_recent_by_share
  FROM sessions
  CROSS JOIN spans
  CROSS JOIN newest
),
users_judged AS (
  SELECT
    count(*) AS sessions,
    sum(CAST(watched_seconds AS BIGINT)) AS whole_seconds,
    sum(watched_seconds) AS seconds,
    count(in_old_outage) AS in_old_outage,
    count(in_outage) AS in_outage,
    max(in_outage) AS was_in_outage,
    max(is_recent) AS was_recent,
    max(is_recent_by_old_share) AS was_recent_by_old_share,
    max(is_recent_by_share) AS was_recent_by_share
  FROM sessions_judged
  GROUP BY user_email
),
totals AS (
  SELECT
    coalesce(sum(sessions), 0) AS sessions,
    sum(whole_seconds) AS whole_seconds,
    CAST(sum(seconds) AS DOUBLE) AS seconds,
    coalesce(sum(in_old_outage), 0) AS sessions_in_old_outage,
    coalesce(sum(in_outage), 0) AS sessions_in_outage,
    count(was_in_outage) AS users_in_outage,
    count(was_recent) AS users_recent,
    count(was_recent_by_old_share) AS users_by_old_share,
    count(was_recent_by_share) AS users_by_share
  FROM users_judged
),
sizes AS (
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY size_mb) / 1000 AS median_gb
  FROM sessions
)
INSERT OVERWRITE TABLE streaming_answers
SELECT stack(
  6,
  1,
  'Percentage of streamed movies that are based on books',
  round(100 * titled_as_books.based / titled_as_books.movies, 2),
  round(100 * linked_to_books.based / linked_to_books.movies, 2),
  '%',
  concat(titled_as_books.based, ' of ', titled_as_books.movies),
  concat(linked_to_books.based, ' of ', linked_to_books.movies),
  2,
  concat(
    'Users affected by the outage on ', ${hivevar:outage_day}, ' from ', ${hivevar:outage_from}, ' to ',
    ${hivevar:outage_to}, ' (', ${hivevar:question_zone}, ') while watching ', ${hivevar:outage_movie}
  ),
  CAST(totals.sessions_in_old_outage AS DOUBLE),
  CAST(totals.users_in_outage AS DOUBLE),
  'users',
  concat(totals.sessions_in_old_outage, ' sessions'),
  concat(totals.sessions_in_outage, ' sessions'),
  3,
  concat(
    'Movies based on books by ', ${hivevar:nationality}, ' that were streamed in ',
    substr(${hivevar:streamed_month}, 1, 7)
  ),
  CAST(size(titled_as_books.of_nation) AS DOUBLE),
  CAST(size(linked_to_books.of_nation) AS DOUBLE),
  'movies',
  nullif(array_join(titled_as_books.of_nation, ', '), ''),
  nullif(array_join(linked_to_books.of_nation, ', '), ''),
  4,
  'Average duration of a session',
  round(totals.whole_seconds / totals.sessions / 60, 2),
  round(totals.seconds / totals.sessions / 60, 4),
  'minutes',
  concat(totals.sessions, ' sessions'),
  concat(totals.sessions, ' sessions'),
  5,
  'Median size of a session',
  round(sizes.median_gb, 2),
  round(sizes.median_gb, 4),
  'GB',
  concat(totals.sessions, ' sessions'),
  concat(totals.sessions, ' sessions'),
  6,
  concat(
    'Users who watched at least ', ${hivevar:watched_share}, ' of a movie in the last ', ${hivevar:last_days},
    ' days'
  ),
  CAST(totals.users_by_old_share AS DOUBLE),
  CAST(totals.users_by_share AS DOUBLE),
  'users',
  concat(totals.users_by_old_share, ' of ', totals.users_recent),
  concat(totals.users_by_share, ' of ', totals.users_recent)
) AS (question_number, question, old_answer, right_answer, unit, old_detail, right_detail)
FROM totals
CROSS JOIN sizes
CROSS JOIN titled_as_books
CROSS JOIN linked_to_books;
