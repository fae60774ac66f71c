package org.reviewwarehouse.mapreduce.generate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.AtMost;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Type;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/** Every way in which a line can break the rules of a contract. */
final class Breaches {
  /** A contract that allows longer lines gets none that is too long: it would be most of a file. */
  private static final int LONGEST_RECORD = 4 << 20;

  /** By how much a bound is broken, at most. */
  private static final int SPAN = 400;

  private static final long LONGEST_NUMBER = 999_999_999_999_999_999L;
  private static final byte[] FILLER = "too long ".getBytes(StandardCharsets.US_ASCII);

  private static final String[] NO_NUMBERS = {
    "five", "4.5", "1e3", "+1", "--1", "1,000", " 3", "NaN", "12345678901234567890"
  };
  private static final String[] NO_BOOLEANS = {"maybe", "?", "Y/N", "yes and no", "2"};
  private static final String[] NO_DAYS = {
    "2015-02-30", "2015-13-01", "2015-00-10", "31/08/2015", "2015-8-31", "20150831", "yesterday"
  };

  /** A stray byte, one of Windows-1252, an overlong form, a surrogate, and one that is cut off. */
  private static final byte[][] NO_UTF8 = {
    {(byte) 0xFF},
    {(byte) 0x92},
    {(byte) 0xC0, (byte) 0xAF},
    {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
    {(byte) 0xE2, (byte) 0x82}
  };

  private final Contract contract;
  private final List<Breach> breaches = new ArrayList<>();

  private Breaches(Contract contract) {
    this.contract = contract;
  }

  /** One for each rule, but for that of {@link #tooLong}; always in the same order. */
  static List<Breach> of(Contract contract) {
    Breaches all = new Breaches(contract);
    all.addLines();
    contract.fields().forEach(all::addField);
    contract.checks().forEach(all::addCheck);
    return List.copyOf(all.breaches);
  }

  /** The line that is too long; null if the contract allows lines too long to write. */
  static Breach tooLong(Contract contract) {
    int text = textField(contract);
    int most = contract.maxRecordBytes();
    return most > LONGEST_RECORD
        ? null
        : new Breach(
            RejectReason.RECORD_TOO_LONG,
            null,
            (line, draws, arrival) -> {
              int missing = Math.max(0, most - line.length()) + 1 + draws.below(SPAN);
              byte[] filler = new byte[missing];
              for (int i = 0; i < missing; i++) {
                filler[i] = FILLER[i % FILLER.length];
              }
              line.appendTo(text, filler);
            });
  }

  private void addLines() {
    int text = textField(contract);
    int last = contract.fields().size() - 1;
    add(
        RejectReason.INVALID_UTF8,
        null,
        (line, draws, arrival) -> line.appendTo(text, draws.oneOf(NO_UTF8)));
    if (last > 0) {
      add(
          RejectReason.FIELD_COUNT,
          null,
          (line, draws, arrival) -> line.cutBefore(1 + draws.below(last)));
    }
    add(
        RejectReason.FIELD_COUNT,
        null,
        (line, draws, arrival) ->
            line.appendTo(
                draws.below(last + 1), new byte[] {'\t', (byte) ('0' + draws.below(10))}));
  }

  private void addField(Field field) {
    switch (field.type()) {
      case STRING -> {
        if (field.notEmpty()) {
          add(RejectReason.EMPTY, field, "");
        }
      }
      case BOOLEAN -> {
        List<String> unknown = new ArrayList<>(List.of(NO_BOOLEANS));
        unknown.removeAll(field.trueWords());
        unknown.removeAll(field.falseWords());
        add(RejectReason.NOT_A_BOOLEAN, field, unknown.toArray(String[]::new));
      }
      case DATE -> {
        add(RejectReason.NOT_A_DAY, field, NO_DAYS);
        if (field.maxIsArrival()) {
          add(
              RejectReason.AFTER_ARRIVAL,
              field,
              (line, draws, arrival) ->
                  line.replace(field.position(), day(arrival + 1 + draws.below(SPAN))));
        }
        addBounds(field, LocalDate.of(1, 1, 1).toEpochDay(), LocalDate.of(9999, 1, 1).toEpochDay());
      }
      case INT -> {
        add(RejectReason.NOT_A_NUMBER, field, NO_NUMBERS);
        addBounds(field, Integer.MIN_VALUE, Integer.MAX_VALUE);
      }
      case LONG -> {
        add(RejectReason.NOT_A_NUMBER, field, NO_NUMBERS);
        addBounds(field, -LONGEST_NUMBER, LONGEST_NUMBER);
      }
    }
  }

  /** Breaks a field's bounds where there is room between them and what its type can hold. */
  private void addBounds(Field field, long least, long greatest) {
    if (field.min() >= least + SPAN) {
      add(
          RejectReason.BELOW_MINIMUM,
          field,
          (line, draws, arrival) ->
              line.replace(field.position(), spell(field, field.min() - 1 - draws.below(SPAN))));
    }
    if (field.max() <= greatest - SPAN) {
      add(
          RejectReason.ABOVE_MAXIMUM,
          field,
          (line, draws, arrival) ->
              line.replace(field.position(), spell(field, field.max() + 1 + draws.below(SPAN))));
    }
  }

  private void addCheck(AtMost check) {
    Field field = check.field();
    Field other = check.other();
    if (field.type() == Type.DATE) { // a greater day could be after the arrival
      add(
          RejectReason.EXCEEDS_FIELD,
          field,
          (line, draws, arrival) -> {
            long day = LocalDate.parse(line.text(field.position())).toEpochDay();
            line.replace(other.position(), day(day - 1 - draws.below(SPAN)));
          });
    } else {
      add(
          RejectReason.EXCEEDS_FIELD,
          field,
          (line, draws, arrival) -> {
            long number = Long.parseLong(line.text(other.position()));
            line.replace(field.position(), Long.toString(number + 1 + draws.below(SPAN)));
          });
    }
  }

  private void add(RejectReason reason, Field field, String... texts) {
    add(
        reason,
        field,
        (line, draws, arrival) -> line.replace(field.position(), draws.oneOf(texts)));
  }

  private void add(RejectReason reason, Field field, Breach.Edit edit) {
    breaches.add(new Breach(reason, field, edit));
  }

  private static String spell(Field field, long value) {
    return field.type() == Type.DATE ? day(value) : Long.toString(value);
  }

  private static String day(long epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  /** The last field that holds text, where damage is most likely; the first if none does. */
  private static int textField(Contract contract) {
    return contract.fields().stream()
        .filter(field -> field.type() == Type.STRING)
        .mapToInt(Field::position)
        .max()
        .orElse(0);
  }
}
