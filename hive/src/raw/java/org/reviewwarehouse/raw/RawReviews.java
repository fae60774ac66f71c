package org.reviewwarehouse.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Product reviews worked out from their raw files once more, the plain way: the rules of the feed
 * as a reader of the README would write them down, sharing no code with the jobs. Tests of several
 * modules compile it.
 */
public final class RawReviews {
  private static final int WATERMARK_DAYS = 2;
  private static final int MOST_LINE_BYTES = 1 << 20;

  /** A valid review. */
  public record Review(
      String id,
      String product,
      String category,
      int stars,
      int helpful,
      int total,
      LocalDate day,
      String line) {}

  public final List<Review> accepted = new ArrayList<>();
  public long read;
  public long rejected;
  public long late;
  public long duplicate;
  public long superseded;

  private final Map<String, List<Review>> versions = new HashMap<>();

  /** Reads {@code <zone>/arrival=<day>/*}, as one daily run over all arrivals would. */
  public static RawReviews of(FileSystem fs, Path zone) throws IOException {
    RawReviews reviews = new RawReviews();
    for (FileStatus arrival : fs.globStatus(new Path(zone, "arrival=*"))) {
      String name = arrival.getPath().getName();
      for (FileStatus file : fs.listStatus(arrival.getPath())) {
        byte[] bytes;
        try (var in = fs.open(file.getPath())) {
          bytes = in.readAllBytes();
        }
        reviews.file(bytes, LocalDate.parse(name.substring("arrival=".length())));
      }
    }
    reviews.resolve();
    return reviews;
  }

  private void file(byte[] bytes, LocalDate arrival) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line(bytes, from, i, arrival);
        from = i + 1;
      }
    }
    if (from < bytes.length) {
      line(bytes, from, bytes.length, arrival);
    }
  }

  private void line(byte[] bytes, int from, int to, LocalDate arrival) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, to - from))
              .toString();
    } catch (CharacterCodingException e) {
      read++;
      rejected++;
      return;
    }
    if (text.startsWith("marketplace\tcustomer_id\t")) {
      return;
    }
    read++;
    Review review = to - from > MOST_LINE_BYTES ? null : review(text, arrival);
    if (review == null) {
      rejected++;
    } else if (review.day().isBefore(arrival.minusDays(WATERMARK_DAYS))) {
      late++;
    } else {
      versions.computeIfAbsent(review.id(), id -> new ArrayList<>()).add(review);
    }
  }

  /** Null if the line breaks a rule. */
  private static Review review(String line, LocalDate arrival) {
    String[] f = line.split("\t", -1);
    if (f.length != 15 || f[0].isEmpty() || f[1].isEmpty() || f[2].isEmpty() || f[3].isEmpty()) {
      return null;
    }
    try {
      int stars = number(f[7]);
      int helpful = number(f[8]);
      int total = number(f[9]);
      if (!f[14].matches("\\d{4}-\\d{2}-\\d{2}")) {
        return null;
      }
      LocalDate day = LocalDate.parse(f[14]);
      boolean valid =
          stars >= 1
              && stars <= 5
              && helpful >= 0
              && total >= helpful
              && f[10].matches("[YyNn]")
              && f[11].matches("[YyNn]")
              && !day.isBefore(LocalDate.of(1995, 1, 1))
              && !day.isAfter(arrival);
      String category = f[6].replace('_', ' ').strip();
      return valid ? new Review(f[2], f[3], category, stars, helpful, total, day, line) : null;
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  private static int number(String text) {
    if (!text.matches("-?\\d+")) {
      throw new NumberFormatException(text);
    }
    return Integer.parseInt(text);
  }

  private void resolve() {
    Comparator<Review> order =
        Comparator.comparing(Review::day)
            .thenComparing(Review::total)
            .thenComparing(Review::helpful);
    for (List<Review> all : versions.values()) {
      Review winner = all.stream().max(order).orElseThrow();
      accepted.add(winner);
      for (Review review : all) {
        if (review.line().equals(winner.line())) {
          duplicate++;
        } else {
          superseded++;
        }
      }
      duplicate--; // the winner itself
    }
  }

  /** A group of reviews added up. */
  private static final class Sum {
    long reviews;
    long stars;
    long helpful;
    long total;
    LocalDate first = LocalDate.MAX;
    LocalDate last = LocalDate.MIN;

    void add(Review review) {
      reviews++;
      stars += review.stars();
      helpful += review.helpful();
      total += review.total();
      first = review.day().isBefore(first) ? review.day() : first;
      last = review.day().isAfter(last) ? review.day() : last;
    }
  }

  /** {@code product_id, review_date, reviews, sum_stars, sum_helpful_votes, sum_total_votes}. */
  public List<List<String>> productDay() {
    Map<String, TreeMap<LocalDate, Sum>> days = byDay(true);
    List<List<String>> rows = new ArrayList<>();
    days.forEach(
        (product, sums) ->
            sums.forEach(
                (day, sum) ->
                    rows.add(texts(product, day, sum.reviews, sum.stars, sum.helpful, sum.total))));
    return rows;
  }

  /** {@code product_id, reviews, sum_stars, sum_helpful_votes, sum_total_votes, first, last}. */
  public List<List<String>> productLifetime() {
    TreeMap<String, Sum> sums = new TreeMap<>();
    accepted.forEach(review -> sums.computeIfAbsent(review.product(), p -> new Sum()).add(review));
    List<List<String>> rows = new ArrayList<>();
    sums.forEach(
        (product, sum) ->
            rows.add(
                texts(
                    product, sum.reviews, sum.stars, sum.helpful, sum.total, sum.first, sum.last)));
    return rows;
  }

  /** {@code key, review_date, reviews_to_date, sum_stars_to_date}, by product or by category. */
  public List<List<String>> cumulative(boolean byProduct) {
    List<List<String>> rows = new ArrayList<>();
    byDay(byProduct)
        .forEach(
            (key, sums) -> {
              long reviews = 0;
              long stars = 0;
              for (Map.Entry<LocalDate, Sum> day : sums.entrySet()) {
                reviews += day.getValue().reviews;
                stars += day.getValue().stars;
                rows.add(texts(key, day.getKey(), reviews, stars));
              }
            });
    return rows;
  }

  private TreeMap<String, TreeMap<LocalDate, Sum>> byDay(boolean byProduct) {
    TreeMap<String, TreeMap<LocalDate, Sum>> days = new TreeMap<>();
    for (Review review : accepted) {
      days.computeIfAbsent(byProduct ? review.product() : review.category(), k -> new TreeMap<>())
          .computeIfAbsent(review.day(), day -> new Sum())
          .add(review);
    }
    return days;
  }

  private static List<String> texts(Object... values) {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(value.toString());
    }
    return texts;
  }
}
