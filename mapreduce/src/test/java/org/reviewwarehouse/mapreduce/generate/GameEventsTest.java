package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.BeforeClass;
import org.junit.Test;

/** What generated events of games are like, beside what every feed is. */
public class GameEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long DAY = 24 * 3600;

  private static final GenerateRequest REQUEST =
      Generated.request(Generated.contract("game_events"), Path.of("nowhere"), 5000, 2);

  /** All events that are not bad; those that are the same behind one another by their arrival. */
  private static List<List<ObjectNode>> events;

  @BeforeClass
  public static void readEvents() throws IOException {
    events = new ArrayList<>();
    for (List<Count.Version> same : Count.of(REQUEST, REQUEST.arrivals()).versions.values()) {
      events.add(
          same.stream()
              .map(version -> parse(version.line()))
              .sorted(Comparator.comparingLong(GameEventsTest::arrival))
              .toList());
    }
  }

  @Test
  public void anErrorOfTheLibraryHasNoSessionAndSaysNothingOfTheUser() {
    Set<String> others = new TreeSet<>();
    int errors = 0;
    for (ObjectNode event : first()) {
      boolean hasSession = event.at("/data/session_id").asText("").length() > 2;
      boolean hasUser = event.at("/user_meta/install_ts").asLong() > 0;
      if (category(event).equals("sdk_error")) {
        errors++;
        assertTrue(event.toString(), !hasSession && !hasUser);
      } else {
        others.add(hasSession + " " + hasUser);
      }
    }
    assertTrue("library errors: " + errors, errors > 100);
    assertEquals(Set.of("true true"), others);
  }

  @Test
  public void someMembersComeWithSomeCategoriesOnly() {
    Map<String, Set<String>> categories = new HashMap<>();
    for (ObjectNode event : first()) {
      for (String member : List.of("amount", "currency", "length", "message", "event_id")) {
        if (!event.at("/data/" + member).asText("").isEmpty()) {
          categories.computeIfAbsent(member, any -> new TreeSet<>()).add(category(event));
        }
      }
    }
    assertEquals(
        Map.of(
            "amount", Set.of("business", "resource"),
            "currency", Set.of("business"),
            "length", Set.of("session_end"),
            "message", Set.of("error"),
            "event_id", Set.of("business", "resource", "progression", "design")),
        categories);
  }

  @Test
  public void whatAUserHasPaidNeverShrinksAndCurrenciesComeUp() {
    Map<String, Long> paid = new HashMap<>();
    Set<String> currencies = new TreeSet<>();
    Set<String> grown = new TreeSet<>();
    List<ObjectNode> byDay = new ArrayList<>(first());
    byDay.sort(Comparator.comparingLong(event -> arrival(event) / DAY));
    for (ObjectNode event : byDay) {
      JsonNode revenue = event.at("/user_meta/revenue");
      revenue
          .fields()
          .forEachRemaining(
              sum -> {
                String of = event.at("/data/user_id").asText() + " " + sum.getKey();
                long now = sum.getValue().asLong();
                assertTrue(of + " has " + now, now >= paid.getOrDefault(of, 0L));
                if (now > paid.getOrDefault(of, now)) {
                  grown.add(of);
                }
                paid.put(of, now);
                currencies.add(sum.getKey());
              });
    }
    assertTrue(currencies.toString(), currencies.containsAll(Set.of("USD", "KRW", "EUR", "JPY")));
    assertTrue(currencies.toString(), currencies.size() > 20);
    assertTrue(grown.size() + " of " + paid.size(), grown.size() > 50);
    Set<String> bought = new TreeSet<>();
    byDay.forEach(event -> bought.add(event.at("/data/currency").asText("")));
    assertTrue(bought.toString(), bought.stream().anyMatch(code -> code.startsWith("X")));
  }

  @Test
  public void someClocksAreWrongByMoreThanADay() {
    long wrong = 0;
    long byYears = 0;
    for (ObjectNode event : first()) {
      long skew = Math.abs(arrival(event) - event.at("/data/client_ts").asLong());
      wrong += skew > DAY ? 1 : 0;
      byYears += skew > 365 * DAY ? 1 : 0;
    }
    assertTrue(wrong + " of " + events.size(), wrong > 100 && wrong < 500);
    assertTrue("by years: " + byYears, byYears > 5);
  }

  @Test
  public void anEventThatIsSentAgainIsTheSameButForItsArrival() {
    long again = 0;
    for (List<ObjectNode> same : events) {
      assertEquals(1, same.stream().map(GameEventsTest::withoutArrival).distinct().count());
      again += same.stream().map(GameEventsTest::arrival).distinct().count() - 1;
    }
    Plans plans = new Plans(REQUEST);
    long planted =
        REQUEST.arrivals().stream()
            .mapToLong(arrival -> Truth.of(plans, arrival).laterVersions())
            .sum();
    assertEquals(planted, again);
    assertTrue("sent again: " + planted, planted > 50);
  }

  private static ObjectNode withoutArrival(ObjectNode event) {
    ObjectNode rest = event.deepCopy();
    rest.remove("arrival_ts");
    return rest;
  }

  @Test
  public void aSessionHasEventsOfOneUser() {
    Map<String, Set<String>> users = new HashMap<>();
    for (ObjectNode event : first()) {
      if (!category(event).equals("sdk_error")) {
        users
            .computeIfAbsent(event.at("/data/session_id").asText(), any -> new HashSet<>())
            .add(event.at("/data/user_id").asText());
      }
    }
    users.forEach((session, all) -> assertEquals(session + ": " + all, 1, all.size()));
    assertTrue("sessions: " + users.size(), users.size() < events.size() / 4);
  }

  private static String category(ObjectNode event) {
    return event.at("/data/category").asText();
  }

  private static long arrival(ObjectNode event) {
    return event.get("arrival_ts").asLong();
  }

  /** Each event as it was sent first. */
  private static List<ObjectNode> first() {
    return events.stream().map(same -> same.get(0)).toList();
  }

  private static ObjectNode parse(String line) {
    try {
      return (ObjectNode) JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
