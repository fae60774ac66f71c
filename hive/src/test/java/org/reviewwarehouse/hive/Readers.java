package org.reviewwarehouse.hive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Readers of the view of product reviews that ask without pause, each in a session of its own, now
 * for rows and now for sums. What one is answered must be a state that was published, whole: not
 * older than the last that was there when it asked or that it has seen, and not newer than the last
 * that was begun when it was answered.
 */
final class Readers {
  private static final String ROWS =
      "SELECT period, helpful_votes, star_rating FROM product_reviews";
  private static final String SUMS =
      "SELECT count(*), min(helpful_votes), max(helpful_votes), sum(star_rating), min(period),"
          + " max(period) FROM product_reviews";

  private final Settings settings;
  private final List<State> published = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> mixed = new CopyOnWriteArrayList<>();
  private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
  private final AtomicLong answers = new AtomicLong();
  private final ExecutorService threads;
  private final long[] rounds;
  private final List<Future<?>> running = new ArrayList<>();
  private volatile int ended;
  private volatile boolean stopped;

  Readers(Settings settings, int count) {
    this.settings = settings;
    threads = Executors.newFixedThreadPool(count);
    rounds = new long[count];
  }

  /** The answers to the two questions. */
  private record State(String rows, String sums) {
    static State of(List<String> reviews) {
      List<String[]> rows = reviews.stream().map(review -> review.split(" ")).toList();
      return new State(
          rows.stream()
              .map(field -> List.of(field[6].substring(0, 7), field[4], field[3]).toString())
              .sorted()
              .collect(Collectors.joining()),
          List.of(
                  rows.size(),
                  rows.stream().mapToInt(field -> Integer.parseInt(field[4])).min().orElseThrow(),
                  rows.stream().mapToInt(field -> Integer.parseInt(field[4])).max().orElseThrow(),
                  rows.stream().mapToInt(field -> Integer.parseInt(field[3])).sum(),
                  rows.stream().map(field -> field[6].substring(0, 7)).min(String::compareTo).get(),
                  rows.stream().map(field -> field[6].substring(0, 7)).max(String::compareTo).get())
              .toString());
    }
  }

  /** A publish of this state begins. */
  void begin(List<String> reviews) {
    published.add(State.of(reviews));
  }

  /** The publish that began last has ended. */
  void end() {
    ended = published.size() - 1;
  }

  void start() {
    for (int reader = 0; reader < rounds.length; reader++) {
      int number = reader;
      running.add(threads.submit(() -> read(number)));
    }
  }

  /** Waits until nobody is at a question that was asked before now. */
  synchronized void pass() throws InterruptedException {
    long[] now = rounds.clone();
    while (IntStream.range(0, now.length)
        .anyMatch(reader -> rounds[reader] == now[reader] && !running.get(reader).isDone())) {
      wait(1000); // one that ends, ends without a word
    }
  }

  private synchronized void answered(int reader) {
    rounds[reader]++;
    notifyAll();
  }

  private Void read(int reader) throws Exception {
    try (Hive hive = Hive.open(settings)) {
      int last = 0;
      for (long turn = reader; !stopped; turn++) {
        boolean sums = turn % 3 == 0;
        last = Math.max(last, ended);
        String answer;
        try {
          List<List<String>> rows = hive.rows(sums ? SUMS : ROWS);
          answer =
              sums
                  ? rows.get(0).toString()
                  : rows.stream().map(List::toString).sorted().collect(Collectors.joining());
        } catch (Exception e) {
          errors.add(e.toString());
          continue;
        } finally {
          answered(reader);
        }
        answers.incrementAndGet();
        int place =
            IntStream.range(last, published.size())
                .filter(
                    at -> answer.equals(sums ? published.get(at).sums() : published.get(at).rows()))
                .findFirst()
                .orElse(-1);
        if (place < 0) {
          mixed.add("after " + last + ": " + answer);
        } else {
          last = place;
          seen.add(place);
        }
      }
      return null;
    }
  }

  /** Lets each reader finish its question. */
  void stop() throws Exception {
    stopped = true;
    for (Future<?> reader : running) {
      reader.get();
    }
    threads.shutdown();
  }

  long answers() {
    return answers.get();
  }

  List<String> errors() {
    return errors;
  }

  /** Answers that no state gives that a reader may have seen. */
  List<String> mixed() {
    return mixed;
  }

  /** How many states were seen. */
  int states() {
    return seen.size();
  }
}
