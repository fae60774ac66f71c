package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Pattern;
import org.reviewwarehouse.mapreduce.Reviews;

/** The rules of product_reviews written down a second time, with strings, to compare with. */
final class NaiveRules {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final LocalDate FIRST_DAY = LocalDate.of(1995, 1, 1);
  private static final int MOST_BYTES = 1 << 20;

  private final LocalDate arrival;
  private final CharsetDecoder decoder = UTF_8.newDecoder();

  NaiveRules(LocalDate arrival) {
    this.arrival = arrival;
  }

  /** {@code header}, {@code valid}, or reason and field of the first rule that is broken. */
  String fate(byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    if (end - from > MOST_BYTES) {
      return "record_too_long";
    }
    String line;
    try {
      line = decoder.reset().decode(ByteBuffer.wrap(bytes, from, end - from)).toString();
    } catch (CharacterCodingException e) {
      return "invalid_utf8";
    }
    if (line.equals(Reviews.HEADER)) {
      return "header";
    }
    String[] values = line.split("\t", -1);
    if (values.length != 15) {
      return "field_count";
    }
    for (int i = 0; i < 4; i++) {
      if (values[i].isEmpty()) {
        return "empty " + Reviews.CONTRACT.fields().get(i).name();
      }
    }
    String fate = number(values[7], 1, 5, " star_rating");
    fate = fate != null ? fate : number(values[8], 0, Integer.MAX_VALUE, " helpful_votes");
    fate = fate != null ? fate : number(values[9], 0, Integer.MAX_VALUE, " total_votes");
    fate = fate != null ? fate : word(values[10], " vine");
    fate = fate != null ? fate : word(values[11], " verified_purchase");
    fate = fate != null ? fate : day(values[14]);
    if (fate != null) {
      return fate;
    }
    boolean exceeds = Integer.parseInt(values[8]) > Integer.parseInt(values[9]);
    return exceeds ? "exceeds_field helpful_votes" : "valid";
  }

  private static String number(String value, int min, int max, String field) {
    if (value.isEmpty()) {
      return "empty" + field;
    }
    if (!NUMBER.matcher(value).matches()) {
      return "not_a_number" + field;
    }
    long number = Long.parseLong(value);
    if (number != (int) number) {
      return "not_a_number" + field;
    }
    if (number < min) {
      return "below_minimum" + field;
    }
    return number > max ? "above_maximum" + field : null;
  }

  private static String word(String value, String field) {
    if (value.isEmpty()) {
      return "empty" + field;
    }
    return Set.of("Y", "y", "N", "n").contains(value) ? null : "not_a_boolean" + field;
  }

  private String day(String value) {
    if (value.isEmpty()) {
      return "empty review_date";
    }
    if (!DAY.matcher(value).matches()) {
      return "not_a_day review_date";
    }
    try {
      LocalDate day = LocalDate.parse(value);
      if (day.isAfter(arrival)) {
        return "after_arrival review_date";
      }
      return day.isBefore(FIRST_DAY) ? "below_minimum review_date" : null;
    } catch (DateTimeParseException e) {
      return "not_a_day review_date";
    }
  }
}
