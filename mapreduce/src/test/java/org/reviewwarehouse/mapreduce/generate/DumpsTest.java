package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.WarehouseException;

public class DumpsTest {
  private final GenerateRequest request = request("users", 2000);

  @Test
  public void whatIsNewInTheTruthOfANightWasLastSeenThen() throws IOException {
    Plans plans = new Plans(request);
    Map<Long, Long> expected = new TreeMap<>();
    request.arrivals().forEach(night -> expected.put(night, Truth.of(plans, night).fresh()));
    assertEquals(expected, Count.of(request, request.arrivals()).lastSeen);
    assertEquals(List.of(20L, 20L, 1960L), List.copyOf(expected.values()));
  }

  @Test
  public void fromNightToNightSomeVanishSomeAppearAndSomeChange() throws IOException {
    Map<List<Object>, String> first = night(0);
    Map<List<Object>, String> second = night(1);
    Set<List<Object>> both = new HashSet<>(first.keySet());
    both.retainAll(second.keySet());
    assertEquals(1960, first.size());
    assertEquals(1960, second.size());
    assertEquals(1940, both.size());
    assertEquals(39, both.stream().filter(key -> !first.get(key).equals(second.get(key))).count());
  }

  @Test
  public void anEntityThatChangesOftenIsAnotherOneEachTime() {
    Plans plans = new Plans(nights("users", 400, 120));
    Draft draft = new Draft();
    Map<Long, Set<Integer>> versions = new TreeMap<>();
    for (long night = 0; night < 120; night++) {
      Plan plan = plans.of(Generated.FIRST_DAY + night);
      for (int row = 0; row < 400; row++) {
        plan.decide(row, draft);
        if (draft.kind != Kind.REJECTED) {
          versions.computeIfAbsent(draft.identity, any -> new HashSet<>()).add(draft.raise);
        }
      }
    }
    Map<Integer, Long> counts =
        versions.values().stream().collect(Collectors.groupingBy(Set::size, Collectors.counting()));
    assertEquals(Set.of(1, 2, 3), counts.keySet());
  }

  @Test
  public void theTruthOfManyNightsIsWhatAnIndependentCountFinds() throws IOException {
    GenerateRequest many = nights("movies", 300, 110);
    Count count = Count.of(many, many.arrivals());
    Plans plans = new Plans(many);
    long[] sums = new long[3];
    for (long night : many.arrivals()) {
      Truth truth = Truth.of(plans, night);
      sums[0] += truth.fresh();
      sums[1] += truth.duplicates();
      sums[2] += truth.laterVersions();
    }
    assertEquals(
        List.of((long) count.versions.size(), count.duplicates, count.superseded),
        List.of(sums[0], sums[1], sums[2]));
  }

  @Test
  public void anIdAndADecimalCanChangeToo() throws IOException {
    for (String sample :
        List.of(
            "{\"kind\": \"id\", \"population\": 2, \"changes\": true}",
            "{\"kind\": \"list\", \"least\": 1, \"item\": {\"kind\": \"id\", \"changes\": true}}",
            "{\"kind\": \"decimal\", \"least\": 1, \"most\": 2, \"changes\": true}")) {
      String type =
          sample.contains("decimal")
              ? "\"double\""
              : sample.contains("list")
                  ? "{\"type\": \"array\", \"items\": \"string\"}"
                  : "\"string\"";
      String contract =
          """
          {"type": "record", "name": "things", "layouts": [{"format": "json"}], "key": ["id"],
           "order": ["seen"],
           "fields": [
             {"name": "seen", "type": {"type": "int", "logicalType": "date"}, "from": [],
              "absent": "arrival"},
             {"name": "id", "type": "string", "sample": {"kind": "unique"}},
             {"name": "what", "type": TYPE, "sample": SAMPLE}]}
          """
              .replace("TYPE", type)
              .replace("SAMPLE", sample);
      GenerateRequest request = Generated.request(contract, Path.of("nowhere"), 1000, 2);
      Plans plans = new Plans(request);
      long changed =
          request.arrivals().stream()
              .mapToLong(night -> Truth.of(plans, night).laterVersions())
              .sum();
      assertTrue("changed: " + changed, changed > 40);
      assertEquals(sample, changed, Count.of(request, request.arrivals()).superseded);
    }
  }

  @Test
  public void aDumpOfAFewRowsHasNothingPlanted() throws IOException {
    GenerateRequest few = request("books", 10);
    Count count = Count.of(few, few.arrivals());
    assertEquals(10, count.versions.size());
    assertEquals(Map.of(), count.rejected);
    assertEquals(20 - count.superseded, count.duplicates);
  }

  @Test
  public void aContractInWhichNoValueChangesIsRefused() {
    String still = Generated.contract("users").replace(", \"changes\": true", "");
    GenerateRequest broken = Generated.request(still, Path.of("nowhere"), 10, 1);
    WarehouseException refused =
        assertThrows(WarehouseException.class, () -> new FileWriter(broken));
    assertEquals(
        "Cannot generate feed: users, because no field that is never empty has another value in a"
            + " later version",
        refused.getMessage());
  }

  @Test
  public void aContractByWhichTheNewestDumpDoesNotWinIsRefused() {
    String unordered = Generated.contract("users").replace("[\"last_seen\"]", "[]");
    GenerateRequest broken = Generated.request(unordered, Path.of("nowhere"), 10, 1);
    WarehouseException refused =
        assertThrows(WarehouseException.class, () -> new FileWriter(broken));
    assertEquals(
        "Cannot generate feed: users, because it has no event.day and so comes as dumps, but the"
            + " newest does not win by order",
        refused.getMessage());
  }

  @Test
  public void aValueThatNamesTheRowMustNotChange() {
    String changed =
        Generated.contract("streams")
            .replace("\"population\": 90", "\"population\": 90, \"changes\": true");
    GenerateRequest broken = Generated.request(changed, Path.of("nowhere"), 10, 1);
    WarehouseException refused =
        assertThrows(WarehouseException.class, () -> new FileWriter(broken));
    assertEquals(
        "Cannot generate feed: streams, because field movie_title names the row, and its sample"
            + " changes",
        refused.getMessage());
  }

  @Test
  public void nightsForWhichRowsWouldBeTooOldAreRefused() {
    GenerateRequest early =
        new GenerateRequest(
            request.contract(),
            request.contractText(),
            request.layout(),
            request.root(),
            300,
            1,
            10,
            1,
            1,
            false);
    WarehouseException refused = assertThrows(WarehouseException.class, early::checkDays);
    assertEquals(
        "Cannot generate arrival: 1970-10-28, because what is in it would be older than 1970",
        refused.getMessage());
  }

  private Map<List<Object>, String> night(int night) throws IOException {
    Count count = Count.of(request, List.of(Generated.FIRST_DAY + night));
    Map<List<Object>, String> rows =
        new TreeMap<>(java.util.Comparator.comparing(Object::toString));
    count.versions.forEach(
        (key, all) -> {
          assertTrue(
              all.toString(), all.stream().allMatch(row -> row.line().equals(all.get(0).line())));
          rows.put(key, all.get(0).line());
        });
    return rows;
  }

  private static GenerateRequest request(String feed, int rows) {
    return Generated.request(Generated.contract(feed), Path.of("nowhere"), rows, 3);
  }

  private static GenerateRequest nights(String feed, int rows, int nights) {
    GenerateRequest few = request(feed, rows);
    return new GenerateRequest(
        few.contract(),
        few.contractText(),
        few.layout(),
        few.root(),
        few.from(),
        nights,
        rows,
        1,
        few.files(),
        false);
  }
}
