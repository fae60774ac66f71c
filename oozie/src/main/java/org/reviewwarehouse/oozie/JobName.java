package org.reviewwarehouse.oozie;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What the workflows call their jobs: app, tenant, feed and, if it is of one, day.
 *
 * @param day empty if it is of none
 */
record JobName(String app, String tenant, String feed, String day) {

  static JobName daily(String tenant, String feed, String day) {
    return new JobName("daily", tenant, feed, day);
  }

  /** Empty if the job is no workflow of ours. */
  static Optional<JobName> parse(String name) {
    String[] words = name == null ? new String[0] : name.split(" ", -1);
    return words.length == 3 || words.length == 4 && isDay(words[3])
        ? Optional.of(new JobName(words[0], words[1], words[2], words.length == 4 ? words[3] : ""))
        : Optional.empty();
  }

  private static boolean isDay(String word) {
    try {
      return LocalDate.parse(word).toString().equals(word);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return app + " " + tenant + " " + feed + (day.isEmpty() ? "" : " " + day);
  }
}
