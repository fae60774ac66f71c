package org.reviewwarehouse.hive;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which ledger entry the view of each feed showed when a refresh began, and what the ledgers say of
 * that entry and of older ones. For several threads.
 */
final class Published {
  private final FileSystem files;
  private final Path root;
  private final Map<String, Integer> sequences;
  private final Map<String, Ledger> ledgers = new HashMap<>();
  private final Map<String, Set<Integer>> listed = new HashMap<>();

  private Published(FileSystem files, Path root, Map<String, Integer> sequences) {
    this.files = files;
    this.root = root;
    this.sequences = sequences;
  }

  /** Asks the views. */
  static Published of(Hive hive, FileSystem files, Path root, Collection<String> feeds)
      throws SQLException {
    Map<String, Integer> sequences = new TreeMap<>();
    for (String feed : feeds) {
      sequences.put(feed, new FeedView(hive, feed).published());
    }
    return new Published(files, root, sequences);
  }

  /** Sequence of the entry that a feed's view showed, or 0 if nothing was published. */
  int sequence(String feed) {
    return sequences.get(feed);
  }

  /** Whether the views still show what they did. */
  boolean holds(Hive hive, Collection<String> feeds) throws SQLException {
    for (String feed : feeds) {
      if (new FeedView(hive, feed).published() != sequence(feed)) {
        return false;
      }
    }
    return true;
  }

  /** Period → run of what a feed's view showed. */
  synchronized SortedMap<String, String> live(String feed) throws IOException {
    return ledger(feed).entry(sequence(feed)).liveRuns();
  }

  /**
   * Period → run of an older entry.
   *
   * @param sequence as it was recorded, or null
   * @return null if nothing was recorded, or the ledger knows of no such entry
   */
  synchronized SortedMap<String, String> live(String feed, String sequence) throws IOException {
    if (sequence == null || !entries(feed).contains(Integer.valueOf(sequence))) {
      return null;
    }
    return ledger(feed).entry(Integer.parseInt(sequence)).liveRuns();
  }

  private Set<Integer> entries(String feed) throws IOException {
    Set<Integer> entries = listed.get(feed);
    if (entries == null) {
      entries = ledger(feed).sequences();
      listed.put(feed, entries);
    }
    return entries;
  }

  private Ledger ledger(String feed) {
    return ledgers.computeIfAbsent(feed, name -> new Ledger(files, root, name));
  }
}
