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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The vendor's dumps once more, read the plain way, sharing no code with the jobs. Records that are
 * none, and values that are not what they should be, are passed over as {@link Broken}.
 */
final class RawDump {
  private static final int MOST_RECORD_BYTES = 1 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern INTEGER = Pattern.compile("-?\\d+");
  private static final Pattern DOUBLE = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern INSTANT =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)"
              + "(Z|[+-]\\d\\d(?::?\\d\\d)?)");

  private RawDump() {}

  /** A record that breaks a rule of its feed. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message, null, false, false);
    }
  }

  /** A row, and the day of the newest dump that has it. */
  record Seen<V>(V row, LocalDate day) {}

  /**
   * The newest version of every row of CSV files.
   *
   * @param feed holds {@code arrival=YYYY-MM-DD/<file>}
   * @param parse from column → text
   */
  static <K, V> Map<K, Seen<V>> csv(
      Path feed, Function<Map<String, String>, V> parse, Function<V, K> key) throws IOException {
    return newest(feed, RawDump::csvRecords, parse, key);
  }

  /** As {@link #csv}, of files that are one JSON array each. */
  static <K, V> Map<K, Seen<V>> json(Path feed, Function<JsonNode, V> parse, Function<V, K> key)
      throws IOException {
    return newest(feed, RawDump::jsonRecords, parse, key);
  }

  private static <R, K, V> Map<K, Seen<V>> newest(
      Path feed, Function<String, List<R>> records, Function<R, V> parse, Function<V, K> key)
      throws IOException {
    Map<K, Seen<V>> rows = new HashMap<>();
    for (Path arrival : children(feed)) {
      String name = arrival.getFileName().toString();
      if (!name.startsWith("arrival=")) {
        continue;
      }
      LocalDate day = LocalDate.parse(name.substring("arrival=".length()));
      for (Path file : children(arrival)) {
        // A character for each byte: where a record ends does not depend on what is no UTF-8.
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (R record :
            records.apply(bytes.startsWith("\u00EF\u00BB\u00BF") ? bytes.substring(3) : bytes)) {
          try {
            V row = parse.apply(record);
            Seen<V> before = rows.put(key.apply(row), new Seen<>(row, day));
            if (before != null && before.day().equals(day) && !before.row().equals(row)) {
              throw new IllegalStateException(file + " has two versions of " + key.apply(row));
            }
          } catch (Broken e) {
            continue;
          }
        }
      }
    }
    return rows;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static List<Map<String, String>> csvRecords(String bytes) {
    List<Map<String, String>> records = new ArrayList<>();
    List<String> header = null;
    int at = 0;
    while (at < bytes.length()) {
      int begin = at;
      List<String> fields = new ArrayList<>();
      boolean valid = true;
      boolean more = true;
      while (more) {
        StringBuilder field = new StringBuilder();
        boolean quoted = at < bytes.length() && bytes.charAt(at) == '"';
        if (quoted) {
          at++;
          while (at < bytes.length()) {
            if (bytes.charAt(at) != '"') {
              field.append(bytes.charAt(at++));
            } else if (at + 1 < bytes.length() && bytes.charAt(at + 1) == '"') {
              field.append('"');
              at += 2;
            } else {
              break;
            }
          }
          valid &= at < bytes.length(); // the quote is closed
          at = Math.min(at + 1, bytes.length());
        }
        int rest = at;
        while (at < bytes.length() && bytes.charAt(at) != ',' && bytes.charAt(at) != '\n') {
          at++;
        }
        more = at < bytes.length() && bytes.charAt(at) == ',';
        String text = bytes.substring(Math.min(rest, at), at);
        text = !more && text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        valid &= !quoted || text.isEmpty();
        fields.add(field.append(text).toString());
        at++;
      }
      if (fields.equals(List.of(""))) {
        continue;
      }
      if (header == null) {
        header = fields;
      } else if (valid && fields.size() == header.size() && at - begin <= MOST_RECORD_BYTES) {
        try {
          Map<String, String> record = new LinkedHashMap<>();
          for (int i = 0; i < fields.size(); i++) {
            record.put(header.get(i), utf8(fields.get(i)));
          }
          records.add(record);
        } catch (CharacterCodingException e) {
          continue;
        }
      }
    }
    return records;
  }

  private static String utf8(String bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
        .toString();
  }

  private static List<JsonNode> jsonRecords(String bytes) {
    List<JsonNode> records = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    boolean inString = false;
    for (int at = 0; at < bytes.length(); at++) {
      char c = bytes.charAt(at);
      if (inString) {
        at += c == '\\' ? 1 : 0;
        inString = c != '"';
      } else if (c == '"') {
        inString = true;
      } else if (c == '[' || c == '{') {
        begin = ++depth == 1 ? at + 1 : begin;
      } else if (c == ']' || c == '}' || c == ',' && depth == 1) {
        if (depth == 1) {
          addObject(bytes.substring(begin, at), records);
          begin = at + 1;
        }
        depth -= c == ',' ? 0 : 1;
      }
    }
    return records;
  }

  private static void addObject(String bytes, List<JsonNode> records) {
    if (bytes.strip().length() > MOST_RECORD_BYTES) {
      return;
    }
    try {
      JsonNode node = JSON.readTree(utf8(bytes));
      if (node.isObject()) {
        records.add(node);
      }
    } catch (CharacterCodingException | JsonProcessingException e) {
      return;
    }
  }

  /** The text of a value; null if there is none or an empty one. */
  static String text(JsonNode value) {
    if (value.isContainerNode()) {
      throw new Broken("not a text: " + value);
    }
    String text = value.isMissingNode() || value.isNull() ? "" : value.asText();
    return text.isEmpty() ? null : text;
  }

  /** The texts at a path within the elements of an array. */
  static List<String> texts(JsonNode array, String path) {
    if (!array.isArray() && !array.isMissingNode() && !array.isNull()) {
      throw new Broken("not an array: " + array);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array) {
      String text = text(element.at(path));
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  static String notEmpty(String text) {
    if (text == null || text.isEmpty()) {
      throw new Broken("empty");
    }
    return text;
  }

  static int integer(String text, int least, int most) {
    if (!INTEGER.matcher(notEmpty(text)).matches() || text.length() > 10) {
      throw new Broken("not an integer: " + text);
    }
    long value = Long.parseLong(text);
    if (value < least || value > most) {
      throw new Broken("out of bounds: " + text);
    }
    return (int) value;
  }

  static double number(String text) {
    if (!DOUBLE.matcher(notEmpty(text)).matches() || Double.isInfinite(Double.parseDouble(text))) {
      throw new Broken("not a number: " + text);
    }
    return Double.parseDouble(text);
  }

  static Instant instant(String text) {
    Matcher parts = INSTANT.matcher(notEmpty(text));
    if (!parts.matches()) {
      throw new Broken("not an instant: " + text);
    }
    try {
      return LocalDateTime.parse(parts.group(1) + "T" + parts.group(2))
          .toInstant(ZoneOffset.of(parts.group(3)));
    } catch (DateTimeException e) {
      throw new Broken("not an instant: " + text);
    }
  }

  /** A day, or an instant of one; null stays null. */
  static void checkDay(String text) {
    try {
      if (text != null && text.matches("\\d{4}-\\d\\d-\\d\\d")) {
        LocalDate.parse(text);
      } else if (text != null) {
        instant(text);
      }
    } catch (DateTimeException e) {
      throw new Broken("not a day: " + text);
    }
  }
}
