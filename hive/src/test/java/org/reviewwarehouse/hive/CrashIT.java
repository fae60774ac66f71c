package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import com.github.freva.asciitable.AsciiTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Kills the programs that change a warehouse, with SIGKILL, at each fault point, while readers ask
 * Hive without pause; runs each again; and holds what is there then against plain code, and against
 * a twin that saw the same days and no crash.
 */
public class CrashIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  /** How often each point is tried, with other days. */
  private static final int SEEDS = Integer.getInteger("crash.seeds", 3);

  /** Where a program is killed, and in turn at which time that it gets there. */
  private enum Point {
    AFTER_RESOLVE(1),
    MID_WRITE(2, 1, 3),
    AFTER_WRITE(1),
    BEFORE_ENTRY(1),
    AFTER_ENTRY(1),
    MID_PUBLISH(5, 6, 2, 1, 4, 3),
    MID_EXPIRE(2, 1, 3),
    MID_ROLLBACK(1, 2);

    private final int[] places;

    Point(int... places) {
      this.places = places;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int place(int seed) {
      return places[(seed - 1) % places.length];
    }
  }

  /** What became of the crashes at one point. */
  private static final class Row {
    final List<Integer> killedAt = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    int healed;
    int orphans;
    long answers;
    int errors;
    int mixed;

    String[] cells(String point, int seeds) {
      String at = killedAt.stream().distinct().sorted().map(String::valueOf).toList().toString();
      return new String[] {
        point,
        String.valueOf(seeds),
        String.valueOf(killedAt.size()),
        at.substring(1, at.length() - 1),
        String.valueOf(healed),
        String.valueOf(orphans),
        String.format(Locale.ROOT, "%,d", answers),
        String.valueOf(errors),
        String.valueOf(mixed),
        String.valueOf(failures.size())
      };
    }
  }

  @Test
  public void whateverIsKilledIsHealedByRunningItAgain() throws Exception {
    Map<Point, Row> matrix = new LinkedHashMap<>();
    for (Point point : Point.values()) {
      matrix.put(point, new Row());
    }
    long start = System.nanoTime();
    JobJar jar = new JobJar(SANDBOX, FOLDER.getRoot().toPath());
    CrashWarehouse warehouse = null;
    for (int seed = 1; seed <= SEEDS; seed++) {
      for (Point point : Point.values()) {
        if (warehouse == null) { // after a failure, too: the next shall not suffer from it
          warehouse =
              new CrashWarehouse(SANDBOX, jar, "crash_" + seed + "_" + point.ordinal(), seed);
        }
        if (!crash(point, seed, warehouse, matrix.get(point))) {
          warehouse.stop();
          warehouse = null;
        }
      }
    }
    if (warehouse != null) {
      warehouse.stop();
    }
    print(matrix, (System.nanoTime() - start) / 1e9);
    List<String> failures = matrix.values().stream().flatMap(r -> r.failures.stream()).toList();
    assertEquals(List.of(), failures);
  }

  /** Whether all was well afterwards. */
  private static boolean crash(Point point, int seed, CrashWarehouse warehouse, Row row)
      throws Exception {
    long start = System.nanoTime();
    int place = point.place(seed);
    String fault = point.label() + ":" + place;
    boolean reconciles = (seed + point.ordinal()) % 3 == 0;
    CrashWarehouse.Readings before = warehouse.readings();
    List<String> failures = new ArrayList<>();
    try {
      switch (point) {
        case MID_PUBLISH -> warehouse.killPublish(fault, reconciles);
        case MID_EXPIRE -> warehouse.killExpire(fault, reconciles);
        case MID_ROLLBACK -> warehouse.killRollback(fault, place == 2);
        default -> warehouse.killClean(fault, reconciles, point == Point.AFTER_ENTRY);
      }
      row.killedAt.add(place);
      warehouse.checkHealed();
      row.healed++;
      List<String> orphans = warehouse.orphans();
      row.orphans += orphans.size();
      orphans.forEach(orphan -> failures.add("orphan " + orphan));
    } catch (AssertionError | IOException e) {
      failures.add(e.toString());
    }
    CrashWarehouse.Readings after = warehouse.readings();
    List<String> errors = newIn(after.errors(), before.errors());
    List<String> mixed = newIn(after.mixed(), before.mixed());
    row.answers += after.answers() - before.answers();
    row.errors += errors.size();
    row.mixed += mixed.size();
    failures.addAll(errors);
    failures.addAll(mixed);
    if (!failures.isEmpty()) {
      row.failures.add(
          fault + ", seed " + seed + ": " + failures.subList(0, Math.min(5, failures.size())));
    }
    System.out.printf(
        Locale.ROOT,
        "seed %d, %s: %s, %.0f s%n",
        seed,
        fault,
        failures.isEmpty() ? "healed" : failures.size() + " failures",
        (System.nanoTime() - start) / 1e9);
    return failures.isEmpty();
  }

  private static List<String> newIn(List<String> after, List<String> before) {
    return after.subList(before.size(), after.size());
  }

  private static void print(Map<Point, Row> matrix, double seconds) {
    String[] header = {
      "point",
      "seeds",
      "killed",
      "at",
      "healed",
      "orphans",
      "answers",
      "errors",
      "mixed",
      "failures"
    };
    String[][] cells =
        matrix.entrySet().stream()
            .map(entry -> entry.getValue().cells(entry.getKey().label(), SEEDS))
            .toArray(String[][]::new);
    System.out.println(AsciiTable.getTable(header, cells));
    System.out.printf(Locale.ROOT, "%.0f s%n", seconds);
  }
}
