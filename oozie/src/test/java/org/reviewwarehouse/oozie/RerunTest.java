package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;

import org.json.simple.JSONObject;
import org.junit.Test;

public class RerunTest {
  /** What a rerun of a run with these actions skips. */
  private static String skipped(JSONObject... actions) {
    return Rerun.done(
        Told.workflow("daily t a 2015-08-30", "W", "KILLED", "10:00:00", "10:01:00", actions));
  }

  private static JSONObject action(String name, String type, String status) {
    return Told.step(name, type, status, "10:00:00", "10:00:10", null);
  }

  @Test
  public void aRunThatFailedGoesOnFromThereAndMailsAgain() {
    assertEquals(
        ":start:,clean,cleaned,publish",
        skipped(
            action(":start:", ":START:", "OK"),
            action("clean", "java", "OK"),
            action("cleaned", "switch", "OK"),
            action("publish", "java", "OK"),
            action("refresh", "java", "ERROR"),
            action("mail-failure", "email", "OK"),
            action("failed", ":KILL:", "OK")));
  }

  @Test
  public void aRefusedRunIsCleanedAgain() {
    for (String mail : new String[] {"OK", "ERROR"}) {
      assertEquals(
          ",",
          skipped(
              action(":start:", ":START:", "OK"),
              action("clean", "java", "OK"),
              action("cleaned", "switch", "OK"),
              action("mail-refusal", "email", mail),
              action("refused", ":KILL:", "OK")));
    }
  }

  @Test
  public void aRunOfWhichNothingEndedWellIsDoneWhole() {
    assertEquals(",", skipped(action("clean", "java", "ERROR")));
  }
}
