package org.reviewwarehouse.mapreduce.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.LocalDate;
import org.junit.Test;

public class GrainTest {
  @Test
  public void namesThePeriodOfADay() {
    long day = LocalDate.of(2015, 8, 31).toEpochDay();
    assertEquals("2015", Grain.YEAR.period(day));
    assertEquals("2015-08", Grain.MONTH.period(day));
    assertEquals("2015-08-31", Grain.DAY.period(day));
  }

  @Test
  public void numbersPeriodsWithoutGapsAndOneNumberForEachName() {
    for (Grain grain : Grain.values()) {
      long day = LocalDate.of(1899, 12, 30).toEpochDay();
      int number = grain.number(day);
      String period = grain.period(day);
      for (; day < LocalDate.of(2101, 1, 2).toEpochDay(); day++) {
        if (!grain.period(day).equals(period)) {
          period = grain.period(day);
          number++;
        }
        assertEquals(period, number, grain.number(day));
      }
    }
  }

  @Test
  public void isFoundByItsLabel() {
    for (Grain grain : Grain.values()) {
      assertEquals(grain, Grain.of(grain.label()));
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Grain.of("Month"));
    assertEquals("it is none of all, year, month, day", e.getMessage());
  }
}
