package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;

public class BackfillQueueTest {
  private final Map<String, List<String>> runs = new LinkedHashMap<>();

  @Before
  public void threeFeeds() {
    runs.put("a", List.of("1", "2"));
    runs.put("b", List.of("1"));
    runs.put("c", List.of("1"));
  }

  private static List<String> shown(List<BackfillQueue.Item> items) {
    return items.stream().map(item -> item.feed() + item.days()).toList();
  }

  @Test
  public void runsOfOneFeedGoOneAfterAnother() {
    BackfillQueue queue = new BackfillQueue(runs, 9);
    assertEquals(List.of("a1", "b1", "c1"), shown(queue.start()));
    assertEquals(1, queue.waiting());
    assertEquals(List.of(), shown(queue.start()));
    queue.ended("b", Going.DONE);
    assertEquals(List.of(), shown(queue.start()));
    queue.ended("a", Going.DONE);
    assertEquals(List.of("a2"), shown(queue.start()));
  }

  @Test
  public void noMoreFeedsAtOnceThanAllowed() {
    BackfillQueue queue = new BackfillQueue(runs, 2);
    assertEquals(List.of("a1", "b1"), shown(queue.start()));
    queue.ended("a", Going.DONE);
    assertEquals(List.of("a2"), shown(queue.start()));
    queue.ended("b", Going.DONE);
    assertEquals(List.of("c1"), shown(queue.start()));
    assertEquals(0, queue.waiting());
  }

  @Test
  public void afterAFailureTheFeedIsLeftAloneAndTheOthersGoOn() {
    BackfillQueue queue = new BackfillQueue(runs, 1);
    queue.start();
    assertEquals(List.of("a2"), shown(queue.ended("a", Going.FAILED)));
    assertEquals(List.of("b1"), shown(queue.start()));
    assertEquals(List.of(), shown(queue.ended("b", Going.HELD)));
    assertEquals(List.of("c1"), shown(queue.start()));
    assertEquals(0, queue.waiting());
  }
}
