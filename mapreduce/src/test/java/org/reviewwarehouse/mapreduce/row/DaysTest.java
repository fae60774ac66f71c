package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.time.LocalDate;
import org.junit.Test;

public class DaysTest {
  @Test
  public void agreesWithTheCalendarOnEveryTextThatLooksLikeADayFrom1900To2200() {
    for (int year = 1900; year <= 2200; year++) {
      for (int month = 0; month <= 13; month++) {
        for (int day = 0; day <= 32; day++) {
          String text = String.format("%04d-%02d-%02d", year, month, day);
          boolean exists =
              month >= 1
                  && month <= 12
                  && day >= 1
                  && day <= LocalDate.of(year, month, 1).lengthOfMonth();
          assertEquals(
              text, exists ? LocalDate.of(year, month, day).toEpochDay() : Days.NONE, parse(text));
        }
      }
    }
  }

  @Test
  public void knowsTheFirstAndTheLastDayOfEveryYear() {
    for (int year = 0; year <= 9999; year++) {
      LocalDate first = LocalDate.of(year, 1, 1);
      assertEquals(first.toEpochDay(), parse(String.format("%04d-01-01", year)));
      assertEquals(first.plusYears(1).toEpochDay() - 1, parse(String.format("%04d-12-31", year)));
    }
  }

  @Test
  public void refusesEverythingElse() {
    String[] texts = {
      "",
      "2015",
      "2015-08",
      "20150831",
      "2015/08/31",
      "2015-08-3",
      "2015-08-311",
      " 2015-08-31",
      "2015-08-31 ",
      "-015-08-31",
      "+015-08-31",
      "2015-0a-31",
      "2o15-08-31",
      "2015-08-3l",
      "2015--8-31",
      "15-08-31",
      "2015-08-31T00:00:00Z",
      "２015-08-31"
    };
    for (String text : texts) {
      assertEquals(text, Days.NONE, parse(text));
    }
  }

  private static long parse(String text) {
    byte[] bytes = ("??" + text + "??").getBytes(UTF_8);
    return Days.parse(bytes, 2, bytes.length - 2);
  }
}
