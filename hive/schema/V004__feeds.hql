-- The tables of the other feeds, as V001 has those of product reviews: the statements are those that
-- `contract ddl --feed F` prints for each. Where a feed has no event day its one period is all, and
-- no row is late.

CREATE EXTERNAL TABLE IF NOT EXISTS `retailer_reviews_runs` (
  `id` STRING COMMENT 'The product that was reviewed.',
  `review_id` STRING COMMENT 'The review. Unique; made of product, user, time, title and text where the source has none.',
  `name` STRING COMMENT 'Name of the product.',
  `asins` ARRAY<STRING> COMMENT 'Its numbers in the shop.',
  `brand` STRING COMMENT 'Its brand.',
  `categories` ARRAY<STRING> COMMENT 'Its categories.',
  `keys` ARRAY<STRING> COMMENT 'Names by which catalogues know it.',
  `manufacturer` STRING COMMENT 'Who makes it.',
  `reviewed_at` TIMESTAMP COMMENT 'When the review was written, UTC.',
  `review_date` DATE COMMENT 'Day of the review, UTC; where it is not known, the first day that is: of its discovery, or of its arrival.',
  `date_added` TIMESTAMP COMMENT 'When the source first had the review, or the product, UTC.',
  `did_purchase` BOOLEAN COMMENT 'The user bought the product.',
  `do_recommend` BOOLEAN COMMENT 'The user recommends the product.',
  `num_helpful` INT COMMENT 'Users who call the review helpful.',
  `rating` DECIMAL(2,1) COMMENT 'Stars, 0 to 5; not every review has them.',
  `source_urls` ARRAY<STRING> COMMENT 'Pages on which the review was found.',
  `text` STRING COMMENT 'Text of the review.',
  `title` STRING COMMENT 'Title of the review.',
  `user_city` STRING COMMENT 'City of the user.',
  `user_province` STRING COMMENT 'Province of the user.',
  `username` STRING COMMENT 'Who wrote the review.',
  `last_seen` DATE COMMENT 'Arrival day of the newest file that has the row.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'All versions of all periods; ask retailer_reviews for the valid one'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
  `period` STRING COMMENT 'Year, month or day of review_date, by the grain of the table; in WHERE it reads less.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/retailer_reviews';

CREATE VIEW IF NOT EXISTS `retailer_reviews`
COMMENT 'Product reviews that a retailer gathered, as CSV with the columns in any order: one row per review.'
AS SELECT
  `id`, `review_id`, `name`, `asins`, `brand`, `categories`, `keys`, `manufacturer`, `reviewed_at`,
  `review_date`, `date_added`, `did_purchase`, `do_recommend`, `num_helpful`, `rating`,
  `source_urls`, `text`, `title`, `user_city`, `user_province`, `username`, `last_seen`, `row_hash`,
  `period`
FROM `retailer_reviews_runs`
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS `retailer_reviews_late` (
  `id` STRING COMMENT 'The product that was reviewed.',
  `review_id` STRING COMMENT 'The review. Unique; made of product, user, time, title and text where the source has none.',
  `name` STRING COMMENT 'Name of the product.',
  `asins` ARRAY<STRING> COMMENT 'Its numbers in the shop.',
  `brand` STRING COMMENT 'Its brand.',
  `categories` ARRAY<STRING> COMMENT 'Its categories.',
  `keys` ARRAY<STRING> COMMENT 'Names by which catalogues know it.',
  `manufacturer` STRING COMMENT 'Who makes it.',
  `reviewed_at` TIMESTAMP COMMENT 'When the review was written, UTC.',
  `review_date` DATE COMMENT 'Day of the review, UTC; where it is not known, the first day that is: of its discovery, or of its arrival.',
  `date_added` TIMESTAMP COMMENT 'When the source first had the review, or the product, UTC.',
  `did_purchase` BOOLEAN COMMENT 'The user bought the product.',
  `do_recommend` BOOLEAN COMMENT 'The user recommends the product.',
  `num_helpful` INT COMMENT 'Users who call the review helpful.',
  `rating` DECIMAL(2,1) COMMENT 'Stars, 0 to 5; not every review has them.',
  `source_urls` ARRAY<STRING> COMMENT 'Pages on which the review was found.',
  `text` STRING COMMENT 'Text of the review.',
  `title` STRING COMMENT 'Title of the review.',
  `user_city` STRING COMMENT 'City of the user.',
  `user_province` STRING COMMENT 'Province of the user.',
  `username` STRING COMMENT 'Who wrote the review.',
  `last_seen` DATE COMMENT 'Arrival day of the newest file that has the row.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'Valid rows that came after the watermark and wait for a reconciliation'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that set them aside.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/late/retailer_reviews';

CREATE EXTERNAL TABLE IF NOT EXISTS `app_ratings_runs` (
  `rating_id` STRING COMMENT 'The rating. Unique; made of app, platform, author and time where the source has none.',
  `app` STRING COMMENT 'The app; not known in Apple\'s pages.',
  `platform` STRING COMMENT 'ios or android.',
  `author` STRING COMMENT 'Who rated; many may share a name.',
  `rating` INT COMMENT 'Stars, 0 to 5.',
  `published_at` TIMESTAMP COMMENT 'When the rating was published or last edited, UTC; midnight where only a day is known.',
  `published_date` DATE COMMENT 'Day of published_at, UTC; the day of arrival where the source has none.',
  `title` STRING COMMENT 'Title of the review.',
  `content` STRING COMMENT 'Text of the review.',
  `version` STRING COMMENT 'Version of the app that was rated.',
  `likes` INT COMMENT 'Users who like the review.',
  `last_seen` DATE COMMENT 'Arrival day of the newest file that has the row.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'All versions of all periods; ask app_ratings for the valid one'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
  `period` STRING COMMENT 'Year, month or day of published_date, by the grain of the table; in WHERE it reads less.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/app_ratings';

CREATE VIEW IF NOT EXISTS `app_ratings`
COMMENT 'Ratings of apps, as JSON lines, as CSV dumps of a crawler and as pages of Apple\'s customer reviews: one row per rating.'
AS SELECT
  `rating_id`, `app`, `platform`, `author`, `rating`, `published_at`, `published_date`, `title`,
  `content`, `version`, `likes`, `last_seen`, `row_hash`, `period`
FROM `app_ratings_runs`
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS `app_ratings_late` (
  `rating_id` STRING COMMENT 'The rating. Unique; made of app, platform, author and time where the source has none.',
  `app` STRING COMMENT 'The app; not known in Apple\'s pages.',
  `platform` STRING COMMENT 'ios or android.',
  `author` STRING COMMENT 'Who rated; many may share a name.',
  `rating` INT COMMENT 'Stars, 0 to 5.',
  `published_at` TIMESTAMP COMMENT 'When the rating was published or last edited, UTC; midnight where only a day is known.',
  `published_date` DATE COMMENT 'Day of published_at, UTC; the day of arrival where the source has none.',
  `title` STRING COMMENT 'Title of the review.',
  `content` STRING COMMENT 'Text of the review.',
  `version` STRING COMMENT 'Version of the app that was rated.',
  `likes` INT COMMENT 'Users who like the review.',
  `last_seen` DATE COMMENT 'Arrival day of the newest file that has the row.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'Valid rows that came after the watermark and wait for a reconciliation'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that set them aside.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/late/app_ratings';

CREATE EXTERNAL TABLE IF NOT EXISTS `movies_runs` (
  `title` STRING COMMENT 'The movie.',
  `duration_mins` INT COMMENT 'Length in minutes.',
  `original_language` STRING COMMENT 'Language it was made in.',
  `size_mb` INT COMMENT 'Size in megabytes.',
  `last_seen` DATE COMMENT 'Arrival day of the newest dump that has the row.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'All versions of all periods; ask movies for the valid one'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
  `period` STRING COMMENT 'Always all: the rows have no event day.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/movies';

CREATE VIEW IF NOT EXISTS `movies`
COMMENT 'Movies, the vendor\'s whole dump every night as CSV: one row per title.'
AS SELECT
  `title`, `duration_mins`, `original_language`, `size_mb`, `last_seen`, `row_hash`, `period`
FROM `movies_runs`
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS `streams_runs` (
  `movie_title` STRING COMMENT 'The movie.',
  `user_email` STRING COMMENT 'Who watched.',
  `size_mb` DOUBLE COMMENT 'Megabytes streamed.',
  `start_at` TIMESTAMP COMMENT 'Begin of the session, UTC.',
  `end_at` TIMESTAMP COMMENT 'End of the session, UTC.',
  `last_seen` DATE COMMENT 'Arrival day of the newest dump that has the row.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'All versions of all periods; ask streams for the valid one'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
  `period` STRING COMMENT 'Always all: the rows have no event day.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/streams';

CREATE VIEW IF NOT EXISTS `streams`
COMMENT 'Sessions in which users streamed movies, the vendor\'s whole dump every night as CSV: one row per session.'
AS SELECT
  `movie_title`, `user_email`, `size_mb`, `start_at`, `end_at`, `last_seen`, `row_hash`, `period`
FROM `streams_runs`
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS `users_runs` (
  `first_name` STRING COMMENT 'First name.',
  `last_name` STRING COMMENT 'Last name.',
  `email` STRING COMMENT 'The user, by e-mail address.',
  `last_seen` DATE COMMENT 'Arrival day of the newest dump that has the row.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'All versions of all periods; ask users for the valid one'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
  `period` STRING COMMENT 'Always all: the rows have no event day.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/users';

CREATE VIEW IF NOT EXISTS `users`
COMMENT 'Users of the streaming service, the vendor\'s whole dump every night as CSV: one row per e-mail address.'
AS SELECT
  `first_name`, `last_name`, `email`, `last_seen`, `row_hash`, `period`
FROM `users_runs`
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS `authors_runs` (
  `name` STRING COMMENT 'The author.',
  `birth_date` DATE COMMENT 'Day of birth.',
  `died_at` DATE COMMENT 'Day of death.',
  `nationalities` ARRAY<STRING> COMMENT 'Nationalities, blank ones left out.',
  `last_seen` DATE COMMENT 'Arrival day of the newest dump that has the row.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'All versions of all periods; ask authors for the valid one'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
  `period` STRING COMMENT 'Always all: the rows have no event day.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/authors';

CREATE VIEW IF NOT EXISTS `authors`
COMMENT 'Authors of books, the vendor\'s whole dump every night as a JSON array: one row per name.'
AS SELECT
  `name`, `birth_date`, `died_at`, `nationalities`, `last_seen`, `row_hash`, `period`
FROM `authors_runs`
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS `books_runs` (
  `name` STRING COMMENT 'The book.',
  `pages` INT COMMENT 'Number of pages.',
  `author` STRING COMMENT 'Name of the author, who may not be among the authors.',
  `publisher` STRING COMMENT 'Name of the publisher.',
  `last_seen` DATE COMMENT 'Arrival day of the newest dump that has the row.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'All versions of all periods; ask books for the valid one'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
  `period` STRING COMMENT 'Always all: the rows have no event day.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/books';

CREATE VIEW IF NOT EXISTS `books`
COMMENT 'Books, the vendor\'s whole dump every night as a JSON array: one row per name.'
AS SELECT
  `name`, `pages`, `author`, `publisher`, `last_seen`, `row_hash`, `period`
FROM `books_runs`
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS `book_reviews_runs` (
  `created` TIMESTAMP COMMENT 'When the review was created, UTC. Unique.',
  `updated` TIMESTAMP COMMENT 'When it was changed, UTC; the source has it before created in half of the rows.',
  `text` STRING COMMENT 'Text of the review.',
  `rate` INT COMMENT 'Rating, 1 to 5.',
  `rate_label` STRING COMMENT 'The rating as a word.',
  `book_titles` ARRAY<STRING> COMMENT 'Books that the review is about, in capitals.',
  `movie_titles` ARRAY<STRING> COMMENT 'Movies made of them, in capitals; the filler end left out.',
  `last_seen` DATE COMMENT 'Arrival day of the newest dump that has the row.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'All versions of all periods; ask book_reviews for the valid one'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
  `period` STRING COMMENT 'Always all: the rows have no event day.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/book_reviews';

CREATE VIEW IF NOT EXISTS `book_reviews`
COMMENT 'Reviews that link movies to books, the vendor\'s whole dump every night as a JSON array: one row per instant of creation.'
AS SELECT
  `created`, `updated`, `text`, `rate`, `rate_label`, `book_titles`, `movie_titles`, `last_seen`,
  `row_hash`, `period`
FROM `book_reviews_runs`
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS `game_events_runs` (
  `event_key` STRING COMMENT 'The event. Unique; made of what tells two events apart, so that one sent twice is one.',
  `arrival_ts` TIMESTAMP COMMENT 'When the collector received the event, UTC.',
  `event_date` DATE COMMENT 'Day of arrival_ts, UTC.',
  `game_id` STRING COMMENT 'The game.',
  `country_code` STRING COMMENT 'Two-letter country of the sender.',
  `first_in_batch` BOOLEAN COMMENT 'The event was the first of those sent together.',
  `ip` STRING COMMENT 'Address of the sender.',
  `category` STRING COMMENT 'Kind of event: user, session_end, business, resource, progression, design, error, ads, impression or sdk_error.',
  `user_id` STRING COMMENT 'The user.',
  `session_id` STRING COMMENT 'The session; none in an sdk_error.',
  `session_num` BIGINT COMMENT 'Number of the session of the user.',
  `client_ts` TIMESTAMP COMMENT 'When the event happened by the clock of the device, which may be wrong, UTC.',
  `v` INT COMMENT 'Version of the protocol.',
  `build` STRING COMMENT 'Build of the game.',
  `engine_version` STRING COMMENT 'Engine of the game.',
  `sdk_version` STRING COMMENT 'Version of the library that sent the event.',
  `platform` STRING COMMENT 'Operating system, lower case.',
  `os_version` STRING COMMENT 'Version of the operating system.',
  `device` STRING COMMENT 'Model of the device.',
  `manufacturer` STRING COMMENT 'Maker of the device.',
  `connection_type` STRING COMMENT 'How the device was connected.',
  `android_id` STRING COMMENT 'Identifier of an Android device.',
  `google_aid` STRING COMMENT 'Advertising identifier on Android.',
  `ios_idfa` STRING COMMENT 'Advertising identifier on iOS.',
  `jailbroken` BOOLEAN COMMENT 'The device is jailbroken; only sent when it is.',
  `limited_ad_tracking` BOOLEAN COMMENT 'The user limits ad tracking; only sent when so.',
  `event_id` STRING COMMENT 'What happened, in parts with colons between them: business, design, progression and resource events.',
  `amount` DOUBLE COMMENT 'Amount: of a business event in minor units of its currency, of a resource event of the resource.',
  `amount_usd` DOUBLE COMMENT 'The amount in US cents.',
  `currency` STRING COMMENT 'Currency of a business event.',
  `cart_type` STRING COMMENT 'Where in the game it was bought.',
  `transaction_num` BIGINT COMMENT 'Number of the purchase of the user.',
  `receipt_info` STRING COMMENT 'Receipt of the shop.',
  `value` DOUBLE COMMENT 'Value of a design event.',
  `attempt_num` BIGINT COMMENT 'Number of the attempt of a progression event.',
  `score` DOUBLE COMMENT 'Score of a progression event.',
  `length` BIGINT COMMENT 'Length of the session in seconds, of a session_end.',
  `severity` STRING COMMENT 'Severity of an error.',
  `message` STRING COMMENT 'Message of an error.',
  `ad_action` STRING COMMENT 'What the user did with the ad.',
  `ad_placement` STRING COMMENT 'Where the ad was.',
  `ad_sdk_name` STRING COMMENT 'Library that showed it.',
  `ad_type` STRING COMMENT 'Kind of ad.',
  `attribution_partner` STRING COMMENT 'Who claims the installation.',
  `cohort_month` DATE COMMENT 'First day of the month of the installation.',
  `cohort_week` DATE COMMENT 'First day of its week.',
  `first_build` STRING COMMENT 'Build that was installed first.',
  `install_campaign` STRING COMMENT 'Campaign that led to the installation.',
  `install_hour` TIMESTAMP COMMENT 'Hour of the installation, UTC.',
  `install_publisher` STRING COMMENT 'Publisher of the campaign.',
  `install_site` STRING COMMENT 'Site of the campaign.',
  `install_ts` TIMESTAMP COMMENT 'When the game was installed, UTC.',
  `is_converting` BOOLEAN COMMENT 'The user has just begun to pay.',
  `is_paying` BOOLEAN COMMENT 'The user has paid.',
  `origin` STRING COMMENT 'Where the user comes from.',
  `pay_ft` TIMESTAMP COMMENT 'First payment, UTC.',
  `revenue` MAP<STRING,BIGINT> COMMENT 'All that the user has paid so far, in minor units by currency.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'All versions of all periods; ask game_events for the valid one'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
  `period` STRING COMMENT 'Year, month or day of event_date, by the grain of the table; in WHERE it reads less.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/clean/game_events';

CREATE VIEW IF NOT EXISTS `game_events`
COMMENT 'In-app events of games, as JSON lines: one row per event, however often it was sent.'
AS SELECT
  `event_key`, `arrival_ts`, `event_date`, `game_id`, `country_code`, `first_in_batch`, `ip`,
  `category`, `user_id`, `session_id`, `session_num`, `client_ts`, `v`, `build`, `engine_version`,
  `sdk_version`, `platform`, `os_version`, `device`, `manufacturer`, `connection_type`,
  `android_id`, `google_aid`, `ios_idfa`, `jailbroken`, `limited_ad_tracking`, `event_id`, `amount`,
  `amount_usd`, `currency`, `cart_type`, `transaction_num`, `receipt_info`, `value`, `attempt_num`,
  `score`, `length`, `severity`, `message`, `ad_action`, `ad_placement`, `ad_sdk_name`, `ad_type`,
  `attribution_partner`, `cohort_month`, `cohort_week`, `first_build`, `install_campaign`,
  `install_hour`, `install_publisher`, `install_site`, `install_ts`, `is_converting`, `is_paying`,
  `origin`, `pay_ft`, `revenue`, `row_hash`, `period`
FROM `game_events_runs`
WHERE false;

CREATE EXTERNAL TABLE IF NOT EXISTS `game_events_late` (
  `event_key` STRING COMMENT 'The event. Unique; made of what tells two events apart, so that one sent twice is one.',
  `arrival_ts` TIMESTAMP COMMENT 'When the collector received the event, UTC.',
  `event_date` DATE COMMENT 'Day of arrival_ts, UTC.',
  `game_id` STRING COMMENT 'The game.',
  `country_code` STRING COMMENT 'Two-letter country of the sender.',
  `first_in_batch` BOOLEAN COMMENT 'The event was the first of those sent together.',
  `ip` STRING COMMENT 'Address of the sender.',
  `category` STRING COMMENT 'Kind of event: user, session_end, business, resource, progression, design, error, ads, impression or sdk_error.',
  `user_id` STRING COMMENT 'The user.',
  `session_id` STRING COMMENT 'The session; none in an sdk_error.',
  `session_num` BIGINT COMMENT 'Number of the session of the user.',
  `client_ts` TIMESTAMP COMMENT 'When the event happened by the clock of the device, which may be wrong, UTC.',
  `v` INT COMMENT 'Version of the protocol.',
  `build` STRING COMMENT 'Build of the game.',
  `engine_version` STRING COMMENT 'Engine of the game.',
  `sdk_version` STRING COMMENT 'Version of the library that sent the event.',
  `platform` STRING COMMENT 'Operating system, lower case.',
  `os_version` STRING COMMENT 'Version of the operating system.',
  `device` STRING COMMENT 'Model of the device.',
  `manufacturer` STRING COMMENT 'Maker of the device.',
  `connection_type` STRING COMMENT 'How the device was connected.',
  `android_id` STRING COMMENT 'Identifier of an Android device.',
  `google_aid` STRING COMMENT 'Advertising identifier on Android.',
  `ios_idfa` STRING COMMENT 'Advertising identifier on iOS.',
  `jailbroken` BOOLEAN COMMENT 'The device is jailbroken; only sent when it is.',
  `limited_ad_tracking` BOOLEAN COMMENT 'The user limits ad tracking; only sent when so.',
  `event_id` STRING COMMENT 'What happened, in parts with colons between them: business, design, progression and resource events.',
  `amount` DOUBLE COMMENT 'Amount: of a business event in minor units of its currency, of a resource event of the resource.',
  `amount_usd` DOUBLE COMMENT 'The amount in US cents.',
  `currency` STRING COMMENT 'Currency of a business event.',
  `cart_type` STRING COMMENT 'Where in the game it was bought.',
  `transaction_num` BIGINT COMMENT 'Number of the purchase of the user.',
  `receipt_info` STRING COMMENT 'Receipt of the shop.',
  `value` DOUBLE COMMENT 'Value of a design event.',
  `attempt_num` BIGINT COMMENT 'Number of the attempt of a progression event.',
  `score` DOUBLE COMMENT 'Score of a progression event.',
  `length` BIGINT COMMENT 'Length of the session in seconds, of a session_end.',
  `severity` STRING COMMENT 'Severity of an error.',
  `message` STRING COMMENT 'Message of an error.',
  `ad_action` STRING COMMENT 'What the user did with the ad.',
  `ad_placement` STRING COMMENT 'Where the ad was.',
  `ad_sdk_name` STRING COMMENT 'Library that showed it.',
  `ad_type` STRING COMMENT 'Kind of ad.',
  `attribution_partner` STRING COMMENT 'Who claims the installation.',
  `cohort_month` DATE COMMENT 'First day of the month of the installation.',
  `cohort_week` DATE COMMENT 'First day of its week.',
  `first_build` STRING COMMENT 'Build that was installed first.',
  `install_campaign` STRING COMMENT 'Campaign that led to the installation.',
  `install_hour` TIMESTAMP COMMENT 'Hour of the installation, UTC.',
  `install_publisher` STRING COMMENT 'Publisher of the campaign.',
  `install_site` STRING COMMENT 'Site of the campaign.',
  `install_ts` TIMESTAMP COMMENT 'When the game was installed, UTC.',
  `is_converting` BOOLEAN COMMENT 'The user has just begun to pay.',
  `is_paying` BOOLEAN COMMENT 'The user has paid.',
  `origin` STRING COMMENT 'Where the user comes from.',
  `pay_ft` TIMESTAMP COMMENT 'First payment, UTC.',
  `revenue` MAP<STRING,BIGINT> COMMENT 'All that the user has paid so far, in minor units by currency.',
  `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
)
COMMENT 'Valid rows that came after the watermark and wait for a reconciliation'
PARTITIONED BY (
  `run` STRING COMMENT 'Run that set them aside.'
)
STORED AS PARQUET
LOCATION '${hivevar:root}/late/game_events';
