package org.reviewwarehouse.hive;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The marts over ratings of apps, from JSON lines. */
final class RatingAnswers implements Answers {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int MOST_LINE_BYTES = 1 << 20;
  private static final int WATERMARK_DAYS = 2;
  private static final LocalDate FIRST_DAY = LocalDate.parse("2008-07-10");

  @Override
  public List<String> feeds() {
    return List.of("app_ratings");
  }

  @Override
  public Map<String, CsvTable> tables(Path raw) throws IOException {
    List<Rating> versions = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> found = Files.walk(raw.resolve("app_ratings"))) {
      files = found.filter(file -> file.toString().endsWith(".jsonl")).toList();
    }
    for (Path file : files) {
      String folder = file.getParent().getFileName().toString();
      LocalDate arrival = LocalDate.parse(folder.substring("arrival=".length()));
      byte[] bytes = Files.readAllBytes(file);
      int from = 0;
      for (int i = 0; i <= bytes.length; i++) {
        if (i == bytes.length || bytes[i] == '\n') {
          Rating rating = i - from > MOST_LINE_BYTES ? null : rating(bytes, from, i, arrival);
          if (rating != null && !rating.day().isBefore(arrival.minusDays(WATERMARK_DAYS))) {
            versions.add(rating);
          }
          from = i + 1;
        }
      }
    }
    return new RatingTables(Rating.newest(versions)).all();
  }

  /** Null if the line breaks a rule. */
  private static Rating rating(byte[] bytes, int from, int to, LocalDate arrival) {
    try {
      ByteBuffer line = ByteBuffer.wrap(bytes, from, to - from);
      JsonNode object = JSON.readTree(StandardCharsets.UTF_8.newDecoder().decode(line).toString());
      if (!object.isObject()) {
        return null;
      }
      String platform = text(object, "platform");
      String author = text(object, "author");
      Integer stars = number(object, "rating");
      Integer likes = number(object, "likes");
      for (String free : List.of("title", "content", "version")) {
        text(object, free);
      }
      String published = text(object, "published_at");
      String date = text(object, "published_date");
      published = published == null ? date : published;
      Instant at = published == null ? null : Rating.instant(published);
      LocalDate day = date == null ? arrival : Rating.dayOf(Rating.instant(date));
      boolean valid =
          platform != null
              && !platform.isBlank()
              && author != null
              && stars != null
              && stars >= 0
              && stars <= 5
              && (likes == null || likes >= 0)
              && !day.isBefore(FIRST_DAY)
              && !day.isAfter(arrival);
      return valid
          ? new Rating(
              text(object, "id"),
              text(object, "app"),
              platform.strip().toLowerCase(Locale.ROOT),
              author,
              stars,
              at,
              day,
              arrival)
          : null;
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Null if the member is not there, null or empty. */
  private static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isContainerNode()) {
      throw new IllegalArgumentException(name);
    }
    return value.isMissingNode() || value.isNull() || value.asText().isEmpty()
        ? null
        : value.asText();
  }

  private static Integer number(JsonNode object, String name) {
    String text = text(object, name);
    if (text != null && !text.matches("-?\\d+")) {
      throw new IllegalArgumentException(text);
    }
    return text == null ? null : Integer.valueOf(text);
  }
}
