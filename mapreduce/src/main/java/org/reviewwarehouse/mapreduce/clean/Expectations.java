package org.reviewwarehouse.mapreduce.clean;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Expectation;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.row.Row;

/** Which of a contract's expectations a single row goes against. */
final class Expectations {
  private final Expectation[] expectations;
  private final byte[][][] values;

  Expectations(Contract contract) {
    List<Expectation> ofRows =
        contract.expectations().stream()
            .filter(each -> !(each instanceof Expectation.MinRows))
            .toList();
    expectations = ofRows.toArray(Expectation[]::new);
    values = new byte[expectations.length][][];
    for (int i = 0; i < values.length; i++) {
      if (expectations[i] instanceof Expectation.Values allowed) {
        values[i] =
            allowed.values().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
      }
    }
  }

  /** Tells of each expectation that a valid row goes against. */
  interface Unmet {
    void tell(Expectation expectation);
  }

  /**
   * @param arrival of the row's file, days since 1970-01-01
   */
  void check(Row row, long arrival, Unmet unmet) {
    for (int i = 0; i < expectations.length; i++) {
      if (!isMet(i, row, arrival)) {
        unmet.tell(expectations[i]);
      }
    }
  }

  private boolean isMet(int index, Row row, long arrival) {
    Expectation expectation = expectations[index];
    if (expectation instanceof Expectation.Nulls nulls) {
      return !row.isNull(nulls.field());
    }
    if (expectation instanceof Expectation.Values allowed) {
      return row.isNull(allowed.field()) || isOneOf(values[index], row, allowed.field());
    }
    Expectation.Days days = (Expectation.Days) expectation;
    long day = row.number(days.field());
    boolean isInside =
        day >= days.min() && day <= days.max() && (day <= arrival || !days.maxIsArrival());
    return isInside || row.isNull(days.field());
  }

  private static boolean isOneOf(byte[][] values, Row row, Field field) {
    byte[] bytes = row.bytes(field);
    int from = row.from(field);
    int to = row.to(field);
    for (byte[] value : values) {
      if (Arrays.equals(value, 0, value.length, bytes, from, to)) {
        return true;
      }
    }
    return false;
  }
}
