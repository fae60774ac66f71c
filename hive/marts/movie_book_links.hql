-- mart:     movie_book_links
-- grain:    one row per movie title and book title that a review names together; case and outer spaces
--           make no other title
-- sources:  book_reviews, movies, books, authors
-- refresh:  whole
-- columns:  movie_key, book_key (titles, trimmed and in lower case), movie_title, book_title (readable: of
--           several spellings the one seen last, then the first by alphabet), author (of the book),
--           movie_known, book_known, author_known (whether the feed of that name has it), reviews (count),
--           sum_rate and average_rate (1 to 5)

WITH mentions AS (
  SELECT
    created,
    rate,
    trim(movie) AS movie_title,
    trim(book) AS book_title
  FROM book_reviews
  LATERAL VIEW explode(movie_titles) exploded_movies AS movie
  LATERAL VIEW explode(book_titles) exploded_books AS book
),
reviews_of_links AS (
  -- A review that names a title twice links once.
  SELECT
    created,
    lower(movie_title) AS movie_key,
    lower(book_title) AS book_key,
    max(rate) AS rate,
    min(movie_title) AS movie_title,
    min(book_title) AS book_title
  FROM mentions
  GROUP BY created, lower(movie_title), lower(book_title)
),
links AS (
  SELECT
    movie_key,
    book_key,
    min(movie_title) AS movie_title,
    min(book_title) AS book_title,
    count(*) AS reviews,
    sum(rate) AS sum_rate
  FROM reviews_of_links
  GROUP BY movie_key, book_key
),
known_movies AS (
  SELECT
    lower(trim(title)) AS movie_key,
    trim(title) AS title,
    row_number() OVER (PARTITION BY lower(trim(title)) ORDER BY last_seen DESC, title) AS place
  FROM movies
),
known_books AS (
  SELECT
    lower(trim(name)) AS book_key,
    trim(name) AS title,
    trim(author) AS author,
    row_number() OVER (PARTITION BY lower(trim(name)) ORDER BY last_seen DESC, name) AS place
  FROM books
),
known_authors AS (
  SELECT DISTINCT lower(trim(name)) AS author_key
  FROM authors
)
INSERT OVERWRITE TABLE movie_book_links
SELECT
  links.movie_key,
  links.book_key,
  coalesce(known_movies.title, links.movie_title) AS movie_title,
  coalesce(known_books.title, links.book_title) AS book_title,
  known_books.author,
  known_movies.movie_key IS NOT NULL AS movie_known,
  known_books.book_key IS NOT NULL AS book_known,
  known_authors.author_key IS NOT NULL AS author_known,
  links.reviews,
  links.sum_rate,
  links.sum_rate / links.reviews AS average_rate
FROM links
LEFT JOIN known_movies ON links.movie_key = known_movies.movie_key AND known_movies.place = 1
LEFT JOIN known_books ON links.book_key = known_books.book_key AND known_books.place = 1
LEFT JOIN known_authors ON lower(known_books.author) = known_authors.author_key;
