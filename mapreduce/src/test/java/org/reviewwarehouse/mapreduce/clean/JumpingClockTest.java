package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** Runs on a machine whose clock is set back and forth. */
public class JumpingClockTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Tells one time after the other, then the last for ever. */
  private static final class Jumps extends Clock {
    private final Deque<Instant> times = new ArrayDeque<>();

    Jumps(String... times) {
      for (String time : times) {
        this.times.add(Instant.parse(time));
      }
    }

    @Override
    public Instant instant() {
      return times.size() > 1 ? times.poll() : times.peek();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  public void areOrderedByTheirSequenceAlone() throws Exception {
    Clock[] clocks = {
      new Jumps("2015-09-05T10:00:00Z", "2015-09-05T10:00:01Z"),
      new Jumps("2001-01-01T00:00:00Z", "2038-01-19T03:14:08Z"), // set back before, forth within
      new Jumps("2015-09-05T10:00:00Z", "2015-09-05T10:00:01Z"), // the same second again
      new Jumps("2099-12-31T23:59:59Z", "1970-01-01T00:00:00Z") // set forth before, back within
    };
    Warehouse warehouse = new Warehouse(folder.newFolder());
    Warehouse undisturbed = new Warehouse(folder.newFolder());
    for (int i = 0; i < clocks.length; i++) {
      String day = "2015-09-0" + (i + 1);
      String[] lines = {review("A", day).line(), review("R" + i, day).line()};
      undisturbed.raw(day, "a.tsv", lines);
      warehouse.raw(day, "a.tsv", lines);
      warehouse.clock = clocks[i];
      warehouse.clean(warehouse.daily(day));
    }
    undisturbed.clean(undisturbed.backfill());
    assertEquals(undisturbed.table(), warehouse.table());

    List<LedgerEntry> entries = warehouse.ledger().entries();
    assertEquals(
        List.of(
            "000001-20150905T100000Z 2015-09-05T10:00:00Z 2015-09-05T10:00:01Z",
            "000002-20010101T000000Z 2001-01-01T00:00:00Z 2038-01-19T03:14:08Z",
            "000003-20150905T100000Z 2015-09-05T10:00:00Z 2015-09-05T10:00:01Z",
            "000004-20991231T235959Z 2099-12-31T23:59:59Z 2099-12-31T23:59:59Z"),
        entries.stream()
            .map(
                entry ->
                    entry.run().substring(0, 23) + " " + entry.started() + " " + entry.committed())
            .toList());
    List<String> runs = entries.stream().map(LedgerEntry::run).toList();
    List<String> sorted = new ArrayList<>(runs);
    sorted.sort(null);
    assertEquals(sorted, runs);
    for (LedgerEntry entry : entries) {
      assertTrue(entry.addsUp());
      assertTrue(entry.steps().stream().allMatch(step -> step.millis() >= 0));
    }
    assertTrue("nothing is read twice", warehouse.clean(warehouse.backfill()).isEmpty());
  }
}
