-- Marts over the streaming feeds; marts/<name>.hql computes each, whole: the feeds have no event day.
-- Why they are insert-only transactional tables is said in V003.

CREATE TABLE IF NOT EXISTS movie_book_links (
  movie_key STRING COMMENT 'Key: title of the movie, trimmed and in lower case',
  book_key STRING COMMENT 'Key: title of the book, trimmed and in lower case',
  movie_title STRING COMMENT 'Title as the movies spell it, or the reviews for an unknown movie',
  book_title STRING COMMENT 'Title as the books spell it, or the reviews for an unknown book',
  author STRING COMMENT 'Author of the book, null if the book is unknown or names none',
  movie_known BOOLEAN COMMENT 'The movie is among the movies',
  book_known BOOLEAN COMMENT 'The book is among the books',
  author_known BOOLEAN COMMENT 'The author is among the authors',
  reviews BIGINT COMMENT 'Reviews that link the two',
  sum_rate BIGINT COMMENT 'Sum of their ratings',
  average_rate DOUBLE COMMENT 'sum_rate / reviews, 1 to 5'
)
COMMENT 'Which movie is based on which book, as the reviews of books say: many to many'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS sessions (
  movie_title STRING COMMENT 'Key: the movie, as the session spells it',
  user_email STRING COMMENT 'Key: who watched',
  start_at TIMESTAMP COMMENT 'Key: begin of the session, UTC',
  end_at TIMESTAMP COMMENT 'Key: end of the session, UTC',
  start_date DATE COMMENT 'Day of start_at, UTC',
  movie_key STRING COMMENT 'Title of the movie, trimmed and in lower case: joins with movie_book_links',
  watched_seconds DECIMAL(18,6) COMMENT 'Length of the session in seconds, exactly',
  watched_minutes DOUBLE COMMENT 'watched_seconds / 60',
  size_mb DOUBLE COMMENT 'Megabytes streamed',
  duration_minutes INT COMMENT 'Length of the movie in minutes, null if the movie is unknown',
  share_watched DOUBLE COMMENT 'watched_minutes / duration_minutes, above 1 if it took longer; null without a length'
)
COMMENT 'Sessions in which users streamed movies'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');

CREATE TABLE IF NOT EXISTS streaming_answers (
  question_number INT COMMENT 'Key: 1 to 6',
  question STRING COMMENT 'The question, with its parameters',
  old_answer DOUBLE COMMENT 'Answer of the system that was replaced, by its own rule',
  right_answer DOUBLE COMMENT 'The right answer; null where there is nothing to divide by or to average',
  unit STRING COMMENT 'Unit of both answers',
  old_detail STRING COMMENT 'What the old answer was made of',
  right_detail STRING COMMENT 'What the right answer was made of, such as the counts of a share or the names'
)
COMMENT 'Six questions about the streaming service, as it was answered and as it is right'
STORED AS PARQUET
TBLPROPERTIES ('transactional' = 'true', 'transactional_properties' = 'insert_only');
