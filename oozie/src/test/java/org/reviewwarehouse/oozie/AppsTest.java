package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What the apps do, as far as it can be seen without a server. */
public class AppsTest {
  /** Those that clean. */
  private static final List<String> CLEANING = List.of("daily", "backfill", "reconcile");

  private static Element action(String app, String name) throws Exception {
    return Element.read(Path.of("apps", app, "workflow.xml")).all("action").stream()
        .filter(action -> action.attribute("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  public void aRefusalIsToldAlsoWhenItsMailCannotBeSent() throws Exception {
    for (String app : CLEANING) {
      Element mail = action(app, "mail-refusal");
      for (String outcome : List.of("ok", "error")) {
        assertEquals(app, "refused", mail.all(outcome).get(0).attribute("to"));
      }
    }
  }

  /** What an action hands to its program. */
  private static List<String> arguments(String app, String name) throws Exception {
    return action(app, name).all("java").get(0).all("arg").stream().map(Element::text).toList();
  }

  @Test
  public void filesOfADayThatWaitsFailNoOtherDay() throws Exception {
    for (String app : CLEANING) {
      assertEquals(
          app, List.of("jar", "verify", "--feed=${feed}", "--scheduled"), arguments(app, "checks"));
    }
  }

  @Test
  public void aFeedThatRunsManyTimesADayLooksAtTheDayBeforeToo() throws Exception {
    Element coordinator = Element.read(Path.of("apps/yesterday/coordinator.xml"));
    Element workflow = coordinator.all("action").get(0).all("workflow").get(0);
    assertEquals("${apps}/daily", workflow.textOf("app-path"));
    assertEquals(
        Map.of(
            "feed",
            "${feed}",
            "day",
            "${coord:formatTime(coord:dateOffset(coord:nominalTime(), -1, 'DAY'), 'yyyy-MM-dd')}",
            "ifAny",
            "true"),
        workflow.all("configuration").get(0).properties());
    Element bundle = Element.read(Path.of("apps/bundle/bundle.xml"));
    assertEquals(
        List.of("recent ${recent}", "yesterday ${recent}"),
        bundle.all("coordinator").stream()
            .filter(each -> each.attribute("enabled").equals("${recent}"))
            .map(each -> each.attribute("name") + " " + each.attribute("enabled"))
            .toList());
  }

  @Test
  public void aFailureMailNamesTheRunThatARerunMends() throws Exception {
    List<String> naming = new ArrayList<>();
    for (String app : List.of("alert", "backfill", "daily", "expire", "reconcile")) {
      String body = action(app, "mail-failure").all("email").get(0).textOf("body");
      if (body.contains("rerun --job ${wf:id()}")) {
        naming.add(app);
      }
    }
    // That of an alert would be mended, but not the daily run that started it.
    assertEquals(List.of("backfill", "daily", "expire", "reconcile"), naming);
  }

  @Test
  public void hiveIsToldWhatIsCommittedBeforeAnythingExpires() throws Exception {
    Element publish = action("expire", "publish");
    assertEquals("hive", publish.attribute("cred"));
    assertEquals(List.of("hive", "publish", "--feed=${feed}"), arguments("expire", "publish"));
    assertEquals("expire", publish.all("ok").get(0).attribute("to"));
    assertEquals("mail-failure", publish.all("error").get(0).attribute("to"));
  }
}
