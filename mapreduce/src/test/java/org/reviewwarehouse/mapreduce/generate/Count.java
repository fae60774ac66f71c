package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Order;
import org.reviewwarehouse.mapreduce.input.Records;
import org.reviewwarehouse.mapreduce.row.Row;

/** Counts generated rows by other means than the generator's: parser, map, comparison. */
final class Count {
  /**
   * A valid row that is not late.
   *
   * @param order values by which the greatest wins, as clean compares them
   * @param line the raw record
   */
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
  final Map<List<Object>, List<Version>> versions = new HashMap<>();

  /** By {@code reason field}. */
  final Map<String, Long> rejected = new TreeMap<>();

  /** How many keys were last seen on an arrival day. */
  final Map<Long, Long> lastSeen = new TreeMap<>();

  long late;
  long duplicates;
  long superseded;

  private final Contract contract;

  private Count(Contract contract) {
    this.contract = contract;
  }

  /** Counts all rows of some days. */
  static Count of(GenerateRequest request, List<Long> arrivals) throws IOException {
    Count count = new Count(request.contract());
    for (long arrival : arrivals) {
      for (int file = 0; file < request.files(); file++) {
        Records.read(
            request.contract(),
            request.layout(),
            Generated.file(request, arrival, file),
            arrival,
            row -> count.add(row, arrival));
      }
    }
    count.versions.values().forEach(count::resolve);
    return count;
  }

  /** The truth of these days says what was counted. */
  void assertIs(List<Truth> truths) {
    assertEquals(sum(truths, Truth::fresh), versions.size());
    assertEquals(sum(truths, Truth::duplicates), duplicates);
    assertEquals(sum(truths, Truth::laterVersions), superseded);
    assertEquals(sum(truths, Truth::late), late);
    Map<String, Long> told = new TreeMap<>();
    for (Truth truth : truths) {
      for (Truth.Rejection rejection : truth.rejections()) {
        told.merge(rule(rejection.reason(), rejection.field()), rejection.rows(), Long::sum);
      }
    }
    assertEquals(told, rejected);
    assertEquals(
        sum(truths, Truth::rejected), told.values().stream().mapToLong(rows -> rows).sum());
  }

  private static long sum(List<Truth> truths, ToLongFunction<Truth> count) {
    return truths.stream().mapToLong(count).sum();
  }

  static String rule(String reason, String field) {
    return field == null ? reason : reason + " " + field;
  }

  private void add(Row row, long arrival) {
    if (row.reason() != null) {
      Field field = row.rejectedField();
      rejected.merge(
          rule(row.reason().label(), field == null ? null : field.name()), 1L, Long::sum);
    } else if (contract.eventDay() != null
        && day(row).plusDays(contract.watermarkDays()).isBefore(LocalDate.ofEpochDay(arrival))) {
      late++;
    } else {
      List<Long> order = new ArrayList<>();
      for (Order each : contract.order()) {
        order.add(each.leastWins() ? ~row.number(each.field()) : row.number(each.field()));
      }
      order.add(row.hash() + Long.MIN_VALUE);
      List<Object> key = new ArrayList<>();
      contract.key().forEach(field -> key.add(value(row, field)));
      String line =
          new String(row.bytes(), row.from(), row.to() - row.from(), StandardCharsets.ISO_8859_1);
      versions
          .computeIfAbsent(key, any -> new ArrayList<>())
          .add(new Version(arrival, order, line));
    }
  }

  private static Object value(Row row, Field field) {
    int from = row.from(field);
    return field.type().isBytes()
        ? new String(row.bytes(field), from, row.to(field) - from, StandardCharsets.UTF_8)
        : row.number(field);
  }

  private LocalDate day(Row row) {
    return LocalDate.ofEpochDay(row.number(contract.eventDay()));
  }

  private void resolve(List<Version> all) {
    Version winner = all.stream().max(BY_ORDER).orElseThrow();
    lastSeen.merge(winner.arrival(), 1L, Long::sum);
    for (Version version : all) {
      if (version != winner && version.line().equals(winner.line())) {
        duplicates++;
      } else if (version != winner) {
        superseded++;
      }
    }
  }
}
