package org.reviewwarehouse.oozie;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has changed since the last look, a line each; days that only wait are left out. */
final class Changes {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Map<String, String> last = new HashMap<>();

  List<String> since(Collection<Run> runs, Instant now) {
    List<String> lines = new ArrayList<>();
    for (Run run : runs) {
      String name = (run.app() + " " + run.feed() + " " + run.days()).strip();
      String state = run.status() + (run.at().isEmpty() ? "" : ", " + run.at());
      boolean isBetweenSteps =
          run.going() == Going.ON && last.getOrDefault(name, "").startsWith(state + ", ");
      if (run.going() != Going.WAITS && !isBetweenSteps && !state.equals(last.put(name, state))) {
        lines.add(TIME.format(now) + " " + name + ": " + state);
      }
    }
    return lines;
  }
}
