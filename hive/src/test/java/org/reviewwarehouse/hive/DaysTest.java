package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.apache.commons.cli.ParseException;
import org.junit.Test;

public class DaysTest {
  @Test
  public void aRangeTouchesThePeriodsOfEveryGrainThatHoldItsDays() throws ParseException {
    Days days = Days.parse("2014-12-31..2015-02-01");
    for (String period :
        List.of(
            "all", "2014", "2015", "2014-12", "2015-01", "2015-02", "2014-12-31", "2015-02-01")) {
      assertTrue(period, days.touch(period));
    }
    for (String period : List.of("2013", "2016", "2014-11", "2015-03", "2015-02-02")) {
      assertFalse(period, days.touch(period));
    }
  }

  @Test
  public void oneDayIsARange() throws ParseException {
    assertEquals(new Days("2015-08-31", "2015-08-31"), Days.parse("2015-08-31"));
  }

  @Test
  public void noDaysTouchNothing() {
    assertFalse(Days.NONE.touch("2015"));
    assertFalse(Days.NONE.touch("all"));
  }

  @Test
  public void anythingElseIsRefused() {
    for (String text :
        List.of(
            "",
            "..",
            "yesterday",
            "2015-02-30",
            "2015-02-02..2015-02-01",
            "2015-01-01..",
            "2015-01-01..2015-01-02..2015-01-03")) {
      assertThrows(text, ParseException.class, () -> Days.parse(text));
    }
  }
}
