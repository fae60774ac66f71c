package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class OrderedTasksTest {
  private static final Map<String, List<String>> CHAIN =
      Map.of("a", List.of("raw"), "b", List.of("a"), "c", List.of("b"));

  @Test
  public void eachRunsOnceAndAfterThoseItWaitsFor() throws Exception {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      Map<String, Set<String>> after = new HashMap<>();
      for (int task = 0; task < 12; task++) {
        Set<String> before = new HashSet<>();
        for (int other = 0; other < task; other++) {
          if (random.nextInt(4) == 0) {
            before.add("t" + other);
          }
        }
        after.put("t" + task, before);
      }
      Set<String> done = Collections.synchronizedSet(new LinkedHashSet<>());
      AtomicInteger running = new AtomicInteger();
      List<String> results =
          OrderedTasks.run(
              after,
              3,
              name -> {
                assertTrue(running.incrementAndGet() <= 3);
                assertTrue(name + " before " + after.get(name), done.containsAll(after.get(name)));
                running.decrementAndGet();
                assertTrue(done.add(name));
                return name;
              },
              result -> true);
      assertEquals(after.keySet(), new HashSet<>(results));
      assertEquals(after.size(), results.size());
    }
  }

  @Test
  public void twoThatDoNotWaitForEachOtherRunAtOnce() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    List<Boolean> met =
        OrderedTasks.run(
            Map.of("a", List.of(), "b", List.of()),
            2,
            name -> {
              both.countDown();
              try {
                return both.await(30, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            },
            result -> true);
    assertEquals(List.of(true, true), met);
  }

  @Test
  public void noneIsBegunAfterOneThatEndsTheRun() throws Exception {
    assertEquals(
        List.of("a", "b"), OrderedTasks.run(CHAIN, 2, name -> name, name -> !name.equals("b")));
  }

  @Test
  public void whatWaitsForAThreadHasNotBegun() throws Exception {
    Map<String, List<String>> free = Map.of("a", List.of(), "b", List.of(), "c", List.of());
    assertEquals(List.of("a"), OrderedTasks.run(free, 1, name -> name, name -> false));
  }

  @Test
  public void theFirstFailureIsThrownAndNoneIsBegunAfterIt() {
    Set<String> begun = Collections.synchronizedSet(new HashSet<>());
    SQLException failure = new SQLException("no such column");
    SQLException thrown =
        assertThrows(
            SQLException.class,
            () ->
                OrderedTasks.run(
                    CHAIN,
                    2,
                    name -> {
                      begun.add(name);
                      if (name.equals("b")) {
                        throw failure;
                      }
                      return name;
                    },
                    result -> true));
    assertEquals(failure, thrown);
    assertEquals(Set.of("a", "b"), begun);
  }

  @Test
  public void whatWaitsForItselfIsRefused() {
    assertThrows(
        IllegalStateException.class,
        () ->
            OrderedTasks.run(
                Map.of("a", List.of("b"), "b", List.of("a")), 2, name -> name, name -> true));
  }

  @Test
  public void nothingToDoIsNoResult() throws Exception {
    assertEquals(List.of(), OrderedTasks.run(Map.of(), 2, name -> name, name -> true));
  }
}
