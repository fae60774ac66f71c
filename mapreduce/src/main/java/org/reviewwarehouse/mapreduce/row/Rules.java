package org.reviewwarehouse.mapreduce.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.reviewwarehouse.mapreduce.contract.AtMost;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Fallback;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.contract.Type;

/**
 * Reads the raw values of a {@link Row} as what the contract says they are, fills in what is
 * absent, and finds the first rule that is broken. The same for all formats.
 */
final class Rules {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final Row row;
  private final Field[] fields;
  private final Words[] words;
  private final Times[] times;
  private final byte[][] fallbacks;
  private final boolean[] mayBeCleanedAway;
  private final RowDigest[] digests;
  private final AtMost[] checks;
  private final boolean hasDigests;
  private long arrival;

  Rules(Contract contract, Layout layout, Row row) {
    this.row = row;
    fields = contract.fields().toArray(Field[]::new);
    checks = contract.checks().toArray(AtMost[]::new);
    words = new Words[fields.length];
    times = new Times[fields.length];
    fallbacks = new byte[fields.length][];
    mayBeCleanedAway = new boolean[fields.length];
    digests = new RowDigest[fields.length];
    for (Field field : fields) {
      int position = field.position();
      if (field.type() == Type.BOOLEAN) {
        words[position] = Words.of(field);
      }
      if (field.type() == Type.DATE || field.type() == Type.TIMESTAMP) {
        times[position] = new Times(field.forms(), field.zone());
      }
      String absent = layout.absent().get(field.name());
      if (absent == null && field.fallback() instanceof Fallback.Text text) {
        absent = text.text();
      }
      if (absent != null) {
        fallbacks[position] = clean(field, absent.getBytes(StandardCharsets.UTF_8));
      }
      mayBeCleanedAway[position] =
          field.notEmpty() || absent != null && !field.cleaning().isEmpty();
      if (field.fallback() instanceof Fallback.Hash hash) {
        digests[position] =
            new RowDigest(hash.of().stream().map(contract::field).toArray(Field[]::new));
      }
    }
    hasDigests = Arrays.stream(digests).anyMatch(digest -> digest != null);
  }

  private static byte[] clean(Field field, byte[] text) {
    TextCleaner cleaner = new TextCleaner(field.cleaning());
    cleaner.clean(text, 0, text.length);
    return Arrays.copyOfRange(cleaner.bytes(), cleaner.from(), cleaner.to());
  }

  void arrival(long epochDay) {
    arrival = epochDay;
  }

  /** Whether all rules hold; if not, the row has the reason. */
  boolean check() {
    for (Field field : fields) {
      RejectReason reason = check(field);
      if (reason != null) {
        return row.reject(reason, field);
      }
    }
    if (hasDigests) {
      digest();
    }
    for (AtMost check : checks) {
      boolean known = !row.isNull(check.field()) && !row.isNull(check.other());
      if (known && row.number(check.field()) > row.number(check.other())) {
        return row.reject(RejectReason.EXCEEDS_FIELD, check.field());
      }
    }
    return true;
  }

  private void digest() {
    for (Field field : fields) {
      RowDigest made = digests[field.position()];
      if (made != null && row.from(field) == row.to(field)) {
        byte[] digest = made.of(row);
        row.set(field.position(), digest, 0, digest.length);
      }
    }
  }

  private RejectReason check(Field field) {
    int position = field.position();
    if (row.fieldFrom[position] == row.fieldTo[position] && !row.isListed(position)) {
      if (field.optional()) {
        return null;
      }
      if (field.fallback() instanceof Fallback.Arrival && fallbacks[position] == null) {
        row.numbers[position] = field.type() == Type.DATE ? arrival : arrival * MICROS_PER_DAY;
        return null;
      }
      if (fallbacks[position] != null) {
        row.set(position, fallbacks[position], 0, fallbacks[position].length);
      } else if (!field.type().isBytes()) {
        return RejectReason.EMPTY;
      }
    }
    byte[] bytes = row.in[position];
    int from = row.fieldFrom[position];
    int to = row.fieldTo[position];
    switch (field.type()) {
      case STRING:
        return mayBeCleanedAway[position] ? checkCleaned(field) : null;
      case BOOLEAN:
        int word = words[position].find(bytes, from, to);
        row.numbers[position] = word;
        return word < 0 ? RejectReason.NOT_A_BOOLEAN : null;
      case DATE:
        return checkDay(field, times[position].day(bytes, from, to));
      case TIMESTAMP:
        return checkInstant(field, times[position].instant(bytes, from, to));
      case DOUBLE:
        double real = Numbers.parseDouble(bytes, from, to);
        row.numbers[position] = Double.doubleToLongBits(real + 0.0); // no -0.0: a key is its bits
        return Double.isNaN(real) ? RejectReason.NOT_A_NUMBER : null;
      case DECIMAL:
        long decimal = Numbers.parseDecimal(bytes, from, to, field.precision(), field.scale());
        return checkNumber(field, decimal);
      case INT:
        long number = Numbers.parse(bytes, from, to);
        return checkNumber(field, number == (int) number ? number : Numbers.NONE);
      case LONG:
        return checkNumber(field, Numbers.parse(bytes, from, to));
      case LIST:
        checkList(field);
        return null;
      default:
        return checkMap(field);
    }
  }

  /** A text of which nothing is left once it is cleaned is absent. */
  private RejectReason checkCleaned(Field field) {
    if (row.from(field) < row.to(field)) {
      return null;
    }
    byte[] fallback = fallbacks[field.position()];
    if (fallback == null || fallback.length == 0) {
      return field.notEmpty() ? RejectReason.EMPTY : null;
    }
    row.set(field.position(), fallback, 0, fallback.length);
    return null;
  }

  private RejectReason checkNumber(Field field, long number) {
    row.numbers[field.position()] = number;
    return number == Numbers.NONE ? RejectReason.NOT_A_NUMBER : bounds(field, number);
  }

  private RejectReason checkDay(Field field, long day) {
    row.numbers[field.position()] = day;
    if (day == Days.NONE) {
      return RejectReason.NOT_A_DAY;
    }
    return field.maxIsArrival() && day > arrival ? RejectReason.AFTER_ARRIVAL : bounds(field, day);
  }

  private RejectReason checkInstant(Field field, long micros) {
    row.numbers[field.position()] = micros;
    if (micros == Times.NONE) {
      return RejectReason.NOT_AN_INSTANT;
    }
    return field.maxIsArrival() && Math.floorDiv(micros, MICROS_PER_DAY) > arrival
        ? RejectReason.AFTER_ARRIVAL
        : bounds(field, micros);
  }

  private static RejectReason bounds(Field field, long value) {
    if (value < field.min()) {
      return RejectReason.BELOW_MINIMUM;
    }
    return value > field.max() ? RejectReason.ABOVE_MAXIMUM : null;
  }

  /** Splits a list that came as one text, and puts the elements where the value is looked for. */
  private void checkList(Field field) {
    int position = field.position();
    if (!row.isListed(position)) {
      split(field);
    }
    Elements elements = row.elements(position);
    row.set(position, elements.bytes(), 0, elements.length());
  }

  private void split(Field field) {
    int position = field.position();
    byte[] text = row.in[position];
    int start = row.fieldFrom[position];
    int to = row.fieldTo[position];
    if (start == to) {
      return;
    }
    char split = field.split();
    for (int at = split == 0 ? to : start; at < to; at++) {
      if (text[at] == split) {
        row.addElement(position, text, start, at);
        start = at + 1;
      }
    }
    row.addElement(position, text, start, to);
  }

  private RejectReason checkMap(Field field) {
    int position = field.position();
    Elements elements = row.elements(position);
    byte[] bytes = elements.bytes();
    row.set(position, bytes, 0, elements.length());
    if (field.values() == Type.LONG) {
      int at = 0;
      while (at < elements.length()) {
        int value = at + Elements.HEAD + Elements.length(bytes, at);
        at = value + Elements.HEAD + Elements.length(bytes, value);
        if (Numbers.parse(bytes, value + Elements.HEAD, at) == Numbers.NONE) {
          return RejectReason.NOT_A_NUMBER;
        }
      }
    }
    return null;
  }
}
