package org.reviewwarehouse.mapreduce.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;

/** Counts generated lines by other means than the generator's: parser, map, comparison. */
final class Count {
  /** A valid line that is not late; its order fields as clean compares them. */
  record Version(long arrival, List<Long> order, String line) {}

  private static final Comparator<Version> BY_ORDER =
      (one, other) -> {
        for (int i = 0; i < one.order().size(); i++) {
          int compared = one.order().get(i).compareTo(other.order().get(i));
          if (compared != 0) {
            return compared;
          }
        }
        return 0;
      };

  /** By key. */
  final Map<String, List<Version>> versions = new HashMap<>();

  /** By {@code reason field}. */
  final Map<String, Long> rejected = new TreeMap<>();

  long late;
  long duplicates;
  long superseded;

  private final Contract contract;

  private Count(Contract contract) {
    this.contract = contract;
  }

  /** Counts all lines of some days. */
  static Count of(GenerateRequest request, List<Long> arrivals) throws IOException {
    Count count = new Count(request.contract());
    for (long arrival : arrivals) {
      for (String line : Generated.lines(request, arrival)) {
        count.add(line, arrival);
      }
    }
    count.versions.values().forEach(count::resolve);
    return count;
  }

  static String rule(String reason, String field) {
    return field == null ? reason : reason + " " + field;
  }

  private void add(String line, long arrival) {
    byte[] text = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] block = Arrays.copyOf(text, text.length + RecordParser.PADDING);
    RecordParser parser = Reviews.parser(contract);
    parser.begin(arrival);
    parser.parse(block, 0, text.length);
    Row row = parser.row();
    if (row.reason() != null) {
      Field field = row.rejectedField();
      rejected.merge(
          rule(row.reason().label(), field == null ? null : field.name()), 1L, Long::sum);
    } else if (day(row)
        .plusDays(contract.watermarkDays())
        .isBefore(LocalDate.ofEpochDay(arrival))) {
      late++;
    } else {
      String[] fields = line.split("\t", -1);
      String key = fields[contract.key().get(0).position()];
      List<Long> order = contract.order().stream().map(each -> row.number(each.field())).toList();
      versions
          .computeIfAbsent(key, any -> new ArrayList<>())
          .add(new Version(arrival, order, line));
    }
  }

  private LocalDate day(Row row) {
    return LocalDate.ofEpochDay(row.number(contract.eventDay()));
  }

  private void resolve(List<Version> all) {
    Version winner = all.stream().max(BY_ORDER).orElseThrow();
    for (Version version : all) {
      if (version != winner && version.line().equals(winner.line())) {
        duplicates++;
      } else if (version != winner) {
        superseded++;
      }
    }
  }
}
