package org.reviewwarehouse.hive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.reviewwarehouse.raw.RawReviews;

/** The marts over product reviews. */
final class ReviewAnswers implements Answers {
  private static final int MINIMUM_REVIEWS = 5;

  /** Reviews added up. */
  private static final class Sum {
    long reviews;
    long stars;
    long ones;
    long helpful;
    long total;

    Sum add(RawReviews.Review review) {
      reviews++;
      stars += review.stars();
      ones += review.stars() == 1 ? 1 : 0;
      helpful += review.helpful();
      total += review.total();
      return this;
    }

    Sum add(Sum other) {
      reviews += other.reviews;
      stars += other.stars;
      ones += other.ones;
      helpful += other.helpful;
      total += other.total;
      return this;
    }

    double average() {
      return (double) stars / reviews;
    }
  }

  @Override
  public List<String> feeds() {
    return List.of("product_reviews");
  }

  @Override
  public Map<String, CsvTable> tables(Path raw) throws IOException {
    RawReviews reviews =
        RawReviews.of(
            FileSystem.getLocal(new Configuration()),
            new org.apache.hadoop.fs.Path(raw.resolve("product_reviews").toUri()));
    Map<String, TreeMap<LocalDate, Sum>> products =
        days(reviews.accepted, RawReviews.Review::product);
    Map<String, TreeMap<LocalDate, Sum>> categories =
        days(reviews.accepted, RawReviews.Review::category);
    Map<String, CsvTable> tables = new TreeMap<>();
    String day = ",review_date,reviews,sum_stars,average_stars";
    String votes = ",sum_helpful_votes,sum_total_votes";
    String toDate = ",review_date,reviews_to_date,sum_stars_to_date,average_stars_to_date";
    put(
        tables,
        "product_day",
        "product_id" + day + ",one_star_reviews" + votes + ",period",
        ofDays(products, true));
    put(
        tables,
        "category_day",
        "product_category" + day + votes + ",period",
        ofDays(categories, false));
    put(
        tables,
        "product_month",
        "product_id,review_year,review_month,reviews,sum_stars,average_stars,one_star_reviews"
            + votes
            + ",period",
        months(products));
    put(
        tables,
        "product_checkpoint",
        "product_id,reviews,sum_stars,one_star_reviews"
            + votes
            + ",first_review_date,last_review_date,period",
        checkpoint(products));
    put(
        tables,
        "product_lifetime",
        "product_id,reviews,sum_stars,average_stars"
            + votes
            + ",first_review_date,last_review_date",
        lifetime(products));
    put(
        tables,
        "product_cumulative",
        "product_id" + toDate + ",one_star_reviews_to_date,period",
        toDate(products, true));
    put(
        tables,
        "category_cumulative",
        "product_category" + toDate + ",period",
        toDate(categories, false));
    put(
        tables,
        "product_season",
        "product_id,review_year,review_month,reviews,sum_stars,average_stars"
            + votes
            + ",rank_in_year,rank_in_year_by_votes,reviews_all_years,sum_stars_all_years,"
            + "average_stars_all_years,sum_helpful_votes_all_years,rank_all_years,"
            + "rank_all_years_by_votes",
        seasons(products));
    put(
        tables,
        "review_alerts",
        "product_id,review_date,rule,severity,reviews,value,threshold,earlier_reviews,"
            + "earlier_value,period",
        alerts(products));
    return tables;
  }

  private static void put(
      Map<String, CsvTable> tables, String table, String columns, List<List<String>> rows) {
    tables.put("SELECT * FROM " + table, CsvTable.of(columns, rows));
  }

  private static Map<String, TreeMap<LocalDate, Sum>> days(
      Collection<RawReviews.Review> reviews, Function<RawReviews.Review, String> key) {
    Map<String, TreeMap<LocalDate, Sum>> days = new TreeMap<>();
    for (RawReviews.Review review : reviews) {
      days.computeIfAbsent(key.apply(review), k -> new TreeMap<>())
          .computeIfAbsent(review.day(), day -> new Sum())
          .add(review);
    }
    return days;
  }

  private static List<List<String>> ofDays(
      Map<String, TreeMap<LocalDate, Sum>> keys, boolean countsOneStars) {
    List<List<String>> rows = new ArrayList<>();
    keys.forEach(
        (key, days) ->
            days.forEach(
                (day, sum) -> {
                  List<String> row = row(key, day, sum.reviews, sum.stars, sum.average());
                  row.addAll(countsOneStars ? row(sum.ones) : row());
                  row.addAll(row(sum.helpful, sum.total, YearMonth.from(day)));
                  rows.add(row);
                }));
    return rows;
  }

  private static List<List<String>> months(Map<String, TreeMap<LocalDate, Sum>> products) {
    List<List<String>> rows = new ArrayList<>();
    products.forEach(
        (product, days) -> {
          TreeMap<YearMonth, Sum> months = new TreeMap<>();
          days.forEach(
              (day, sum) ->
                  months.computeIfAbsent(YearMonth.from(day), month -> new Sum()).add(sum));
          months.forEach(
              (month, sum) -> {
                List<String> row = row(product, month.getYear(), month.getMonthValue());
                row.addAll(row(sum.reviews, sum.stars, sum.average(), sum.ones));
                row.addAll(row(sum.helpful, sum.total, month));
                rows.add(row);
              });
        });
    return rows;
  }

  private static List<List<String>> checkpoint(Map<String, TreeMap<LocalDate, Sum>> products) {
    TreeSet<YearMonth> months = new TreeSet<>();
    products.values().forEach(days -> days.keySet().forEach(d -> months.add(YearMonth.from(d))));
    List<List<String>> rows = new ArrayList<>();
    months.pollLast();
    months.pollLast();
    if (months.isEmpty()) {
      return rows;
    }
    YearMonth last = months.last();
    products.forEach(
        (product, every) -> {
          var days = every.headMap(last.atEndOfMonth(), true);
          if (!days.isEmpty()) {
            Sum all = all(days.values());
            List<String> row = row(product, all.reviews, all.stars, all.ones, all.helpful);
            row.addAll(row(all.total, days.firstKey(), days.lastKey(), last));
            rows.add(row);
          }
        });
    return rows;
  }

  private static List<List<String>> lifetime(Map<String, TreeMap<LocalDate, Sum>> products) {
    List<List<String>> rows = new ArrayList<>();
    products.forEach(
        (product, days) -> {
          Sum all = all(days.values());
          rows.add(
              row(
                  product,
                  all.reviews,
                  all.stars,
                  all.average(),
                  all.helpful,
                  all.total,
                  days.firstKey(),
                  days.lastKey()));
        });
    return rows;
  }

  private static List<List<String>> toDate(
      Map<String, TreeMap<LocalDate, Sum>> keys, boolean countsOneStars) {
    List<List<String>> rows = new ArrayList<>();
    keys.forEach(
        (key, days) -> {
          for (LocalDate day : days.keySet()) {
            Sum sum = all(days.headMap(day, true).values());
            List<String> row = row(key, day, sum.reviews, sum.stars, sum.average());
            row.addAll(countsOneStars ? row(sum.ones) : row());
            row.addAll(row(YearMonth.from(day)));
            rows.add(row);
          }
        });
    return rows;
  }

  private static List<List<String>> seasons(Map<String, TreeMap<LocalDate, Sum>> products) {
    // Months that come later are worse, if all else is alike.
    Comparator<Sum> byStars =
        (a, b) -> Long.signum(b.stars * a.reviews - a.stars * b.reviews); // of b.stars / b.reviews
    Comparator<Sum> byReviews = Comparator.comparing((Sum sum) -> -sum.reviews);
    Comparator<Sum> byVotes = Comparator.comparing((Sum sum) -> -sum.helpful);
    List<List<String>> rows = new ArrayList<>();
    products.forEach(
        (product, days) -> {
          TreeMap<Integer, TreeMap<Integer, Sum>> years = new TreeMap<>();
          TreeMap<Integer, Sum> everyYear = new TreeMap<>();
          days.forEach(
              (day, sum) -> {
                years
                    .computeIfAbsent(day.getYear(), year -> new TreeMap<>())
                    .computeIfAbsent(day.getMonthValue(), month -> new Sum())
                    .add(sum);
                everyYear.computeIfAbsent(day.getMonthValue(), month -> new Sum()).add(sum);
              });
          years.forEach(
              (year, months) ->
                  months.forEach(
                      (month, sum) -> {
                        Sum ever = everyYear.get(month);
                        rows.add(
                            row(
                                product,
                                year,
                                month,
                                sum.reviews,
                                sum.stars,
                                sum.average(),
                                sum.helpful,
                                sum.total,
                                place(month, months, byStars.thenComparing(byReviews)),
                                place(month, months, byVotes.thenComparing(byReviews)),
                                ever.reviews,
                                ever.stars,
                                ever.average(),
                                ever.helpful,
                                place(month, everyYear, byStars.thenComparing(byReviews)),
                                place(month, everyYear, byVotes.thenComparing(byReviews))));
                      }));
        });
    return rows;
  }

  private static int place(int month, TreeMap<Integer, Sum> months, Comparator<Sum> order) {
    int place = 1;
    for (Map.Entry<Integer, Sum> other : months.entrySet()) {
      int compared = order.compare(other.getValue(), months.get(month));
      place += compared < 0 || compared == 0 && other.getKey() < month ? 1 : 0;
    }
    return place;
  }

  private static List<List<String>> alerts(Map<String, TreeMap<LocalDate, Sum>> products) {
    List<List<String>> rows = new ArrayList<>();
    products.forEach(
        (product, days) ->
            days.forEach(
                (day, sum) -> {
                  if (sum.reviews >= MINIMUM_REVIEWS) {
                    Sum earlier = all(days.headMap(day).values());
                    rows.addAll(alerts(product, day, sum, earlier));
                  }
                }));
    return rows;
  }

  private static List<List<String>> alerts(String product, LocalDate day, Sum sum, Sum earlier) {
    List<List<String>> rows = new ArrayList<>();
    String ever = earlier.reviews == 0 ? "" : "" + earlier.average();
    String onesEver = earlier.reviews == 0 ? "" : "" + (double) earlier.ones / earlier.reviews;
    if (sum.stars < 3 * sum.reviews) {
      boolean critical = sum.stars < 2 * sum.reviews;
      rows.add(
          row(
              product,
              day,
              "low_average",
              critical ? "critical" : "warning",
              sum.reviews,
              sum.average(),
              critical ? 2.0 : 3.0,
              earlier.reviews,
              ever,
              YearMonth.from(day)));
    }
    boolean compared = earlier.reviews >= MINIMUM_REVIEWS;
    boolean usual = compared && sum.ones * earlier.reviews < 2 * earlier.ones * sum.reviews;
    if (10 * sum.ones >= 4 * sum.reviews && !usual) {
      boolean critical = 10 * sum.ones >= 6 * sum.reviews;
      double twice = compared ? 2.0 * earlier.ones / earlier.reviews : 0;
      rows.add(
          row(
              product,
              day,
              "one_star_share",
              critical ? "critical" : "warning",
              sum.reviews,
              (double) sum.ones / sum.reviews,
              Math.max(critical ? 0.6 : 0.4, twice),
              earlier.reviews,
              onesEver,
              YearMonth.from(day)));
    }
    return rows;
  }

  private static Sum all(Collection<Sum> sums) {
    Sum all = new Sum();
    sums.forEach(all::add);
    return all;
  }

  private static List<String> row(Object... values) {
    List<String> row = new ArrayList<>();
    for (Object value : values) {
      row.add(value.toString());
    }
    return row;
  }
}
