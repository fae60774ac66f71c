package org.reviewwarehouse.hive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of {@code marts/}. What it computes is up to its statement; how it is refreshed follows
 * from the parameters the statement asks for:
 *
 * <ul>
 *   <li>{@code ${hivevar:periods}}: the quoted periods to compute, and only those
 *   <li>{@code ${hivevar:first_period}}: the first period to compute, and all after it
 *   <li>{@code ${hivevar:last_period}}: the last period to sum up; the mart is a checkpoint then,
 *       and goes on from the one that it replaces
 *   <li>none of these: the whole table
 * </ul>
 *
 * {@code ${hivevar:checkpoint}} is the newest period of the checkpoint among its sources, or of
 * itself, that comes before what it computes; empty if there is none. What is read is then that
 * checkpoint and the periods after it, however many there were before.
 *
 * <p>Every other parameter is one of {@link MartParameter} that the header declares.
 *
 * @param sources the marts and views it reads, from the header line {@code -- sources:}
 * @param parameters its settings, from the header lines {@code -- parameter:}
 */
record Mart(Script script, List<String> sources, List<MartParameter> parameters) {
  private static final Pattern SOURCES = Pattern.compile("(?m)^-- sources:\\s*(.+)$");

  private static final Set<String> GIVEN =
      Set.of("periods", "first_period", "last_period", "checkpoint");

  /**
   * @throws IllegalStateException if the header is not as it must be, or declares other parameters
   *     than the statement asks for
   */
  Mart(Script script) {
    this(script, sources(script), MartParameter.of(script));
    Set<String> declared = new LinkedHashSet<>();
    for (MartParameter parameter : parameters) {
      if (GIVEN.contains(parameter.name()) || !declared.add(parameter.name())) {
        throw new IllegalStateException(
            "marts/" + script.name() + ".hql cannot declare: " + parameter.name());
      }
    }
    Set<String> asked = new HashSet<>(script.parameters());
    asked.removeAll(GIVEN);
    if (!asked.equals(declared)) {
      throw new IllegalStateException(
          "marts/" + script.name() + ".hql asks for " + asked + " but declares " + declared);
    }
  }

  private static List<String> sources(Script script) {
    Matcher line = SOURCES.matcher(script.text());
    if (!line.find()) {
      throw new IllegalStateException("marts/" + script.name() + ".hql has no line -- sources:");
    }
    return List.of(line.group(1).strip().split("\\s*,\\s*"));
  }

  /** All marts by name, each after those it reads. */
  static Map<String, Mart> all() {
    Map<String, Mart> files = new LinkedHashMap<>();
    for (Script script : Script.folder("marts")) {
      files.put(script.name(), new Mart(script));
    }
    Map<String, Mart> ordered = new LinkedHashMap<>();
    files.keySet().forEach(name -> place(name, files, ordered, new LinkedHashSet<>()));
    MartSettings.declared(ordered.values());
    return ordered;
  }

  private static void place(
      String name, Map<String, Mart> files, Map<String, Mart> ordered, Set<String> above) {
    if (ordered.containsKey(name) || !files.containsKey(name)) {
      return;
    }
    if (!above.add(name)) {
      throw new IllegalStateException("marts read each other in a circle: " + above);
    }
    files.get(name).sources().forEach(source -> place(source, files, ordered, above));
    ordered.put(name, files.get(name));
  }

  String name() {
    return script.name();
  }

  /** Whether it is partitioned by period, and computed by it. */
  boolean byPeriod() {
    return script.takes("periods") || script.takes("first_period");
  }

  /** Whether it holds sums over all periods up to one, its only partition. */
  boolean isCheckpoint() {
    return script.takes("last_period");
  }

  /** The checkpoint that it goes on from, which may be itself; none if it reads all periods. */
  Optional<Mart> checkpoint(Map<String, Mart> all) {
    if (!script.takes("checkpoint")) {
      return Optional.empty();
    }
    return Stream.concat(Stream.of(this), sources.stream().map(all::get).filter(Objects::nonNull))
        .filter(Mart::isCheckpoint)
        .findFirst();
  }

  /** This mart and those it is computed from, in the order to run them. */
  List<Mart> withSources(Map<String, Mart> all) {
    Set<Mart> marts = new LinkedHashSet<>();
    for (String source : sources) {
      if (all.containsKey(source)) {
        marts.addAll(all.get(source).withSources(all));
      }
    }
    marts.add(this);
    return new ArrayList<>(marts);
  }

  /** The feeds whose views it is computed from, directly or through other marts. */
  Set<String> feeds(Map<String, Mart> all) {
    Set<String> feeds = new LinkedHashSet<>();
    for (String source : sources) {
      if (all.containsKey(source)) {
        feeds.addAll(all.get(source).feeds(all));
      } else {
        feeds.add(source);
      }
    }
    return feeds;
  }
}
