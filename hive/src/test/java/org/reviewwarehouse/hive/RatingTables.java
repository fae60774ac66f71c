package org.reviewwarehouse.hive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The marts over ratings, computed from the ratings in the plainest way, with exact fractions. */
final class RatingTables {
  private static final Comparator<Rating> ORDER =
      Comparator.comparing(Rating::since)
          .thenComparing(Rating::seen)
          .thenComparing(rating -> rating.id() == null ? "" : rating.id());

  private static final Comparator<Rating> DAY_AND_ORDER =
      Comparator.comparing(Rating::day).thenComparing(ORDER);

  private final Collection<Rating> ratings;

  /**
   * @param ratings one of each key
   */
  RatingTables(Collection<Rating> ratings) {
    this.ratings = ratings;
  }

  /** By the question for all its rows. */
  Map<String, CsvTable> all() {
    return Map.of(
        "SELECT * FROM rating_author_day", authorDay(),
        "SELECT * FROM rating_trend_legacy", legacy(),
        "SELECT * FROM rating_trend", trend());
  }

  private CsvTable authorDay() {
    List<List<String>> rows = new ArrayList<>();
    by(ratings, r -> key(r.app(), r.platform(), r.author(), r.day()))
        .forEach(
            (key, group) ->
                rows.add(
                    cells(
                        key.get(0),
                        key.get(1),
                        key.get(2),
                        key.get(3),
                        group.size(),
                        sum(group),
                        Collections.max(group, ORDER).stars(),
                        key.get(3).toString().substring(0, 7))));
    return CsvTable.of(
        "app,platform,author,published_date,ratings,sum_rating,last_rating,period", rows);
  }

  private CsvTable legacy() {
    List<Rating> latest = new ArrayList<>();
    by(ratings, Rating::author)
        .forEach(
            (author, group) -> {
              LocalDate last = group.stream().map(Rating::day).max(LocalDate::compareTo).get();
              group.stream().filter(rating -> rating.day().equals(last)).forEach(latest::add);
            });
    List<List<String>> rows = new ArrayList<>();
    by(latest, Rating::platform)
        .forEach(
            (platform, group) -> {
              Fraction means = new Fraction(0, 1);
              long days = 0;
              for (var day : new TreeMap<>(by(group, Rating::day)).entrySet()) {
                Fraction mean = new Fraction(sum(day.getValue()), day.getValue().size());
                means = means.plus(mean);
                Fraction running = means.over(++days);
                rows.add(
                    cells(
                        day.getKey(),
                        platform,
                        day.getValue().size(),
                        mean,
                        running,
                        mean.compareTo(running) < 0
                            ? "Customer Rating Decreased"
                            : "Customer Rating Increased"));
              }
            });
    return CsvTable.of(
        "published_date,platform,ratings,average_rating,running_average,verdict", rows);
  }

  private CsvTable trend() {
    List<List<String>> rows = new ArrayList<>();
    by(ratings, rating -> key(rating.app(), rating.platform()))
        .forEach(
            (key, group) -> {
              List<Rating> latest =
                  by(group, Rating::author).values().stream()
                      .map(all -> Collections.max(all, DAY_AND_ORDER))
                      .toList();
              long count = 0;
              long stars = 0;
              for (var day : new TreeMap<>(by(latest, Rating::day)).entrySet()) {
                long sum = sum(day.getValue());
                Fraction average = new Fraction(sum, day.getValue().size());
                count += day.getValue().size();
                stars += sum;
                Fraction toDate = new Fraction(stars, count);
                rows.add(
                    cells(
                        key.get(0),
                        key.get(1),
                        day.getKey(),
                        day.getValue().size(),
                        sum,
                        average,
                        count,
                        stars,
                        toDate,
                        List.of("decreased", "unchanged", "increased")
                            .get(1 + average.compareTo(toDate))));
              }
            });
    return CsvTable.of(
        "app,platform,published_date,ratings,sum_rating,average_rating,"
            + "ratings_to_date,sum_rating_to_date,average_rating_to_date,verdict",
        rows);
  }

  private static <K> Map<K, List<Rating>> by(Collection<Rating> ratings, Function<Rating, K> key) {
    return ratings.stream().collect(Collectors.groupingBy(key, HashMap::new, Collectors.toList()));
  }

  /** Values that may be null. */
  private static List<Object> key(Object... values) {
    return Arrays.asList(values);
  }

  private static long sum(List<Rating> ratings) {
    return ratings.stream().mapToLong(Rating::stars).sum();
  }

  private static List<String> cells(Object... values) {
    List<String> cells = new ArrayList<>();
    for (Object value : values) {
      String text = value == null ? "" : value.toString();
      boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"');
      cells.add(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
    }
    return cells;
  }

  /** Prints as a double. */
  private record Fraction(BigInteger numerator, BigInteger denominator)
      implements Comparable<Fraction> {
    Fraction(long numerator, long denominator) {
      this(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    Fraction plus(Fraction other) {
      BigInteger above =
          numerator.multiply(other.denominator).add(other.numerator.multiply(denominator));
      BigInteger below = denominator.multiply(other.denominator);
      BigInteger common = above.gcd(below);
      return new Fraction(above.divide(common), below.divide(common));
    }

    Fraction over(long divisor) {
      return new Fraction(numerator, denominator.multiply(BigInteger.valueOf(divisor)));
    }

    @Override
    public int compareTo(Fraction other) {
      return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public String toString() {
      BigDecimal value =
          new BigDecimal(numerator).divide(new BigDecimal(denominator), MathContext.DECIMAL128);
      return Double.toString(value.doubleValue());
    }
  }
}
