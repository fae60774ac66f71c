package org.reviewwarehouse.hive;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds the periods for which a statement that overwrites them has no row any more. Hive overwrites
 * the partitions that get rows and leaves the others as they were; those can be told by their
 * directories, as every overwrite writes into one of its own, {@code base_N}.
 *
 * <p>Looking at the file system takes no time. But where Hive keeps its files to itself, as with
 * authorization of its own, the client cannot look, or does not even find them: then Hive is asked,
 * which takes a job.
 */
final class StalePeriods {
  /** What Hive puts after the name of a directory that it has compacted. */
  private static final Pattern COMPACTED = Pattern.compile("_v[0-9]+$");

  private final Hive hive;
  private final String mart;
  private final Path folder;
  private final FileSystem files;
  private final Map<String, Set<String>> before;

  private StalePeriods(
      Hive hive, String mart, Path folder, FileSystem files, Map<String, Set<String>> before) {
    this.hive = hive;
    this.mart = mart;
    this.folder = folder;
    this.files = files;
    this.before = before;
  }

  /**
   * Remembers what is there before the statement runs.
   *
   * @param configuration of the file system that Hive's files are on
   * @param present the table's partitions
   * @param computed the periods that the statement computes
   */
  static StalePeriods before(
      Hive hive,
      Configuration configuration,
      String mart,
      Collection<String> present,
      Set<String> computed)
      throws SQLException {
    Set<String> overwritten = new TreeSet<>(present);
    overwritten.retainAll(computed);
    if (overwritten.isEmpty()) {
      return new StalePeriods(hive, mart, null, null, Map.of());
    }
    Path folder = hive.folder(mart);
    try {
      FileSystem files = folder.getFileSystem(configuration);
      return new StalePeriods(hive, mart, folder, files, list(files, folder, overwritten));
    } catch (IOException e) {
      return new StalePeriods(hive, mart, null, null, ask(hive, mart, overwritten));
    }
  }

  /** The periods that hold what they held before the statement ran. */
  List<String> afterwards() throws SQLException, IOException {
    Map<String, Set<String>> after =
        files == null ? ask(hive, mart, before.keySet()) : list(files, folder, before.keySet());
    // What is gone says nothing: Hive cleans up when it likes.
    return before.keySet().stream()
        .filter(period -> before.get(period).containsAll(after.getOrDefault(period, Set.of())))
        .sorted()
        .toList();
  }

  /** Period → the directories in its partition, as they were called before a compaction. */
  private static Map<String, Set<String>> list(
      FileSystem files, Path folder, Collection<String> periods) throws IOException {
    Map<String, Set<String>> directories = new HashMap<>();
    for (String period : periods) {
      Set<String> names = new HashSet<>();
      for (FileStatus child :
          files.listStatus(new Path(folder, "period=" + Names.PERIOD.check(period)))) {
        names.add(COMPACTED.matcher(child.getPath().getName()).replaceFirst(""));
      }
      directories.put(period, names);
    }
    return directories;
  }

  /** Period → a file of it. */
  private static Map<String, Set<String>> ask(Hive hive, String mart, Collection<String> periods)
      throws SQLException {
    Map<String, Set<String>> files = new HashMap<>();
    periods.forEach(period -> files.put(Names.PERIOD.check(period), Set.of()));
    if (periods.isEmpty()) {
      return files;
    }
    String quoted = periods.stream().collect(Collectors.joining("', '", "'", "'"));
    for (List<String> row :
        hive.rows(
            "SELECT period, max(INPUT__FILE__NAME) FROM "
                + mart
                + " WHERE period IN ("
                + quoted
                + ") GROUP BY period")) {
      files.put(row.get(0), Set.of(row.get(1)));
    }
    return files;
  }
}
