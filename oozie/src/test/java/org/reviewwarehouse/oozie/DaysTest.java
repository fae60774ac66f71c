package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.cli.ParseException;
import org.junit.Test;

public class DaysTest {
  private static List<String> ranges(int most, String... days) {
    return Days.ranges(Stream.of(days).map(LocalDate::parse).toList(), most).stream()
        .map(Days::toString)
        .toList();
  }

  @Test
  public void daysThatFollowEachOtherAreOneRange() {
    assertEquals(
        List.of("2015-08-30..2015-09-01"), ranges(9, "2015-09-01", "2015-08-30", "2015-08-31"));
  }

  @Test
  public void aGapEndsARange() {
    assertEquals(
        List.of("2015-08-29", "2015-08-31..2015-09-01"),
        ranges(9, "2015-08-29", "2015-08-31", "2015-09-01"));
  }

  @Test
  public void aRangeIsCutAtItsMost() {
    assertEquals(
        List.of("2015-02-27..2015-02-28", "2015-03-01..2015-03-02", "2015-03-03"),
        ranges(2, "2015-02-27", "2015-02-28", "2015-03-01", "2015-03-02", "2015-03-03"));
    assertEquals(List.of("2015-02-27", "2015-02-28"), ranges(1, "2015-02-27", "2015-02-28"));
    assertEquals(List.of(), ranges(1));
  }

  @Test
  public void whatAreNoDaysIsRefused() throws Exception {
    assertEquals("2015-08-30..2015-09-02", Days.parse("2015-08-30..2015-09-02").toString());
    assertEquals("2015-08-30", Days.parse("2015-08-30").toString());
    assertEquals(
        "Cannot read day: 2015-8-30, because it is not a day like 2015-08-31",
        assertThrows(ParseException.class, () -> Days.parse("2015-8-30..2015-09-02")).getMessage());
    assertEquals(
        "Cannot read days: 2015-09-02..2015-08-30, because the last is before the first",
        assertThrows(ParseException.class, () -> Days.parse("2015-09-02..2015-08-30"))
            .getMessage());
  }
}
