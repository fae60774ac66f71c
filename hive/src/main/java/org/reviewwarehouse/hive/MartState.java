package org.reviewwarehouse.hive;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a mart's table tells of its last computation, as properties of the table. */
final class MartState {
  /** With the feed after it: the sequence of the ledger entry that the mart was computed from. */
  private static final String REFRESHED = "warehouse.refreshed.";

  /**
   * The first and the last period of a computation that has begun, or nothing after it was
   * recorded. Without it a crash would be forgotten if the next run published puts back what the
   * recorded one had.
   */
  private static final String BEGUN = "warehouse.begun";

  /** What {@link MartSettings#checksum} said when it was computed. */
  private static final String CHECKSUM = "warehouse.checksum";

  private final Hive hive;
  private final String mart;
  private final Map<String, String> properties;

  private MartState(Hive hive, String mart, Map<String, String> properties) {
    this.hive = hive;
    this.mart = mart;
    this.properties = properties;
  }

  /**
   * Asks Hive.
   *
   * @throws WarehouseException if there is no such table
   */
  static MartState of(Hive hive, Mart mart) throws SQLException {
    return new MartState(
        hive,
        mart.name(),
        hive.properties(mart.name())
            .orElseThrow(
                () ->
                    new WarehouseException(
                        "Cannot refresh mart: "
                            + mart.name()
                            + ", because the database lacks its table; run `migrate` first")));
  }

  /** Whether a computation was ever recorded. */
  boolean isRecorded() {
    return properties.containsKey(CHECKSUM);
  }

  /** Whether the file and the settings of the mart were these when it was computed. */
  boolean hasChecksum(String checksum) {
    return checksum.equals(properties.get(CHECKSUM));
  }

  /** Sequence of the ledger entry of a feed that it was computed from; null if none is known. */
  String sequence(String feed) {
    return properties.get(REFRESHED + feed);
  }

  /** Whether it was computed from these entries: feed → sequence. */
  boolean isOf(Map<String, Integer> sequences) {
    return sequences.entrySet().stream()
        .allMatch(entry -> entry.getValue().toString().equals(sequence(entry.getKey())));
  }

  /**
   * What a computation of which nobody knows how far it came may have changed: the live periods of
   * its range, and both ends of it, which may have been taken back since.
   */
  SortedSet<String> begun(SortedSet<String> live) {
    String range = properties.getOrDefault(BEGUN, "");
    if (range.isBlank()) {
      return new TreeSet<>();
    }
    List<String> ends = List.of(range.split(" "));
    SortedSet<String> periods = new TreeSet<>(live.tailSet(ends.get(0)));
    periods.removeIf(period -> period.compareTo(ends.get(1)) > 0);
    periods.addAll(ends);
    return periods;
  }

  /** Says that a computation of the periods from one to another begins. */
  void begin(String first, String last) throws SQLException {
    set(Map.of(BEGUN, first + " " + last));
  }

  /** Says what it was computed from: feed → sequence. */
  void record(String checksum, Map<String, Integer> sequences) throws SQLException {
    Map<String, String> recorded = new TreeMap<>(Map.of(CHECKSUM, checksum, BEGUN, ""));
    sequences.forEach(
        (feed, sequence) -> recorded.put(REFRESHED + Names.FEED.check(feed), sequence.toString()));
    set(recorded);
  }

  private void set(Map<String, String> changed) throws SQLException {
    hive.execute(
        changed.entrySet().stream()
            .map(property -> "'" + property.getKey() + "' = '" + property.getValue() + "'")
            .collect(
                Collectors.joining(", ", "ALTER TABLE " + mart + " SET TBLPROPERTIES (", ")")));
  }
}
