-- mart:     sessions
-- grain:    one row per movie_title, user_email, start_at and end_at, as in streams
-- sources:  streams, movies
-- refresh:  whole
-- columns:  movie_title, user_email, start_at, end_at, start_date (UTC), movie_key (title, trimmed and in
--           lower case), watched_seconds (exact), watched_minutes, size_mb (megabytes streamed),
--           duration_minutes (of the movie; of several spellings of its title the one seen last, then the
--           first by alphabet), share_watched (watched / duration; null for an unknown movie or a length
--           of 0)

WITH lengths AS (
  SELECT
    *,
    lower(trim(movie_title)) AS movie_key,
    -- Days, hours, minutes, seconds. Hive refuses to cast a timestamp to a number, and unix_timestamp
    -- depends on the zone of the server.
    split(CAST(end_at - start_at AS STRING), '[ :]') AS parts
  FROM streams
),
watched AS (
  SELECT
    *,
    CAST(
      (CAST(parts[0] AS BIGINT) * 24 + CAST(parts[1] AS BIGINT)) * 3600 + CAST(parts[2] AS BIGINT) * 60
      + CAST(parts[3] AS DECIMAL(8,6)) AS DECIMAL(18,6)
    ) AS seconds
  FROM lengths
),
known_movies AS (
  SELECT
    lower(trim(title)) AS movie_key,
    duration_mins,
    row_number() OVER (PARTITION BY lower(trim(title)) ORDER BY last_seen DESC, title) AS place
  FROM movies
)
INSERT OVERWRITE TABLE sessions
SELECT
  watched.movie_title,
  watched.user_email,
  watched.start_at,
  watched.end_at,
  CAST(watched.start_at AS DATE) AS start_date,
  watched.movie_key,
  watched.seconds AS watched_seconds,
  CAST(watched.seconds AS DOUBLE) / 60 AS watched_minutes,
  watched.size_mb,
  known_movies.duration_mins AS duration_minutes,
  CAST(watched.seconds AS DOUBLE) / (known_movies.duration_mins * 60) AS share_watched
FROM watched
LEFT JOIN known_movies ON watched.movie_key = known_movies.movie_key AND known_movies.place = 1;
