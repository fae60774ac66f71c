package org.reviewwarehouse.hive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Game events worked out from their raw files once more, the plain way: the rules of the feed as a
 * reader of the README would write them down, sharing no code with the jobs.
 */
final class RawEvents {
  private static final int WATERMARK_DAYS = 2;
  private static final int MOST_LINE_BYTES = 1 << 20;
  private static final LocalDate FIRST_DAY = LocalDate.of(2010, 1, 1);

  /** A year has four digits. */
  private static final long FIRST_SECOND =
      LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);

  private static final long LAST_SECOND =
      LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);

  private static final List<String> TEXTS =
      List.of(
          "/country_code",
          "/ip",
          "/data/build",
          "/data/engine_version",
          "/data/sdk_version",
          "/data/os_version",
          "/data/device",
          "/data/manufacturer",
          "/data/connection_type",
          "/data/android_id",
          "/data/google_aid",
          "/data/ios_idfa",
          "/data/currency",
          "/data/cart_type",
          "/data/receipt_info",
          "/data/severity",
          "/data/ad_sdk_name",
          "/data/ad_type",
          "/user_meta/attribution_partner",
          "/user_meta/first_build",
          "/user_meta/install_campaign",
          "/user_meta/install_publisher",
          "/user_meta/install_site",
          "/user_meta/origin");
  private static final List<String> FLAGS =
      List.of("/first_in_batch", "/data/jailbroken", "/data/limited_ad_tracking");
  private static final List<String> TIMES =
      List.of(
          "/user_meta/cohort_month",
          "/user_meta/cohort_week",
          "/user_meta/install_hour",
          "/user_meta/pay_ft");

  /** A valid event; what it does not say is null. */
  record Event(
      LocalDateTime arrival,
      String game,
      String user,
      String session,
      Long sessionNumber,
      String category,
      Long length,
      Double amountUsd,
      String country,
      String platform,
      LocalDateTime installed,
      Boolean isPaying,
      Boolean isConverting,
      Map<String, Long> totals) {
    LocalDate day() {
      return arrival.toLocalDate();
    }
  }

  /** What a line says that breaks a rule. */
  private static final class BrokenRule extends Exception {
    private static final long serialVersionUID = 1;

    BrokenRule(String place) {
      super(place);
    }
  }

  private final ObjectMapper json =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final Map<List<Object>, Event> events = new HashMap<>();

  /** Reads {@code <zone>/arrival=<day>/*.jsonl}, as one daily run over all arrivals would. */
  static Collection<Event> of(Path zone) throws IOException {
    RawEvents raw = new RawEvents();
    try (Stream<Path> files = Files.walk(zone)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        String folder = file.getParent().getFileName().toString();
        raw.file(Files.readAllBytes(file), LocalDate.parse(folder.substring("arrival=".length())));
      }
    }
    return raw.events.values();
  }

  private void file(byte[] bytes, LocalDate arrival) {
    int from = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        if (i - from <= MOST_LINE_BYTES) {
          line(Arrays.copyOfRange(bytes, from, i), arrival);
        }
        from = i + 1;
      }
    }
  }

  private void line(byte[] bytes, LocalDate arrival) {
    try {
      JsonNode line =
          json.readTree(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      if (line.isObject()) {
        event(line, arrival);
      }
    } catch (CharacterCodingException | JsonProcessingException | BrokenRule e) {
      // Rejected: no row of any table.
    }
  }

  private void event(JsonNode line, LocalDate arrival) throws BrokenRule {
    for (String place : TEXTS) {
      text(line, place);
    }
    for (String place : FLAGS) {
      flag(line, place);
    }
    for (String place : TIMES) {
      time(line, place);
    }
    number(line, "/data/v");
    Event event =
        new Event(
            time(line, "/arrival_ts"),
            text(line, "/game_id"),
            text(line, "/data/user_id"),
            text(line, "/data/session_id"),
            atLeastZero(line, "/data/session_num"),
            text(line, "/data/category"),
            atLeastZero(line, "/data/length"),
            real(line, "/data/amount_usd"),
            text(line, "/country_code"),
            platform(line),
            time(line, "/user_meta/install_ts"),
            flag(line, "/user_meta/is_paying"),
            flag(line, "/user_meta/is_converting"),
            totals(line));
    List<Object> key =
        Arrays.asList(
            event.game(),
            event.user(),
            event.session(),
            event.category(),
            time(line, "/data/client_ts"),
            text(line, "/data/event_id"),
            number(line, "/data/transaction_num"),
            number(line, "/data/attempt_num"),
            real(line, "/data/score"),
            real(line, "/data/amount"),
            real(line, "/data/value"),
            event.length(),
            text(line, "/data/message"),
            text(line, "/data/ad_action"),
            text(line, "/data/ad_placement"));
    boolean isValid =
        event.game() != null
            && event.category() != null
            && event.arrival() != null
            && !event.day().isBefore(FIRST_DAY)
            && !event.day().isAfter(arrival);
    if (isValid && !event.day().isBefore(arrival.minusDays(WATERMARK_DAYS))) {
      events.merge(key, event, (a, b) -> b.arrival().isBefore(a.arrival()) ? b : a);
    }
  }

  /** Null if there is none, or it is empty. */
  private static String text(JsonNode line, String place) throws BrokenRule {
    JsonNode value = line.at(place);
    if (value.isContainerNode()) {
      throw new BrokenRule(place);
    }
    return value.isMissingNode() || value.isNull() || value.asText().isEmpty()
        ? null
        : value.asText();
  }

  private static String platform(JsonNode line) throws BrokenRule {
    String platform = text(line, "/data/platform");
    return platform == null ? null : platform.strip().toLowerCase(java.util.Locale.ROOT);
  }

  private static Boolean flag(JsonNode line, String place) throws BrokenRule {
    String text = text(line, place);
    if (text == null) {
      return null;
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw new BrokenRule(place);
    }
    return text.equals("true");
  }

  private static Long number(JsonNode line, String place) throws BrokenRule {
    String text = text(line, place);
    if (text == null) {
      return null;
    }
    if (!text.matches("-?\\d{1,18}")) {
      throw new BrokenRule(place);
    }
    return Long.valueOf(text);
  }

  private static Long atLeastZero(JsonNode line, String place) throws BrokenRule {
    Long number = number(line, place);
    if (number != null && number < 0) {
      throw new BrokenRule(place);
    }
    return number;
  }

  private static Double real(JsonNode line, String place) throws BrokenRule {
    String text = text(line, place);
    if (text == null) {
      return null;
    }
    if (!text.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")
        || Double.isInfinite(Double.parseDouble(text))) {
      throw new BrokenRule(place);
    }
    return Double.valueOf(text);
  }

  private static LocalDateTime time(JsonNode line, String place) throws BrokenRule {
    Long seconds = number(line, place);
    if (seconds == null) {
      return null;
    }
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND) {
      throw new BrokenRule(place);
    }
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
  }

  private static Map<String, Long> totals(JsonNode line) throws BrokenRule {
    JsonNode revenue = line.at("/user_meta/revenue");
    Map<String, Long> totals = new TreeMap<>();
    if (!revenue.isObject() && !revenue.isMissingNode() && !revenue.isNull()) {
      throw new BrokenRule("/user_meta/revenue");
    }
    List<String> currencies = new ArrayList<>();
    revenue.fieldNames().forEachRemaining(currencies::add);
    for (String currency : currencies) {
      Long number = number(revenue.get(currency), "");
      if (number != null) {
        totals.put(currency, number);
      }
    }
    return totals;
  }
}
