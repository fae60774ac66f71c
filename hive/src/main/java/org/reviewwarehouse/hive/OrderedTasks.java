package org.reviewwarehouse.hive;

import static java.util.Collections.disjoint;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Runs tasks, some at once, each after those that it waits for. */
final class OrderedTasks {
  private OrderedTasks() {}

  /** What is done for a name. */
  interface Task<T> {
    T run(String name) throws SQLException, IOException;
  }

  /**
   * Runs a task for each name. Once one fails, or ends the run, no other is begun; those that have
   * begun are waited for.
   *
   * @param after name → names that are to be done before it; those that are no keys are done
   * @param parallel so many run at once
   * @param goesOn whether others may be begun after a task had this result
   * @return the results of all that were begun, in the order they ended
   * @throws SQLException or another that a task threw, the first of them
   * @throws IllegalStateException if some wait for each other
   */
  static <T> List<T> run(
      Map<String, ? extends Collection<String>> after,
      int parallel,
      Task<T> task,
      Predicate<T> goesOn)
      throws SQLException, IOException {
    record End<T>(String name, T result) {}
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    CompletionService<End<T>> ends = new ExecutorCompletionService<>(threads);
    Map<String, Collection<String>> waiting = new TreeMap<>(after);
    Set<String> open = new HashSet<>(after.keySet());
    List<T> results = new ArrayList<>();
    Throwable failure = null;
    boolean mayBegin = true;
    int running = 0;
    try {
      while (running > 0 || mayBegin && !waiting.isEmpty()) {
        if (mayBegin) {
          List<String> ready =
              waiting.entrySet().stream()
                  .filter(each -> disjoint(each.getValue(), open))
                  .map(Map.Entry::getKey)
                  .limit(parallel - running)
                  .toList();
          if (ready.isEmpty() && running == 0) {
            throw new IllegalStateException(waiting.keySet() + " wait for each other");
          }
          waiting.keySet().removeAll(ready);
          ready.forEach(name -> ends.submit(() -> new End<>(name, task.run(name))));
          running += ready.size();
        }
        try {
          End<T> end = ends.take().get();
          results.add(end.result);
          open.remove(end.name);
          mayBegin &= goesOn.test(end.result);
        } catch (ExecutionException e) {
          failure = failure == null ? e.getCause() : failure;
          mayBegin = false;
        }
        running--;
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while tasks ran");
    } finally {
      threads.shutdown();
    }
    if (failure != null) {
      throw thrown(failure);
    }
    return results;
  }

  /** Throws what a task threw. */
  private static RuntimeException thrown(Throwable failure) throws SQLException, IOException {
    if (failure instanceof SQLException e) {
      throw e;
    }
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return (RuntimeException) failure;
  }
}
