package org.reviewwarehouse.hive;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The marts over reviews that a retailer gathered. */
final class RetailerAnswers implements Answers {
  /** Reviews added up. */
  private static final class Sum {
    final String id;
    final String brand;
    String name = "";
    LocalDate first = LocalDate.MAX;
    LocalDate last = LocalDate.MIN;
    long reviews;
    long ratings;
    BigDecimal stars = BigDecimal.ZERO.setScale(1);
    long recommended;
    long says;
    long helpful;

    Sum(RawRetailerReviews.Review review) {
      id = review.product();
      brand = review.brand();
    }

    void add(RawRetailerReviews.Review review) {
      // The name of the last day, and of that day the last in the order of bytes.
      int later = review.day().compareTo(last);
      if (later > 0 || later == 0 && compareBytes(review.name(), name) > 0) {
        name = review.name();
      }
      last = later > 0 ? review.day() : last;
      first = review.day().isBefore(first) ? review.day() : first;
      reviews++;
      ratings += review.rating() == null ? 0 : 1;
      stars = review.rating() == null ? stars : stars.add(review.rating());
      recommended += Boolean.TRUE.equals(review.recommends()) ? 1 : 0;
      says += review.recommends() == null ? 0 : 1;
      helpful += review.helpful();
    }
  }

  @Override
  public List<String> feeds() {
    return List.of("retailer_reviews");
  }

  @Override
  public Map<String, CsvTable> tables(Path raw) throws IOException {
    Map<String, Sum> days = new TreeMap<>();
    Map<String, Sum> brands = new TreeMap<>();
    for (var review : RawRetailerReviews.of(raw.resolve("retailer_reviews")).accepted()) {
      String brand = review.product() + "\n" + review.brand();
      days.computeIfAbsent(brand + "\n" + review.day(), key -> new Sum(review)).add(review);
      brands.computeIfAbsent(brand, key -> new Sum(review)).add(review);
    }
    // Names hold line breaks of all kinds.
    String key = "id,brand,md5(name) AS name,";
    String ofDay =
        "review_date,reviews,ratings,sum_rating,recommended,recommendations,sum_helpful,period";
    String ofBrand =
        "reviews,ratings,sum_rating,average_rating,recommended,recommendations,recommend_ratio,"
            + "sum_helpful,first_review_date,last_review_date";
    return Map.of(
        "SELECT " + key + ofDay + " FROM brand_day",
        table(ofDay, days.values().stream().map(RetailerAnswers::day).toList()),
        "SELECT " + key + ofBrand + " FROM brand_summary",
        table(ofBrand, brands.values().stream().map(RetailerAnswers::brand).toList()));
  }

  private static CsvTable table(String columns, List<List<String>> rows) {
    return CsvTable.of("id,brand,name," + columns, rows);
  }

  private static List<String> day(Sum sum) {
    return row(
        sum,
        sum.first,
        sum.reviews,
        sum.ratings,
        sum.stars,
        sum.recommended,
        sum.says,
        sum.helpful,
        sum.first.getYear());
  }

  private static List<String> brand(Sum sum) {
    return row(
        sum,
        sum.reviews,
        sum.ratings,
        sum.stars,
        sum.ratings == 0 ? "" : sum.stars.doubleValue() / sum.ratings,
        sum.recommended,
        sum.says,
        sum.says == 0 ? "" : (double) sum.recommended / sum.says,
        sum.helpful,
        sum.first,
        sum.last);
  }

  private static List<String> row(Sum sum, Object... values) {
    String brand = sum.brand.contains(",") ? '"' + sum.brand + '"' : sum.brand;
    List<String> row = new ArrayList<>(List.of(sum.id, brand, md5(sum.name)));
    Arrays.stream(values).map(Object::toString).forEach(row::add);
    return row;
  }

  private static int compareBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
