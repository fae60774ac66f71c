package org.reviewwarehouse.mapreduce.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a clean run that reads all generated days must find in those of one arrival.
 *
 * @param arrival ISO day
 * @param files raw files of the day
 * @param rows without headers
 * @param fresh accepted; {@code new} in JSON. Of a dump: what is in none of the later ones, and so
 *     was last seen on that day
 * @param duplicates of a dump: rows that are the same in the last dump that has them
 * @param laterVersions superseded rows: a later version and the row it supersedes count once. Of a
 *     dump: rows that are others in the last dump that has them
 * @param late rows older than the watermark; a backfill accepts them
 * @param rejections the most frequent first
 */
@JsonPropertyOrder({
  "arrival",
  "seed",
  "files",
  "rows",
  "new",
  "duplicates",
  "later_versions",
  "late",
  "rejected",
  "rejections"
})
public record Truth(
    String arrival,
    long seed,
    int files,
    long rows,
    @JsonProperty("new") long fresh,
    long duplicates,
    @JsonProperty("later_versions") long laterVersions,
    long late,
    long rejected,
    List<Rejection> rejections) {

  /**
   * Rows that break one rule.
   *
   * @param reason as clean reports it
   * @param field null where it is the line as a whole
   */
  public record Rejection(String reason, String field, long rows) {}

  private static final ObjectMapper READER = new ObjectMapper();
  private static final ObjectWriter WRITER = writer();

  static Truth of(Plans plans, long arrival) {
    GenerateRequest request = plans.request();
    Plan plan = plans.of(arrival);
    Map<Rejection, Long> broken = new LinkedHashMap<>();
    for (long row = 0; row < plan.count(Kind.REJECTED); row++) {
      Breach breach = plan.breach(row);
      String field = breach.field() == null ? null : breach.field().name();
      broken.merge(new Rejection(breach.reason().label(), field, 0), 1L, Long::sum);
    }
    List<Rejection> rejections = new ArrayList<>();
    broken.forEach(
        (rule, rows) -> rejections.add(new Rejection(rule.reason(), rule.field(), rows)));
    rejections.sort(
        Comparator.comparingLong(Rejection::rows)
            .reversed()
            .thenComparing(Rejection::reason)
            .thenComparing(Rejection::field, Comparator.nullsFirst(Comparator.naturalOrder())));
    return new Truth(
        LocalDate.ofEpochDay(arrival).toString(),
        request.seed(),
        request.files(),
        request.rows(),
        plan.count(Kind.NEW),
        plan.count(Kind.DUPLICATE),
        plan.count(Kind.LATER_VERSION),
        plan.count(Kind.LATE),
        plan.count(Kind.REJECTED),
        List.copyOf(rejections));
  }

  /** How many rows of a kind there are. */
  long count(Kind kind) {
    return switch (kind) {
      case NEW -> fresh;
      case DUPLICATE -> duplicates;
      case LATER_VERSION -> laterVersions;
      case LATE -> late;
      case REJECTED -> rejected;
    };
  }

  /** The name of its file in the raw zone. */
  static String fileName(long arrival) {
    return "truth-" + LocalDate.ofEpochDay(arrival) + ".json";
  }

  byte[] toJson() throws IOException {
    return WRITER.writeValueAsBytes(this);
  }

  /** Reads what {@code toJson} wrote. */
  public static Truth read(byte[] json) throws IOException {
    return READER.readValue(json, Truth.class);
  }

  private static ObjectWriter writer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n"); // the same on every machine
    return READER.writer(
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
  }
}
