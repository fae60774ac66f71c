package org.reviewwarehouse.mapreduce.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * Writes the rows of one file, the newest event day first as real files have them, and holds each
 * line against the contract as clean will: a sample that makes other rows than it should fails here
 * instead of making the truth a lie.
 */
final class FileWriter {
  private static final int AGE_SHIFT = 32;

  private final GenerateRequest request;
  private final Contract contract;
  private final RowWriter rows;
  private final Layout layout;
  private final RecordParser parser;
  private final Line line;
  private final Draft draft = new Draft();
  private final Draws draws = new Draws();
  private final long[] counts = new long[Kind.values().length];

  FileWriter(GenerateRequest request) {
    this.request = request;
    contract = request.contract();
    rows = new RowWriter(contract, request.seed());
    layout = contract.layouts().get(contract.layouts().size() - 1);
    parser = RecordParser.of(contract, layout);
    line = new Line(contract.fields().size());
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
    if (layout.hasHeader()) {
      String names = contract.fields().stream().map(Field::name).collect(Collectors.joining("\t"));
      out.write((names + "\n").getBytes(StandardCharsets.UTF_8));
    }
    DayPlan plan = request.plan(arrival);
    parser.begin(arrival);
    int first = request.firstRow(file);
    for (long place : newestFirst(plan, arrival, first, request.firstRow(file + 1))) {
      int row = first + (int) place;
      plan.decide(row, draft);
      rows.write(draft, line);
      if (draft.breach != null) {
        draft.breach.edit().apply(line, draws.seed(Draws.mix(draft.seed, ~row)), arrival);
      }
      line.append('\n');
      check(arrival, row);
      out.write(line.bytes(), 0, line.length());
      counts[draft.kind.ordinal()]++;
    }
  }

  /** The places of the rows in their range, in the order they are written. */
  private long[] newestFirst(DayPlan plan, long arrival, int first, int end) {
    long[] places = new long[end - first];
    for (int place = 0; place < places.length; place++) {
      plan.decide(first + place, draft);
      places[place] = arrival - draft.eventDay << AGE_SHIFT | place;
    }
    Arrays.sort(places);
    return places;
  }

  private void check(long arrival, int rowNumber) throws IOException {
    parser.parse(line.bytes(), 0, line.length());
    Row row = parser.row();
    String problem = null;
    if (row.to() + 1 != line.length() || row.isSkipped()) {
      problem = "it is not one line";
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
    return row.eventDay() < arrival - contract.watermarkDays();
  }

  private static String rule(Row row) {
    Field field = row.rejectedField();
    return row.reason().label() + (field == null ? "" : " " + field.name());
  }
}
