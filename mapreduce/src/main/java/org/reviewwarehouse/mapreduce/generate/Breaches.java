package org.reviewwarehouse.mapreduce.generate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.AtMost;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.contract.TimeForm;
import org.reviewwarehouse.mapreduce.contract.Type;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/** Every way in which a row can break the rules of a contract. */
final class Breaches {
  /** By how much a bound is broken, at most. */
  static final int SPAN = 400;

  private static final long LONGEST_NUMBER = 999_999_999_999_999_999L;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /** Before all times that are made up. */
  private static final long LONG_AGO = LocalDate.of(1900, 1, 1).toEpochDay();

  private static final String[] NO_INTEGERS = {
    "five", "4.5", "1e3", "+1", "--1", "1,000", " 3", "NaN", "12345678901234567890"
  };
  private static final String[] NO_DECIMALS = {
    "five", "1.5.5", "1e3", "+1", "--1", "1,000", " 3", "NaN", "12345678901234567890", "1.", ".5"
  };
  private static final String[] NO_DOUBLES = {
    "five", "1.5.5", "1e", "+1", "--1", "1,000", " 3", "NaN", "Infinity", "1e999", "1.", ".5"
  };
  private static final String[] NO_BOOLEANS = {"maybe", "?", "Y/N", "yes and no", "2"};
  private static final String[] NO_DAYS = {
    "2015-02-30", "2015-13-01", "2015-00-10", "31/08/2015", "2015-8-31", "20150831", "yesterday"
  };
  private static final String[] NO_INSTANTS = {
    "2015-02-30T10:00:00Z", "2015-08-31T24:00:00Z", "2015-08-31 10:60:00+00:00", "yesterday",
    "2015-08-31T10:00:00+99:00", "2015-08-31T10:00:00 UTC", "31/08/2015 10:00", "20150831T100000Z"
  };
  private static final String[] NO_EPOCHS = {
    "2015-02-30", "2015-08-31T25:00:00Z", "1440979200.5", "999999999999999", "now", "0x55e3b180"
  };

  private final Contract contract;
  private final Layout layout;
  private final Columns columns;
  private final Places places;
  private final List<Breach> all = new ArrayList<>();
  private final Breach tooLong;

  Breaches(Contract contract, Layout layout, Columns columns) {
    this.contract = contract;
    this.layout = layout;
    this.columns = columns;
    places = new Places(contract, layout, columns);
    RecordBreaches records = new RecordBreaches(contract, layout, textColumn());
    records.addTo(all, columns.all().size());
    contract.fields().forEach(this::addField);
    contract.checks().forEach(this::addCheck);
    tooLong = records.tooLong();
  }

  /** One for each rule, but for that of {@link #tooLong}; always in the same order. */
  List<Breach> all() {
    return all;
  }

  /** The record that is too long; null if the contract allows records too long to write. */
  Breach tooLong() {
    return tooLong;
  }

  /**
   * The rule that a bad row of a day breaks: in turn, every day beginning with another one.
   *
   * @param before how many bad rows there may have been before that day
   */
  Breach of(long badRow, long before) {
    if (tooLong != null && badRow == all.size()) {
      return tooLong; // after the first round, so that a day has one at most
    }
    return all.get((int) Math.floorMod(badRow + before, (long) all.size()));
  }

  private void addField(Field field) {
    addEmpty(field);
    if (layout.format().isJson()) {
      addWrongShape(field);
    }
    switch (field.type()) {
      case STRING, LIST -> {}
      case BOOLEAN -> {
        List<String> unknown = new ArrayList<>(List.of(NO_BOOLEANS));
        unknown.removeAll(field.trueWords());
        unknown.removeAll(field.falseWords());
        add(RejectReason.NOT_A_BOOLEAN, field, unknown.toArray(String[]::new));
      }
      case DATE, TIMESTAMP -> addTime(field);
      case INT -> {
        add(RejectReason.NOT_A_NUMBER, field, NO_INTEGERS);
        addBounds(field, Integer.MIN_VALUE, Integer.MAX_VALUE);
      }
      case LONG -> {
        add(RejectReason.NOT_A_NUMBER, field, NO_INTEGERS);
        addBounds(field, -LONGEST_NUMBER, LONGEST_NUMBER);
      }
      case DOUBLE -> add(RejectReason.NOT_A_NUMBER, field, NO_DOUBLES);
      case DECIMAL -> {
        add(RejectReason.NOT_A_NUMBER, field, NO_DECIMALS);
        long greatest = BigDecimal.ONE.movePointRight(field.precision()).longValue() - 1;
        addBounds(field, -greatest, greatest);
      }
      case MAP -> {
        if (field.values() == Type.LONG) {
          addJson(RejectReason.NOT_A_NUMBER, field, "{\"USD\":1,\"EUR\":\"much\"}", "{\"A\":1.5}");
        }
      }
    }
  }

  private void addEmpty(Field field) {
    if (places.mustNotBeEmpty(field)) {
      boolean isTrimmed = field.cleaning().contains(Field.Cleaning.TRIM);
      add(RejectReason.EMPTY, field, isTrimmed ? new String[] {"", " "} : new String[] {""});
    }
  }

  private void addWrongShape(Field field) {
    boolean isInElements =
        columns.of(field).stream().anyMatch(column -> column.source().contains("[]."));
    String[] texts =
        switch (field.type()) {
          case LIST ->
              isInElements ? new String[] {"\"x\"", "7"} : new String[] {"{\"label\":\"x\"}"};
          case MAP -> new String[] {"[\"x\"]", "\"x\"", "7"};
          default -> new String[] {"{\"label\":\"x\"}", "[\"x\"]", "[[1]]"};
        };
    addJson(RejectReason.WRONG_SHAPE, field, texts);
  }

  private void addTime(Field field) {
    boolean isEpoch =
        field.forms().contains(TimeForm.EPOCH_SECONDS)
            || field.forms().contains(TimeForm.EPOCH_MILLIS);
    boolean isDay = field.type() == Type.DATE;
    add(
        isDay ? RejectReason.NOT_A_DAY : RejectReason.NOT_AN_INSTANT,
        field,
        isEpoch ? NO_EPOCHS : isDay ? NO_DAYS : NO_INSTANTS);
    if (field.maxIsArrival()) {
      TimeSpelling spelling = new TimeSpelling(field);
      add(
          RejectReason.AFTER_ARRIVAL,
          field,
          (draws, arrival) -> spelling.spellDay(arrival + 1 + draws.below(SPAN)));
    }
    long unit = isDay ? 1 : MICROS_PER_DAY;
    addBounds(
        field,
        LocalDate.of(1, 1, 1).toEpochDay() * unit,
        LocalDate.of(9999, 1, 1).toEpochDay() * unit);
  }

  /** Breaks a field's bounds where there is room between them and what its type can hold. */
  private void addBounds(Field field, long least, long greatest) {
    long unit = field.type() == Type.TIMESTAMP ? MICROS_PER_DAY : 1;
    long below = field.min() == Long.MIN_VALUE ? 0 : room(field.min() - least, unit);
    long above = field.max() == Long.MAX_VALUE ? 0 : room(greatest - field.max(), unit);
    if (below > 0) {
      add(
          RejectReason.BELOW_MINIMUM,
          field,
          (draws, arrival) -> spell(field, field.min() - unit * (1 + draws.below((int) below))));
    }
    if (above > 0) {
      add(
          RejectReason.ABOVE_MAXIMUM,
          field,
          (draws, arrival) -> spell(field, field.max() + unit * (1 + draws.below((int) above))));
    }
  }

  private static long room(long distance, long unit) {
    return distance < 0 ? SPAN : Math.min(SPAN, distance / unit); // less than 0: more than a long
  }

  private static String spell(Field field, long value) {
    return switch (field.type()) {
      case DATE -> new TimeSpelling(field).spellDay(value);
      case TIMESTAMP -> new TimeSpelling(field).spellDay(Math.floorDiv(value, MICROS_PER_DAY));
      case DECIMAL -> BigDecimal.valueOf(value, field.scale()).toPlainString();
      default -> Long.toString(value);
    };
  }

  private void addCheck(AtMost check) {
    Field field = check.field();
    Field other = check.other();
    Columns.Column own = columns.own(field);
    Columns.Column others = columns.own(other);
    if (own == null || others == null || isConditional(field) || isConditional(other)) {
      return;
    }
    boolean isTime = field.type() == Type.DATE || field.type() == Type.TIMESTAMP;
    if (isTime && other.min() == Long.MIN_VALUE) { // a greater one could be after the arrival
      TimeSpelling spelling = new TimeSpelling(other);
      add(
          RejectReason.EXCEEDS_FIELD,
          field,
          false,
          (line, draws, arrival) ->
              line.replace(others.number(), spelling.spellDay(LONG_AGO + draws.below(SPAN))));
    } else if (!isTime) {
      add(
          RejectReason.EXCEEDS_FIELD,
          field,
          false,
          (line, draws, arrival) -> {
            BigDecimal number = new BigDecimal(line.text(others.number()));
            BigDecimal more = BigDecimal.valueOf(1 + draws.below(SPAN));
            line.replace(own.number(), number.add(more).toPlainString());
          });
    }
  }

  private static boolean isConditional(Field field) {
    return !field.sample().conditions().isEmpty();
  }

  /** Makes up what is put in place of a value. */
  private interface Bad {
    String text(Draws draws, long arrival);
  }

  /** Puts it there. */
  private interface Put {
    void put(Line line, int column, Draws draws, long arrival);
  }

  private void add(RejectReason reason, Field field, String... texts) {
    add(reason, field, (draws, arrival) -> draws.oneOf(texts));
  }

  private void add(RejectReason reason, Field field, Bad bad) {
    add(
        reason,
        field,
        (line, column, draws, arrival) -> line.replace(column, bad.text(draws, arrival)));
  }

  private void addJson(RejectReason reason, Field field, String... texts) {
    add(
        reason,
        field,
        (line, column, draws, arrival) -> line.replaceByJson(column, draws.oneOf(texts)));
  }

  private void add(RejectReason reason, Field field, Put put) {
    List<Columns.Column> found = places.of(field, reason);
    if (!found.isEmpty()) {
      int last = found.remove(found.size() - 1).number();
      add(
          reason,
          field,
          false,
          (line, draws, arrival) -> {
            found.forEach(column -> line.replace(column.number(), ""));
            put.put(line, last, draws, arrival);
          });
    }
  }

  private void add(RejectReason reason, Field field, boolean isOfRecord, Breach.Edit edit) {
    all.add(new Breach(reason, field, isOfRecord, edit));
  }

  /** The last column that holds text, where damage is most likely; the first if none does. */
  private int textColumn() {
    return columns.all().stream()
        .filter(column -> column.field().type() == Type.STRING)
        .mapToInt(Columns.Column::number)
        .max()
        .orElse(0);
  }
}
