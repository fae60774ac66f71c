package org.reviewwarehouse.mapreduce.generate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Arrays;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Format;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * Writes the rows of one file, the newest event day first as real files have them, and holds each
 * record against the contract as clean will: a sample that makes other rows than it should fails
 * here instead of making the truth a lie.
 */
final class FileWriter {
  private static final int AGE_SHIFT = 32;

  private static final long STYLE = 0x57;

  private final GenerateRequest request;
  private final Contract contract;
  private final Plans plans;
  private final RowWriter rows;
  private final FileFormat format;
  private final int styles;
  private final RecordParser parser;
  private final Line values;
  private final Draft draft = new Draft();
  private final Draws draws = new Draws();
  private final long[] counts = new long[Kind.values().length];

  /**
   * @throws WarehouseException if the contract does not say how all values are made up
   */
  FileWriter(GenerateRequest request) {
    this.request = request;
    contract = request.contract();
    Layout layout = request.layout();
    plans = new Plans(request);
    rows = new RowWriter(contract, layout, request.seed(), request.from());
    format = FileFormat.of(layout, rows.columns());
    styles = Math.min(format.styles(), request.files());
    parser = RecordParser.of(contract, layout);
    values = new Line(rows.columns().all().size(), '\t');
  }

  /** How many rows of a kind have been written, to all files. */
  long count(Kind kind) {
    return counts[kind.ordinal()];
  }

  /**
   * Writes a file.
   *
   * @param arrival days since 1970-01-01
   * @throws IOException also if a row is not what it should be
   */
  void write(long arrival, int file, OutputStream out) throws IOException {
    Plan plan = plans.of(arrival);
    int style = file % styles;
    draws.seed(Draws.mix(Draws.mix(request.seed(), arrival), file));
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    format.begin(style, draws, header);
    begin(arrival, header.toByteArray());
    header.writeTo(out);
    // The rows that the files of one style have by their number, of which each takes its share.
    int share = file / styles;
    int shares = (request.files() - style + styles - 1) / styles;
    int first = (int) ((long) request.rows() * share / shares);
    int end = (int) ((long) request.rows() * (share + 1) / shares);
    for (long place : newestFirst(plan, arrival, style, first, end)) {
      int row = first + (int) place;
      plan.decide(row, draft);
      rows.write(draft, values);
      Breach breach = draft.breach;
      if (breach != null) {
        draws.seed(Draws.mix(draft.seed, ~row));
      }
      if (breach != null && !breach.isOfRecord()) {
        breach.edit().apply(values, draws, arrival);
      }
      Line record = format.encode(values, draft);
      if (breach != null && breach.isOfRecord()) {
        breach.edit().apply(record, draws, arrival);
      }
      if (format.isLines()) {
        record.append('\n');
      }
      check(record, arrival, row);
      format.write(record, out);
      counts[draft.kind.ordinal()]++;
    }
    format.end(out);
  }

  /** The places of the rows in their range, in the order they are written. */
  private long[] newestFirst(Plan plan, long arrival, int style, int first, int end) {
    long[] places = new long[end - first];
    int count = 0;
    for (int place = 0; place < places.length; place++) {
      plan.decide(first + place, draft);
      // What follows a row up has its identity, and so its style and its bytes.
      boolean isOurs =
          styles == 1 || Long.remainderUnsigned(Draws.mix(draft.identity, STYLE), styles) == style;
      if (isOurs) {
        places[count++] = arrival - draft.eventDay << AGE_SHIFT | place;
      }
    }
    Arrays.sort(places, 0, count);
    return Arrays.copyOf(places, count);
  }

  /** Lets the parser know what stands in the file before its records. */
  private void begin(long arrival, byte[] header) {
    parser.begin(arrival);
    if (request.layout().format() == Format.CSV) {
      int from = header.length > 0 && header[0] < 0 ? 3 : 0; // behind the byte order mark
      int to = header.length;
      while (to > from && header[to - 1] < ' ') {
        to--;
      }
      if (to > from) {
        parser.parse(Arrays.copyOf(header, header.length + RecordParser.PADDING), from, to);
      }
    }
  }

  private void check(Line record, long arrival, int rowNumber) throws IOException {
    parser.parse(record.bytes(), 0, record.length());
    Row row = parser.row();
    String problem = null;
    if (row.to() + (format.isLines() ? 1 : 0) != record.length() || row.isSkipped()) {
      problem = "it is not one record";
    } else if (draft.breach == null && row.reason() != null) {
      problem = "it breaks a rule: " + rule(row) + "; look at the field's sample";
    } else if (draft.breach != null
        && (row.reason() != draft.breach.reason() || row.rejectedField() != draft.breach.field())) {
      problem = "it should break another rule than " + (row.reason() == null ? "none" : rule(row));
    } else if (draft.breach == null && isLate(row, arrival) != (draft.kind == Kind.LATE)) {
      problem = "its event day is on the wrong side of the watermark";
    }
    if (problem != null) {
      throw new IOException(
          String.format(
              "Cannot generate row: %d of %s (%s), because %s",
              rowNumber, LocalDate.ofEpochDay(arrival), draft.kind.label(), problem));
    }
  }

  private boolean isLate(Row row, long arrival) {
    return contract.eventDay() != null && row.eventDay() < arrival - contract.watermarkDays();
  }

  private static String rule(Row row) {
    Field field = row.rejectedField();
    return row.reason().label() + (field == null ? "" : " " + field.name());
  }
}
