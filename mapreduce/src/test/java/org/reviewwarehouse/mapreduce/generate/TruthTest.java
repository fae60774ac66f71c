package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.Test;

public class TruthTest {
  private final GenerateRequest request =
      Generated.request(Generated.productReviews(), Path.of("nowhere"), 4000, 2);

  @Test
  public void theTruthIsWhatAnIndependentCountFinds() throws IOException {
    Count count = Count.of(request, request.arrivals());
    List<Truth> truths =
        request.arrivals().stream().map(arrival -> Truth.of(new Plans(request), arrival)).toList();
    count.assertIs(truths);
  }

  @Test
  public void theTruthOfADayIsWrittenForPeopleAndPrograms() throws IOException {
    Truth truth = Truth.of(new Plans(request), Generated.FIRST_DAY + 1);
    String json = new String(truth.toJson(), StandardCharsets.UTF_8);
    assertTrue(
        json,
        json.startsWith(
            """
            {
              "arrival" : "2015-08-26",
              "seed" : 1,
              "files" : 2,
              "rows" : 4000,
              "new" : 3760,
              "duplicates" : 120,
              "later_versions" : 40,
              "late" : 40,
              "rejected" : 40,
              "rejections" : [
                {
                  "reason" : "field_count",
                  "field" : null,
                  "rows" : 4
                },
            """));
    assertEquals(truth, Truth.read(truth.toJson()));
  }

  @Test
  public void theFirstDayFollowsUpNoRowOfADayThatIsNotThere() throws IOException {
    Truth truth = Truth.of(new Plans(request), Generated.FIRST_DAY);
    assertEquals(3820, truth.fresh());
    assertEquals(80, truth.duplicates());
    assertEquals(20, truth.laterVersions());
    Count count = Count.of(request, List.of(Generated.FIRST_DAY));
    assertEquals(truth.fresh(), count.versions.size());
  }

  @Test
  public void everyFollowUpComesFromThatDayOrTheDayBeforeAndNoRowHasTwo() throws IOException {
    Count count = Count.of(request, request.arrivals());
    long sameDay = 0;
    long dayBefore = 0;
    for (List<Count.Version> all : count.versions.values()) {
      assertTrue(all.toString(), all.size() <= 2);
      if (all.size() == 2) {
        long days = all.get(1).arrival() - all.get(0).arrival();
        assertTrue(all.toString(), days == 0 || days == 1);
        sameDay += 1 - days;
        dayBefore += days;
      }
    }
    assertEquals(3 * (80 + 20), sameDay);
    assertEquals(2 * (40 + 20), dayBefore);
  }

  @Test
  public void aLaterVersionHasAnotherTextAndALaterDayOrMoreVotes() throws IOException {
    Count count = Count.of(request, request.arrivals());
    int laterDays = 0;
    int moreVotes = 0;
    int body = request.contract().fields().size() - 2;
    for (List<Count.Version> all : count.versions.values()) {
      if (all.size() == 2 && !all.get(0).line().equals(all.get(1).line())) {
        assertNotEquals(
            all.get(0).line().split("\t", -1)[body], all.get(1).line().split("\t", -1)[body]);
        List<Long> one = all.get(0).order();
        List<Long> other = all.get(1).order();
        laterDays += one.get(0).equals(other.get(0)) ? 0 : 1;
        moreVotes += one.get(1).equals(other.get(1)) ? 0 : 1;
      }
    }
    assertTrue(laterDays + " of a later day", laterDays >= 60 && laterDays < 100);
    assertTrue(moreVotes + " with more votes", moreVotes >= 30 && moreVotes < 100);
  }

  private static long sum(List<Truth> truths, ToLongFunction<Truth> count) {
    return truths.stream().mapToLong(count).sum();
  }
}
