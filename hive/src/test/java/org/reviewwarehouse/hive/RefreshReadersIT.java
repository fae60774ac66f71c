package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * Readers that ask the marts without pause while they are refreshed: each answer is the whole of
 * what a mart was before a refresh or after it, and never older than one that the reader had.
 */
public class RefreshReadersIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();

  /** How many refreshes the readers see. */
  private static final int ROUNDS = Integer.getInteger("refresh.rounds", 4);

  private static final int READERS = Integer.getInteger("refresh.readers", 3);
  private static final List<String> MONTHS = List.of("2015-07", "2015-08", "2015-09", "2015-10");

  /** Rows without a job, sums with one; marts that are written by period and whole. */
  private static final List<String> QUESTIONS =
      List.of(
          "SELECT * FROM product_day",
          "SELECT count(*), sum(reviews), sum(sum_helpful_votes), min(period) FROM product_day",
          "SELECT * FROM product_cumulative",
          "SELECT count(*), sum(reviews_to_date), sum(sum_stars_to_date) FROM product_cumulative",
          "SELECT * FROM product_lifetime",
          "SELECT sum(reviews), sum(sum_stars), sum(sum_total_votes) FROM product_lifetime",
          "SELECT * FROM category_day",
          "SELECT * FROM category_cumulative");

  /** What a reader was told, and which refreshes it may have seen. */
  private record Answer(int reader, int question, String rows, int ended, int begun) {}

  private final List<List<String>> states = new ArrayList<>();
  private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile boolean stopped;

  private static List<String> reviews(int round) {
    List<String> reviews = new ArrayList<>();
    for (String month : MONTHS) {
      if (round % 3 == 0 || month.equals(MONTHS.get(round % MONTHS.size()))) {
        for (int row = 0; row < 40 + round % 5; row++) {
          reviews.add(
              String.format(
                  "r%s-%d p%d Category%d %d %d 9 %s-%02d",
                  month, row, row % 7, row % 2, 1 + (row + round) % 5, round, month, 1 + row % 28));
        }
      }
    }
    return reviews;
  }

  @Test
  public void everyAnswerIsTheWholeOfOneState() throws Exception {
    Warehouse warehouse = new Warehouse(SANDBOX, "asked");
    change(warehouse, 0);
    long start = System.nanoTime();
    List<Answer> answers = new ArrayList<>();
    try (Hive hive = Hive.open(warehouse.settings())) {
      states.add(ask(hive));
      ExecutorService threads = Executors.newFixedThreadPool(READERS);
      List<Future<List<Answer>>> readers = new ArrayList<>();
      for (int reader = 0; reader < READERS; reader++) {
        int number = reader;
        readers.add(threads.submit(() -> read(warehouse, number)));
      }
      for (int round = 1; round <= ROUNDS; round++) {
        begun.set(round);
        change(warehouse, round);
        ended.set(round);
        states.add(ask(hive));
      }
      stopped = true;
      for (Future<List<Answer>> reader : readers) {
        answers.addAll(reader.get());
      }
      threads.shutdown();
    }
    for (List<String> state : states) {
      assertFalse("a mart has no rows: " + state, state.contains(""));
    }
    Set<Integer> seen = new HashSet<>();
    List<String> mixed = mixed(answers, seen);
    System.out.printf(
        "%d refreshes, %d answers to %d readers, %d errors, %d mixed, %d states seen, %.0f s%n",
        ROUNDS,
        answers.size(),
        READERS,
        errors.size(),
        mixed.size(),
        seen.size(),
        (System.nanoTime() - start) / 1e9);
    assertEquals(List.of(), errors);
    assertEquals(List.of(), mixed);
    assertTrue(seen + " seen", seen.size() > ROUNDS / 2);
  }

  private static void change(Warehouse warehouse, int round) throws Exception {
    warehouse.zone.commit(reviews(round));
    warehouse.publish();
    warehouse.refresh();
  }

  private static List<String> ask(Hive hive) throws SQLException {
    List<String> state = new ArrayList<>();
    for (String question : QUESTIONS) {
      state.add(ask(hive, question));
    }
    return state;
  }

  private static String ask(Hive hive, String question) throws SQLException {
    return String.join("\n", hive.rows(question).stream().map(List::toString).sorted().toList());
  }

  private List<Answer> read(Warehouse warehouse, int reader) throws Exception {
    List<Answer> answers = new ArrayList<>();
    try (Hive hive = Hive.open(warehouse.settings())) {
      for (int turn = reader; !stopped; turn++) {
        int question = turn % QUESTIONS.size();
        int before = ended.get();
        try {
          String rows = ask(hive, QUESTIONS.get(question));
          answers.add(new Answer(reader, question, rows, before, begun.get()));
        } catch (SQLException e) {
          errors.add(QUESTIONS.get(question) + ": " + Causes.innermost(e));
        }
      }
    }
    return answers;
  }

  /** The answers that no state gives that the reader may have seen. */
  private List<String> mixed(List<Answer> answers, Set<Integer> seen) {
    List<String> mixed = new ArrayList<>();
    int[][] last = new int[READERS][QUESTIONS.size()];
    for (Answer answer : answers) {
      int[] mine = last[answer.reader()];
      int state = Math.max(mine[answer.question()], answer.ended());
      while (state <= answer.begun()
          && !answer.rows().equals(states.get(state).get(answer.question()))) {
        state++;
      }
      if (state > answer.begun()) {
        mixed.add(
            QUESTIONS.get(answer.question())
                + " in "
                + answer.ended()
                + " to "
                + answer.begun()
                + ": "
                + answer.rows()
                + " and not one of "
                + states.subList(answer.ended(), answer.begun() + 1).stream()
                    .map(each -> each.get(answer.question()))
                    .toList());
      } else {
        mine[answer.question()] = state;
        seen.add(state);
      }
    }
    return mixed;
  }
}
