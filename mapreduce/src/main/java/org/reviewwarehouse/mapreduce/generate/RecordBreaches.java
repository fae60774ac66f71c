package org.reviewwarehouse.mapreduce.generate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Format;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/** The ways in which a record as a whole can be no row: what they are depends on the format. */
final class RecordBreaches {
  /**
   * A contract that allows longer records gets none that is too long: it would be most of a file.
   */
  private static final int LONGEST_RECORD = 4 << 20;

  private static final byte[] FILLER = "too long ".getBytes(StandardCharsets.US_ASCII);

  /** A stray byte, one of Windows-1252, an overlong form, a surrogate, and one that is cut off. */
  private static final byte[][] NO_UTF8 = {
    {(byte) 0xFF},
    {(byte) 0x92},
    {(byte) 0xC0, (byte) 0xAF},
    {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
    {(byte) 0xE2, (byte) 0x82}
  };

  /** What is put before the bracket that ends an object, so that it is no JSON any more. */
  private static final String[] NO_MEMBERS = {
    ",",
    ",\"x\"",
    ",\"x\":",
    ",\"x\" 1",
    ",\"x\":tru",
    ",\"x\":01",
    ",x:1",
    ",\"x\":1 2",
    ",\"x\":[1,]",
    ",\"x\":\"\\q\"",
    ",\"x\":NaN"
  };

  private static final String[] NO_OBJECTS = {"17", "\"{}\"", "true", "nil"};

  private final Contract contract;
  private final Layout layout;
  private final int text;

  /**
   * @param text number of a column that holds text
   */
  RecordBreaches(Contract contract, Layout layout, int text) {
    this.contract = contract;
    this.layout = layout;
    this.text = text;
  }

  /** Adds one for each rule, but for that of {@link #tooLong}. */
  void addTo(List<Breach> all, int columns) {
    all.add(
        new Breach(
            RejectReason.INVALID_UTF8,
            null,
            false,
            (line, draws, arrival) -> line.appendTo(text, draws.oneOf(NO_UTF8))));
    if (layout.format().isJson()) {
      all.add(new Breach(RejectReason.NOT_JSON, null, true, this::breakObject));
      return;
    }
    if (columns > 1) {
      all.add(new Breach(RejectReason.FIELD_COUNT, null, true, RecordBreaches::cut));
    }
    all.add(new Breach(RejectReason.FIELD_COUNT, null, true, this::addField));
    if (layout.format() == Format.CSV) {
      all.add(new Breach(RejectReason.BAD_QUOTE, null, true, RecordBreaches::breakQuote));
    }
  }

  /** The record that is too long; null if the contract allows records too long to write. */
  Breach tooLong() {
    int most = contract.maxRecordBytes();
    return most > LONGEST_RECORD
        ? null
        : new Breach(
            RejectReason.RECORD_TOO_LONG,
            null,
            false,
            (line, draws, arrival) -> {
              // Of CSV no quote may be open where the record has become too long.
              boolean isTsv = layout.format() == Format.TSV;
              int missing = isTsv ? Math.max(0, most - line.length()) : most;
              byte[] filler = new byte[missing + 1 + draws.below(Breaches.SPAN)];
              for (int i = 0; i < filler.length; i++) {
                filler[i] = FILLER[i % FILLER.length];
              }
              if (!isTsv) {
                line.replace(text, "");
              }
              line.appendTo(text, filler);
            });
  }

  private static void cut(Line line, Draws draws, long arrival) {
    line.cutBefore(1 + draws.below(line.fields() - 1));
    if (line.length() == 0) {
      line.append('-'); // an empty line would be none
    }
  }

  private void addField(Line line, Draws draws, long arrival) {
    char delimiter = layout.format() == Format.CSV ? layout.delimiter() : '\t';
    line.appendTo(
        draws.below(line.fields()), new byte[] {(byte) delimiter, (byte) ('0' + draws.below(10))});
  }

  /** Text behind a closing quote: where the record ends can still be told. */
  private static void breakQuote(Line line, Draws draws, long arrival) {
    int field = draws.below(line.fields());
    boolean isQuoted = !line.isEmpty(field) && line.bytes()[line.from(field)] == '"';
    String value = line.text(field);
    line.replace(field, (isQuoted ? value : '"' + value + '"') + (char) ('a' + draws.below(26)));
  }

  /** Where a record ends that is no object can still be told: all brackets have their partners. */
  private void breakObject(Line line, Draws draws, long arrival) {
    switch (draws.below(6)) {
      case 0 -> {
        line.clear();
        line.append(draws.oneOf(NO_OBJECTS));
      }
      case 1 -> {
        if (layout.format() == Format.JSONL) {
          line.cut(1 + draws.below(line.length() / 4)); // but not within a character
        } else {
          line.insert(line.length() - 1, ",");
        }
      }
      default -> line.insert(line.length() - 1, draws.oneOf(NO_MEMBERS));
    }
  }
}
