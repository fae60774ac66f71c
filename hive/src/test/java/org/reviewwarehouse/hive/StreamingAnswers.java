package org.reviewwarehouse.hive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The marts over movies, sessions and books. */
final class StreamingAnswers implements Answers {
  private static final String MOVIE = "Movie 3";
  private static final String NATIONALITY = "Singaporeans";
  private static final String DAY = "2019-10-01";
  private static final LocalDateTime OUTAGE_FROM = LocalDateTime.parse(DAY + "T07:00");
  private static final LocalDateTime OUTAGE_TO = LocalDateTime.parse(DAY + "T18:00");
  private static final LocalDateTime MONTH_FROM = LocalDateTime.parse("2019-10-01T00:00");
  private static final LocalDateTime MONTH_TO = LocalDateTime.parse("2019-11-01T00:00");
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin"); // summer time ends that month
  private static final ZoneId OLD_ZONE = ZoneId.of("-03:00");
  private static final int LAST_DAYS = 30;
  private static final double SHARE = 2.5;

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .toFormatter(Locale.ROOT);

  private record Movie(String title, int minutes, String language, int size) {}

  private record Session(String movie, String user, double size, Instant start, Instant end) {
    Duration watched() {
      return Duration.between(start, end);
    }

    boolean touchesOrIsIn(Instant from, Instant to) {
      return within(start, from, to) || within(end, from, to);
    }

    boolean overlaps(Instant from, Instant to) {
      return start.isBefore(to) && end.isAfter(from);
    }

    private static boolean within(Instant at, Instant from, Instant to) {
      return !at.isBefore(from) && !at.isAfter(to);
    }
  }

  private record Author(String name, List<String> nationalities) {}

  private record Book(String name, Integer pages, String author, String publisher) {}

  private record Review(Instant created, int rate, List<String> books, List<String> movies) {}

  private record Pair(String movie, String book) {}

  /** Reviews that link a movie and a book. */
  private static final class Link {
    long reviews;
    long rates;
    String movie;
    String book;
  }

  @Override
  public List<String> feeds() {
    return List.of("movies", "streams", "authors", "books", "book_reviews");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "warehouse.mart.outage_day",
        DAY,
        "warehouse.mart.outage_from",
        OUTAGE_FROM.toLocalTime().toString(),
        "warehouse.mart.outage_to",
        OUTAGE_TO.toLocalTime().toString(),
        "warehouse.mart.outage_movie",
        MOVIE,
        "warehouse.mart.question_zone",
        ZONE.getId(),
        "warehouse.mart.old_session_zone",
        OLD_ZONE.getId(),
        "warehouse.mart.nationality",
        NATIONALITY,
        "warehouse.mart.streamed_month",
        "2019-10-15",
        "warehouse.mart.last_days",
        "" + LAST_DAYS,
        "warehouse.mart.watched_share",
        "" + SHARE);
  }

  @Override
  public Map<String, CsvTable> tables(Path raw) throws IOException {
    return new Dumps(raw).tables();
  }

  private static String key(String title) {
    return title.strip().toLowerCase(Locale.ROOT);
  }

  /** The rows of all dumps, and what follows from them. */
  private static final class Dumps {
    private final Collection<RawDump.Seen<Movie>> movies;
    private final List<Session> sessions;
    private final Collection<RawDump.Seen<Author>> authors;
    private final Collection<RawDump.Seen<Book>> books;
    private final Map<String, Movie> movieByKey;
    private final Map<String, Book> bookByKey;
    private final Map<Pair, Link> links = new HashMap<>();
    private final Set<String> authorsOfNation;

    Dumps(Path raw) throws IOException {
      movies = RawDump.csv(raw.resolve("movies"), Dumps::movie, Movie::title).values();
      sessions =
          RawDump.csv(raw.resolve("streams"), Dumps::session, Dumps::key).values().stream()
              .map(RawDump.Seen::row)
              .toList();
      authors = RawDump.json(raw.resolve("authors"), Dumps::author, Author::name).values();
      books = RawDump.json(raw.resolve("books"), Dumps::book, Book::name).values();
      movieByKey = newest(movies, Movie::title);
      bookByKey = newest(books, Book::name);
      authorsOfNation =
          authors.stream()
              .map(RawDump.Seen::row)
              .filter(author -> author.nationalities().contains(NATIONALITY))
              .map(author -> StreamingAnswers.key(author.name()))
              .collect(Collectors.toSet());
      RawDump.json(raw.resolve("book_reviews"), Dumps::review, Review::created)
          .values()
          .forEach(review -> link(review.row()));
    }

    private static Movie movie(Map<String, String> record) {
      return new Movie(
          RawDump.notEmpty(record.get("title")),
          RawDump.integer(record.get("duration_mins"), 0, Integer.MAX_VALUE),
          record.get("original_language"),
          RawDump.integer(record.get("size_mb"), 0, Integer.MAX_VALUE));
    }

    private static Session session(Map<String, String> record) {
      Session session =
          new Session(
              RawDump.notEmpty(record.get("movie_title")),
              RawDump.notEmpty(record.get("user_email")),
              RawDump.number(record.get("size_mb")),
              RawDump.instant(record.get("start_at")),
              RawDump.instant(record.get("end_at")));
      if (session.watched().isNegative()) {
        throw new RawDump.Broken("ends before it starts");
      }
      return session;
    }

    private static List<Object> key(Session session) {
      return List.of(session.movie(), session.user(), session.start(), session.end());
    }

    private static Author author(JsonNode record) {
      RawDump.checkDay(RawDump.text(record.at("/metadata/birth_date")));
      RawDump.checkDay(RawDump.text(record.at("/metadata/died_at")));
      return new Author(
          RawDump.notEmpty(RawDump.text(record.at("/metadata/name"))),
          RawDump.texts(record.at("/nationalities"), "/label").stream()
              .map(String::strip)
              .toList());
    }

    private static Book book(JsonNode record) {
      String pages = RawDump.text(record.at("/pages"));
      return new Book(
          RawDump.notEmpty(RawDump.text(record.at("/name"))),
          pages == null ? null : RawDump.integer(pages, 0, Integer.MAX_VALUE),
          RawDump.text(record.at("/author")),
          RawDump.text(record.at("/publisher")));
    }

    private static Review review(JsonNode record) {
      RawDump.text(record.at("/content/text"));
      RawDump.text(record.at("/rating/label"));
      String updated = RawDump.text(record.at("/updated"));
      if (updated != null) {
        RawDump.instant(updated);
      }
      List<String> movies = new ArrayList<>(RawDump.texts(record.at("/movies"), "/title"));
      movies.removeIf("end"::equals);
      return new Review(
          RawDump.instant(RawDump.text(record.at("/created"))),
          RawDump.integer(RawDump.text(record.at("/rating/rate")), 1, 5),
          RawDump.texts(record.at("/books"), "/metadata/title"),
          movies);
    }

    /** By key: of several spellings the one seen last, then the first by alphabet. */
    private static <V> Map<String, V> newest(
        Collection<RawDump.Seen<V>> rows, Function<V, String> title) {
      Map<String, V> newest = new HashMap<>();
      rows.stream()
          .sorted(
              Comparator.comparing((RawDump.Seen<V> seen) -> seen.day())
                  .thenComparing(seen -> title.apply(seen.row()), Comparator.reverseOrder()))
          .forEach(seen -> newest.put(StreamingAnswers.key(title.apply(seen.row())), seen.row()));
      return newest;
    }

    private void link(Review review) {
      Set<Pair> linked = new HashSet<>();
      for (String movie : review.movies()) {
        for (String book : review.books()) {
          Pair pair = new Pair(StreamingAnswers.key(movie), StreamingAnswers.key(book));
          Link link = links.computeIfAbsent(pair, any -> new Link());
          link.movie = first(link.movie, movie.strip());
          link.book = first(link.book, book.strip());
          if (linked.add(pair)) {
            link.reviews++;
            link.rates += review.rate();
          }
        }
      }
    }

    private static String first(String before, String now) {
      return before == null || now.compareTo(before) < 0 ? now : before;
    }

    Map<String, CsvTable> tables() {
      return Map.of(
          "SELECT * FROM movie_book_links", links(),
          "SELECT * FROM sessions", sessions(),
          "SELECT * FROM streaming_answers", answers());
    }

    private CsvTable links() {
      Set<String> known =
          authors.stream()
              .map(author -> StreamingAnswers.key(author.row().name()))
              .collect(Collectors.toSet());
      List<List<String>> rows = new ArrayList<>();
      links.forEach(
          (pair, link) -> {
            Book book = bookByKey.get(pair.book());
            String author = book == null ? null : book.author();
            rows.add(
                row(
                    pair.movie(),
                    pair.book(),
                    titleOf(pair, link),
                    book == null ? link.book : book.name().strip(),
                    author,
                    movieByKey.containsKey(pair.movie()),
                    book != null,
                    author != null && known.contains(StreamingAnswers.key(author)),
                    link.reviews,
                    link.rates,
                    (double) link.rates / link.reviews));
          });
      return CsvTable.of(
          "movie_key,book_key,movie_title,book_title,author,movie_known,book_known,author_known,"
              + "reviews,sum_rate,average_rate",
          rows);
    }

    private String titleOf(Pair pair, Link link) {
      Movie movie = movieByKey.get(pair.movie());
      return movie == null ? link.movie : movie.title().strip();
    }

    private CsvTable sessions() {
      List<List<String>> rows = new ArrayList<>();
      for (Session session : sessions) {
        Movie movie = movieByKey.get(StreamingAnswers.key(session.movie()));
        LocalDateTime start = LocalDateTime.ofInstant(session.start(), ZoneOffset.UTC);
        LocalDateTime end = LocalDateTime.ofInstant(session.end(), ZoneOffset.UTC);
        rows.add(
            row(
                session.movie(),
                session.user(),
                TIMESTAMP.format(start),
                TIMESTAMP.format(end),
                start.toLocalDate(),
                StreamingAnswers.key(session.movie()),
                seconds(session.watched()).setScale(6),
                seconds(session.watched()).doubleValue() / 60,
                session.size(),
                movie == null ? null : movie.minutes(),
                share(session)));
      }
      return CsvTable.of(
          "movie_title,user_email,start_at,end_at,start_date,movie_key,watched_seconds,"
              + "watched_minutes,size_mb,duration_minutes,share_watched",
          rows);
    }

    private static BigDecimal seconds(Duration watched) {
      return BigDecimal.valueOf(watched.getSeconds())
          .add(BigDecimal.valueOf(watched.getNano(), 9).setScale(6));
    }

    /** Null if the movie is unknown or has no length. */
    private Double share(Session session) {
      Movie movie = movieByKey.get(StreamingAnswers.key(session.movie()));
      return movie == null || movie.minutes() == 0
          ? null
          : seconds(session.watched()).doubleValue() / (movie.minutes() * 60L);
    }

    private CsvTable answers() {
      return CsvTable.of(
          "question_number,question,old_answer,right_answer,unit,old_detail,right_detail",
          List.of(based(), outage(), ofNation(), duration(), size(), recent()));
    }

    private List<String> based() {
      Set<String> names = books.stream().map(book -> book.row().name()).collect(Collectors.toSet());
      long old = movies.stream().filter(movie -> names.contains(movie.row().title())).count();
      Set<String> streamed = keys(sessions);
      Set<String> linked = links.keySet().stream().map(Pair::movie).collect(Collectors.toSet());
      long right = streamed.stream().filter(linked::contains).count();
      return row(
          1,
          "Percentage of streamed movies that are based on books",
          rounded(100.0 * old / movies.size(), 2),
          rounded(100.0 * right / streamed.size(), 2),
          "%",
          old + " of " + movies.size(),
          right + " of " + streamed.size());
    }

    private static Set<String> keys(Collection<Session> sessions) {
      return sessions.stream()
          .map(session -> StreamingAnswers.key(session.movie()))
          .collect(Collectors.toSet());
    }

    private List<String> outage() {
      Instant oldFrom = OUTAGE_FROM.atZone(OLD_ZONE).toInstant();
      Instant oldTo = OUTAGE_TO.atZone(OLD_ZONE).toInstant();
      long old =
          sessions.stream()
              .filter(session -> session.movie().equals(MOVIE))
              .filter(session -> session.touchesOrIsIn(oldFrom, oldTo))
              .count();
      Instant from = OUTAGE_FROM.atZone(ZONE).toInstant();
      Instant to = OUTAGE_TO.atZone(ZONE).toInstant();
      List<Session> right =
          sessions.stream()
              .filter(session -> session.movie().equalsIgnoreCase(MOVIE))
              .filter(session -> session.overlaps(from, to))
              .toList();
      return row(
          2,
          "Users affected by the outage on 2019-10-01 from 07:00 to 18:00 (Europe/Berlin) while"
              + " watching Movie 3",
          (double) old,
          (double) users(right.stream()),
          "users",
          old + " sessions",
          right.size() + " sessions");
    }

    private static long users(Stream<Session> sessions) {
      return sessions.map(Session::user).distinct().count();
    }

    private List<String> ofNation() {
      Instant oldFrom = MONTH_FROM.atZone(OLD_ZONE).toInstant();
      Instant oldTo = MONTH_TO.atZone(OLD_ZONE).toInstant();
      Set<String> oldStreamed =
          sessions.stream()
              .filter(session -> !session.start().isBefore(oldFrom))
              .filter(session -> session.start().isBefore(oldTo))
              .map(Session::movie)
              .collect(Collectors.toSet());
      Set<String> names =
          books.stream()
              .map(RawDump.Seen::row)
              .filter(this::isOfNation)
              .map(Book::name)
              .collect(Collectors.toSet());
      Set<String> old =
          movies.stream()
              .map(movie -> movie.row().title())
              .filter(title -> names.contains(title) && oldStreamed.contains(title))
              .collect(Collectors.toCollection(TreeSet::new));
      Instant from = MONTH_FROM.atZone(ZONE).toInstant();
      Instant to = MONTH_TO.atZone(ZONE).toInstant();
      Set<String> streamed =
          keys(sessions.stream().filter(session -> session.overlaps(from, to)).toList());
      Map<String, String> right = new TreeMap<>();
      Map<String, String> titles = new HashMap<>();
      links.forEach((pair, link) -> titles.merge(pair.movie(), titleOf(pair, link), Dumps::first));
      for (Pair pair : links.keySet()) {
        Book book = bookByKey.get(pair.book());
        if (streamed.contains(pair.movie()) && book != null && isOfNation(book)) {
          right.put(pair.movie(), titles.get(pair.movie()));
        }
      }
      return row(
          3,
          "Movies based on books by Singaporeans that were streamed in 2019-10",
          (double) old.size(),
          (double) right.size(),
          "movies",
          names(old),
          names(new TreeSet<>(right.values())));
    }

    private boolean isOfNation(Book book) {
      return book.author() != null && authorsOfNation.contains(StreamingAnswers.key(book.author()));
    }

    private static String names(Set<String> names) {
      String all = String.join(", ", names);
      return names.size() > 1 ? '"' + all + '"' : all;
    }

    private List<String> duration() {
      long whole = sessions.stream().mapToLong(session -> session.watched().getSeconds()).sum();
      BigDecimal exact =
          sessions.stream()
              .map(session -> seconds(session.watched()))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      return row(
          4,
          "Average duration of a session",
          rounded((double) whole / sessions.size() / 60, 2),
          rounded(exact.doubleValue() / sessions.size() / 60, 4),
          "minutes",
          sessions.size() + " sessions",
          sessions.size() + " sessions");
    }

    private List<String> size() {
      double[] sizes = sessions.stream().mapToDouble(Session::size).sorted().toArray();
      double median =
          Arrays.stream(sizes, (sizes.length - 1) / 2, sizes.length / 2 + 1)
              .average()
              .orElseThrow();
      return row(
          5,
          "Median size of a session",
          rounded(median / 1000, 2),
          rounded(median / 1000, 4),
          "GB",
          sessions.size() + " sessions",
          sessions.size() + " sessions");
    }

    private List<String> recent() {
      Instant last =
          sessions.stream().map(Session::end).max(Comparator.naturalOrder()).orElseThrow();
      Instant from = last.minus(Duration.ofDays(LAST_DAYS));
      List<Session> recent =
          sessions.stream().filter(session -> !session.start().isBefore(from)).toList();
      long all = users(recent.stream());
      long old =
          users(
              recent.stream()
                  .filter(session -> share(session) != null && share(session) > 0)
                  .filter(session -> 1 / share(session) > SHARE));
      long right =
          users(
              recent.stream().filter(session -> share(session) != null && share(session) >= SHARE));
      return row(
          6,
          "Users who watched at least 2.5 of a movie in the last 30 days",
          (double) old,
          (double) right,
          "users",
          old + " of " + all,
          right + " of " + all);
    }

    private static double rounded(double value, int digits) {
      return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }

    private static List<String> row(Object... values) {
      List<String> row = new ArrayList<>();
      for (Object value : values) {
        row.add(value == null ? "" : value.toString());
      }
      return row;
    }
  }
}
