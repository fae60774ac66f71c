package org.reviewwarehouse.hive;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reviews that a retailer gathered, worked out from their raw files once more: the rules of the
 * feed as a reader of the README would write them down, sharing no code with the jobs.
 */
final class RawRetailerReviews {
  private static final int WATERMARK_DAYS = 2;
  private static final int MOST_RECORD_BYTES = 1 << 20;

  /**
   * A valid review.
   *
   * @param recommends null if it does not say
   * @param helpful 0 if it does not say
   * @param rating null if it has none
   */
  record Review(
      String product,
      String brand,
      String name,
      LocalDate day,
      Boolean recommends,
      int helpful,
      BigDecimal rating,
      LocalDate arrival) {}

  /** A record of a file: its fields, or null where a quote is broken. */
  private record Cut(List<String> fields, int from, int to) {}

  private final Map<List<Object>, Review> newest = new HashMap<>();

  /** Reads {@code <zone>/arrival=<day>/*}, as one daily run over all arrivals would. */
  static RawRetailerReviews of(Path zone) throws IOException {
    RawRetailerReviews reviews = new RawRetailerReviews();
    try (Stream<Path> found = Files.walk(zone)) {
      for (Path file : found.filter(path -> path.toString().endsWith(".csv")).sorted().toList()) {
        String arrival = file.getParent().getFileName().toString().replace("arrival=", "");
        reviews.file(Files.readAllBytes(file), LocalDate.parse(arrival));
      }
    }
    return reviews;
  }

  /** One review for each key. */
  Collection<Review> accepted() {
    return newest.values();
  }

  private void file(byte[] bytes, LocalDate arrival) {
    boolean hasMark = bytes.length > 2 && bytes[0] == (byte) 0xEF;
    List<String> header = null;
    for (Cut cut : cut(bytes, hasMark ? 3 : 0)) {
      if (header == null) {
        header = cut.fields();
        continue;
      }
      Map<String, String> row = new TreeMap<>();
      boolean isWhole =
          cut.fields() != null
              && cut.fields().size() == header.size()
              && cut.to() - cut.from() <= MOST_RECORD_BYTES
              && isUtf8(bytes, cut.from(), cut.to());
      for (int i = 0; isWhole && i < header.size(); i++) {
        byte[] field = cut.fields().get(i).getBytes(StandardCharsets.ISO_8859_1);
        row.put(header.get(i), new String(field, StandardCharsets.UTF_8));
      }
      if (isWhole) {
        review(row, arrival);
      }
    }
  }

  private static boolean isUtf8(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The records of RFC 4180; a character is a byte. */
  private static List<Cut> cut(byte[] bytes, int start) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<Cut> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    boolean broken = false;
    int from = start;
    int at = start;
    while (at < text.length()) {
      StringBuilder field = new StringBuilder();
      if (text.charAt(at) == '"') {
        at++;
        while (at < text.length() && (text.charAt(at) != '"' || text.startsWith("\"\"", at))) {
          field.append(text.charAt(at));
          at += text.charAt(at) == '"' ? 2 : 1;
        }
        at++;
        broken |=
            at < text.length()
                && text.charAt(at) != ','
                && text.charAt(at) != '\n'
                && !text.startsWith("\r\n", at);
      }
      while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
        field.append(text.charAt(at++));
      }
      boolean ends = at >= text.length() || text.charAt(at) == '\n';
      if (ends && field.length() > 0 && field.charAt(field.length() - 1) == '\r') {
        field.setLength(field.length() - 1);
      }
      fields.add(field.toString());
      at++;
      if (ends) {
        records.add(new Cut(broken ? null : fields, from, at - 1));
        fields = new ArrayList<>();
        broken = false;
        from = at;
      }
    }
    return records;
  }

  /** Takes a row in that breaks no rule and is not late. */
  private void review(Map<String, String> row, LocalDate arrival) {
    Instant written;
    Instant added;
    Boolean recommends;
    try {
      written = instant(row.getOrDefault("reviews.date", ""));
      added = instant(row.getOrDefault("reviews.dateAdded", ""));
      added = added == null ? instant(row.getOrDefault("dateAdded", "")) : added;
      recommends = truth(row.getOrDefault("reviews.doRecommend", ""));
      truth(row.getOrDefault("reviews.didPurchase", ""));
    } catch (DateTimeException | IllegalArgumentException e) {
      return;
    }
    Instant known = written == null ? added : written;
    LocalDate day = known == null ? arrival : known.atOffset(ZoneOffset.UTC).toLocalDate();
    String id = row.get("id");
    String helpful = row.getOrDefault("reviews.numHelpful", "");
    String stars = row.getOrDefault("reviews.rating", "");
    // Days before 1995 break a rule, too, but are late in any case.
    if (id.isEmpty()
        || day.isBefore(arrival.minusDays(WATERMARK_DAYS))
        || day.isAfter(arrival)
        || !helpful.matches("[0-9]{0,9}")
        || !stars.matches("([0-4]([.][0-9])?|5([.]0)?)?")) {
      return;
    }
    Review review =
        new Review(
            id,
            row.get("brand"),
            row.get("name").strip(),
            day,
            recommends,
            helpful.isEmpty() ? 0 : Integer.parseInt(helpful),
            stars.isEmpty() ? null : new BigDecimal(stars).setScale(1),
            arrival);
    newest.merge(key(row, written), review, RawRetailerReviews::newer);
  }

  private static Review newer(Review one, Review other) {
    return other.arrival().isBefore(one.arrival()) ? one : other;
  }

  private static List<Object> key(Map<String, String> row, Instant written) {
    String own = row.getOrDefault("reviews.id", "");
    return own.isEmpty()
        ? List.of(
            row.get("id"),
            row.get("reviews.username"),
            written == null ? "" : written,
            row.get("reviews.title").strip(),
            row.get("reviews.text").strip())
        : List.of(own);
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "" -> null;
      case "TRUE", "true", "True" -> true;
      case "FALSE", "false", "False" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** Null if there is none; what has no offset is UTC. */
  private static Instant instant(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    if (!text.matches(
        "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d([.]\\d+)?(Z|[+-]\\d\\d(:?\\d\\d)?)?")) {
      throw new IllegalArgumentException(text);
    }
    String zoned = text.matches(".*(Z|:\\d\\d([.]\\d+)?[+-][\\d:]+)") ? text : text + "Z";
    String standard =
        zoned
            .replace(' ', 'T')
            .replaceFirst("([+-]\\d\\d)$", "$1:00")
            .replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
    return OffsetDateTime.parse(standard).toInstant();
  }
}
