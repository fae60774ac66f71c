package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.Test;

public class MartTest {
  private final Map<String, Mart> marts = Mart.all();

  @Test
  public void everyMartComesAfterThoseItReads() {
    List<String> order = new ArrayList<>(marts.keySet());
    for (Mart mart : marts.values()) {
      for (String source : mart.sources()) {
        assertTrue(
            mart.name() + " after " + source, order.indexOf(source) < order.indexOf(mart.name()));
      }
    }
  }

  @Test
  public void everyMartIsWorkedOutByHandInTheGoldenTables() throws Exception {
    Path expected = Path.of(MartTest.class.getResource("/golden/days/expected").toURI());
    try (Stream<Path> tables = Files.list(expected)) {
      Set<String> marts = new TreeSet<>(this.marts.keySet());
      tables.forEach(table -> marts.remove(table.getFileName().toString().replace(".csv", "")));
      assertEquals(Set.of(), marts);
    }
  }

  @Test
  public void aMartKnowsItsSourcesAndFeedsThroughOtherMarts() {
    Mart lifetime = marts.get("product_lifetime");
    assertEquals(
        List.of("product_day", "product_checkpoint", "product_lifetime"),
        lifetime.withSources(marts).stream().map(Mart::name).toList());
    assertEquals(Set.of("product_reviews"), lifetime.feeds(marts));
  }

  @Test
  public void aStatementSaysByItsParametersHowItIsRefreshed() {
    assertTrue(marts.get("product_day").byPeriod());
    assertTrue(marts.get("product_cumulative").byPeriod());
    assertTrue(!marts.get("product_lifetime").byPeriod());
    assertTrue(marts.get("product_checkpoint").isCheckpoint());
    assertTrue(!marts.get("product_lifetime").isCheckpoint());
  }

  @Test
  public void aMartGoesOnFromTheCheckpointAmongItsSourcesIfItAsksForIt() {
    Optional<Mart> checkpoint = Optional.of(marts.get("product_checkpoint"));
    assertEquals(checkpoint, marts.get("product_checkpoint").checkpoint(marts));
    assertEquals(checkpoint, marts.get("product_lifetime").checkpoint(marts));
    assertEquals(checkpoint, marts.get("product_cumulative").checkpoint(marts));
    assertEquals(Optional.empty(), marts.get("category_cumulative").checkpoint(marts));
  }

  @Test
  public void aCheckpointHoldsAllPeriodsButTheLastTwo() {
    SortedSet<String> live = new TreeSet<>(Set.of("2015-06", "2015-08"));
    assertEquals(Optional.empty(), MartComputation.lastClosed(new TreeSet<>()));
    assertEquals(Optional.empty(), MartComputation.lastClosed(live));
    live.add("2015-09");
    assertEquals(Optional.of("2015-06"), MartComputation.lastClosed(live));
    live.add("2015-07");
    assertEquals(Optional.of("2015-07"), MartComputation.lastClosed(live));
  }

  @Test
  public void everyMartIsOneStatementThatOverwritesItsOwnTable() {
    MartSettings settings = new MartSettings(marts, Map.of());
    for (Mart mart : marts.values()) {
      Map<String, String> parameters = new TreeMap<>(settings.literals(mart));
      parameters.put("periods", "'2015-08'");
      parameters.put("first_period", "2015-08");
      parameters.put("last_period", "2015-08");
      parameters.put("checkpoint", "2015-07");
      List<String> statements = mart.script().statements(parameters);
      assertEquals(mart.name(), 1, statements.size());
      assertTrue(
          mart.name(),
          statements.get(0).contains("INSERT OVERWRITE TABLE " + mart.name() + " ")
              || statements.get(0).contains("INSERT OVERWRITE TABLE " + mart.name() + "\n"));
    }
  }

  @Test
  public void onlyPeriodsReadFromAnotherRunHaveChanged() {
    Map<String, String> before = Map.of("2015-07", "a", "2015-08", "a", "2015-09", "a");
    Map<String, String> now = Map.of("2015-07", "a", "2015-08", "b", "2015-10", "b");
    assertEquals(
        new TreeSet<>(Set.of("2015-08", "2015-09", "2015-10")),
        RefreshPass.difference(now, before));
    assertEquals(new TreeSet<>(), RefreshPass.difference(now, now));
    assertEquals(new TreeSet<>(now.keySet()), RefreshPass.difference(now, null));
  }
}
