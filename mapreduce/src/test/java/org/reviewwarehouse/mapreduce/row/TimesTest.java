package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.contract.TimeForm;

public class TimesTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Rule public final Seed seed = new Seed();

  @Test
  public void readsTheFormsOfRealFiles() {
    assertInstant("2022-03-20T09:37:37Z", "2022-03-20 18:37:37+09:00", SEOUL, TimeForm.INSTANT);
    assertInstant("2022-03-17T14:58:23Z", "2022-03-17T07:58:23-07:00", SEOUL, TimeForm.INSTANT);
    assertInstant("2022-04-01T06:36:18Z", "2022-04-01 15:36:18", SEOUL, TimeForm.LOCAL);
    assertInstant("2022-03-18T00:00:00Z", "2022-03-18", SEOUL, TimeForm.DAY);
    assertInstant(
        "2021-12-06T18:30:19.099Z", "2021-12-06T19:30:19.099+0100", SEOUL, TimeForm.INSTANT);
    assertInstant("2017-09-03T00:00:00Z", "2017-09-03T00:00:00.000Z", SEOUL, TimeForm.INSTANT);
    assertInstant("2017-03-03T16:56:05Z", "2017-03-03T16:56:05Z", SEOUL, TimeForm.INSTANT);
    assertInstant("2016-11-30T10:09:08Z", "1480500548", SEOUL, TimeForm.EPOCH_SECONDS);
    assertInstant("2016-11-30T10:09:08.123Z", "1480500548123", SEOUL, TimeForm.EPOCH_MILLIS);
  }

  @Test
  public void readsWhatMayBeLeftOut() {
    assertInstant("2022-03-20T18:37:00Z", "2022-03-20T18:37Z", SEOUL, TimeForm.INSTANT);
    assertInstant("2022-03-20T16:37:00Z", "2022-03-20 18:37+02", SEOUL, TimeForm.INSTANT);
    assertInstant(
        "2022-03-20T18:37:37.123456Z", "2022-03-20T18:37:37.123456789Z", SEOUL, TimeForm.INSTANT);
    assertInstant("1969-12-31T23:59:59.900Z", "1969-12-31T23:59:59.9Z", SEOUL, TimeForm.INSTANT);
    assertInstant("1969-12-31T23:59:59Z", "-1", SEOUL, TimeForm.EPOCH_SECONDS);
  }

  @Test
  public void refusesWhatIsNoTimeOrInNoFormThatIsAllowed() {
    for (String no :
        new String[] {
          "",
          "now",
          "2022-03-20",
          "2022-03-20 18:37:37",
          "2022-03-20x18:37:37Z",
          "2022-03-20T24:00:00Z",
          "2022-03-20T18:60:00Z",
          "2022-03-20T18:37:60Z",
          "2022-02-30T18:37:37Z",
          "2022-03-20T18:37:37.Z",
          "2022-03-20T18:37:37.1234567890Z",
          "2022-03-20T18:37:37Zulu",
          "2022-03-20T18:37:37+",
          "2022-03-20T18:37:37+9",
          "2022-03-20T18:37:37+09:0",
          "2022-03-20T18:37:37+09:60",
          "2022-03-20T18:37:37+19:00",
          "2022-03-20T18:37:37+09:00 ",
          "2022-03-20T18",
          "2022-03-20T",
          "1480500548"
        }) {
      assertEquals(no, Times.NONE, instant(no, SEOUL, TimeForm.INSTANT));
    }
    assertEquals(Times.NONE, instant("2022-03-20T18:37:37Z", SEOUL, TimeForm.LOCAL));
    assertEquals(Times.NONE, instant("2022-03-20T18:37:37Z", SEOUL, TimeForm.EPOCH_SECONDS));
    assertEquals("year 10000", Times.NONE, instant("253402300800", SEOUL, TimeForm.EPOCH_SECONDS));
    assertEquals(Times.NONE, instant("999999999999999999", SEOUL, TimeForm.EPOCH_MILLIS));
  }

  @Test
  public void refusesWhatIsOutsideTheYears1To9999InUtc() {
    assertInstant(
        "9999-12-31T23:59:59.999999Z", "9999-12-31T22:59:59.999999-01:00", SEOUL, TimeForm.INSTANT);
    assertInstant("0001-01-01T00:00:00Z", "0001-01-01T01:00:00+01:00", SEOUL, TimeForm.INSTANT);
    for (String no :
        new String[] {
          "9999-12-31T23:30:00-01:00", "0001-01-01T00:30:00+01:00", "0000-01-01T00:30:00+01:00"
        }) {
      assertEquals(no, Times.NONE, instant(no, SEOUL, TimeForm.INSTANT));
      assertEquals(no, Days.NONE, day(no, SEOUL, TimeForm.INSTANT));
    }
    assertEquals(Times.NONE, instant("9999-12-31 23:30:00", NEW_YORK, TimeForm.LOCAL));
    assertEquals(Times.NONE, instant("0001-01-01 00:30:00", SEOUL, TimeForm.LOCAL));
  }

  @Test
  public void tellsTheDayInUtc() {
    assertEquals(day("2022-03-19"), day("2022-03-20 08:37:37+09:00", SEOUL, TimeForm.INSTANT));
    assertEquals(day("2022-03-19"), day("2022-03-20 08:37:37", SEOUL, TimeForm.LOCAL));
    assertEquals(
        "a day alone is that day in any zone",
        day("2022-03-20"),
        day("2022-03-20", SEOUL, TimeForm.DAY, TimeForm.LOCAL, TimeForm.INSTANT));
    assertEquals(day("1969-12-31"), day("-1", SEOUL, TimeForm.EPOCH_SECONDS));
    assertEquals(Days.NONE, day("2022-02-30", SEOUL, TimeForm.DAY, TimeForm.LOCAL));
    assertEquals(Days.NONE, day("2022-03-20T08:37:37Z", SEOUL, TimeForm.DAY));
  }

  @Test
  public void followsTheClocksOfAZone() {
    assertInstant("2021-03-14T06:59:00Z", "2021-03-14 01:59", NEW_YORK, TimeForm.LOCAL);
    assertInstant("2021-03-14T07:00:00Z", "2021-03-14 03:00", NEW_YORK, TimeForm.LOCAL);
    assertInstant("2021-11-07T04:59:00Z", "2021-11-07 00:59", NEW_YORK, TimeForm.LOCAL);
    assertInstant("2021-11-07T07:00:00Z", "2021-11-07 02:00", NEW_YORK, TimeForm.LOCAL);
  }

  @Test
  public void agreesWithTheCalendarOfJava() {
    Random random = seed.random();
    DateTimeFormatter local = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    for (int i = 0; i < 100_000; i++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              random.nextLong(-62_135_596_800L + 86_400, 253_402_300_800L - 86_400),
              random.nextInt(1_000_000) * 1000,
              ZoneOffset.UTC);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(73) - 36) * 30 * 60);
      ZoneId zone = random.nextBoolean() ? SEOUL : NEW_YORK;
      String text = local.format(time);
      assertEquals(
          text, micros(time.toInstant(offset)), instant(text + offset, zone, TimeForm.INSTANT));
      assertEquals(
          text, micros(time.atZone(zone).toInstant()), instant(text, zone, TimeForm.LOCAL));
    }
  }

  private static void assertInstant(String expected, String text, ZoneId zone, TimeForm form) {
    assertEquals(text, micros(Instant.parse(expected)), instant(text, zone, form));
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }

  private static long instant(String text, ZoneId zone, TimeForm form) {
    byte[] bytes = ("12" + text + "34").getBytes(UTF_8);
    return new Times(EnumSet.of(form), zone).instant(bytes, 2, bytes.length - 2);
  }

  private static long day(String text, ZoneId zone, TimeForm form, TimeForm... others) {
    byte[] bytes = ("12" + text + "34").getBytes(UTF_8);
    return new Times(EnumSet.of(form, others), zone).day(bytes, 2, bytes.length - 2);
  }

  private static long day(String iso) {
    return LocalDate.parse(iso).toEpochDay();
  }
}
