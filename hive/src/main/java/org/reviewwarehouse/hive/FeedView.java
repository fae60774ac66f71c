package org.reviewwarehouse.hive;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The view people ask, named like its feed: the live ranges of {@code <feed>_runs}. It carries the
 * sequence of the ledger entry it shows, changed in the same metastore operation as its text.
 */
final class FeedView {
  private static final String PUBLISHED = "warehouse.published";
  private static final String CHECKSUM = "warehouse.checksum";

  /** Above this, a metastore on Derby refuses the text. */
  private static final int DERBY_LIMIT = 32_700;

  /**
   * What makes the view show one entry of the ledger.
   *
   * @param version what {@link #version} says once it has been executed
   * @param sql the statement
   * @param ranges how many the text of the view has
   * @param length characters of the text
   */
  record Definition(Version version, String sql, int ranges, int length) {
    /** Why it failed, in words that go on after "because". */
    String reason(SQLException failure) {
      String cause = Causes.innermost(failure);
      return length * 4 <= DERBY_LIMIT * 3
          ? cause
          : "the text of its view has "
              + ranges
              + " ranges of runs and periods, and a metastore on Derby takes "
              + DERBY_LIMIT
              + " characters (use a coarser grain): "
              + cause;
    }
  }

  /** What a view shows: the sequence of an entry, or 0 of none, and the checksum of its text. */
  record Version(int sequence, String checksum) {}

  private final Hive hive;
  private final String feed;
  private final Map<String, String> properties;

  FeedView(Hive hive, String feed) throws SQLException {
    this.hive = hive;
    this.feed = Names.FEED.check(feed);
    this.properties = hive.properties(feed).orElse(Map.of());
  }

  /** Sequence of the ledger entry the view shows, or 0 if none was published yet. */
  int published() {
    return Integer.parseInt(properties.getOrDefault(PUBLISHED, "0"));
  }

  Version version() {
    return new Version(published(), properties.get(CHECKSUM));
  }

  /** The view with these ranges: nothing is changed before its statement is executed. */
  Definition define(int sequence, List<LiveRange> ranges) throws SQLException {
    List<String> declared = new ArrayList<>();
    List<String> selected = new ArrayList<>();
    for (List<String> column : columns()) {
      // DESCRIBE has put a backslash before each backslash already.
      String comment = column.get(2) == null ? "" : column.get(2).replace("'", "\\'");
      declared.add("`" + column.get(0) + "` COMMENT '" + comment + "'");
      selected.add("r.`" + column.get(0) + "`");
    }
    String head =
        "CREATE OR REPLACE VIEW `"
            + feed
            + "` ("
            + String.join(", ", declared)
            + ") COMMENT '"
            + escape(properties.getOrDefault("comment", ""))
            + "' TBLPROPERTIES ('";
    String text =
        "SELECT "
            + String.join(", ", selected)
            + " FROM "
            + feed
            + "_runs r WHERE "
            + LiveRange.condition(ranges);
    CRC32 crc = new CRC32();
    crc.update((head + text).getBytes(StandardCharsets.UTF_8));
    String checksum = Long.toHexString(crc.getValue());
    String sql =
        head + PUBLISHED + "' = '" + sequence + "', '" + CHECKSUM + "' = '" + checksum + "') AS "
            + text;
    return new Definition(new Version(sequence, checksum), sql, ranges.size(), text.length());
  }

  /** Name, type and comment of every column of the runs' table but {@code run}. */
  private List<List<String>> columns() throws SQLException {
    List<List<String>> columns = new ArrayList<>();
    for (List<String> row : hive.rows("DESCRIBE " + feed + "_runs")) {
      if (row.get(0) == null || row.get(0).isBlank() || row.get(0).startsWith("#")) {
        break; // partition columns are listed with the others, and then once more
      }
      if (!row.get(0).equals("run")) {
        columns.add(row);
      }
    }
    return columns;
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
